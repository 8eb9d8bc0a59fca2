// The files that two lines of work changed in the same places: solved by a side of each, by both, as they were edited, by
// the agent, or taken back whole.
import { Bot, Check, Undo2 } from 'lucide-react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type {
  BranchState,
  CallRequest,
  Calls,
  ChangedFile,
  ConflictSide,
  ThreadId,
} from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { Button } from '../../ui/controls/button.tsx'
import { spelled } from '../../ui/text/hidden.ts'
import { OneLine } from '../../ui/text/named-text.tsx'
import { SideButtons, useConflicts, type Seen } from '../review/index.ts'
import { updatedWords } from './use-acts.ts'
import type { Work } from './work/use-work.ts'

type Props = {
  threadId: ThreadId
  state: BranchState
  /** What the person saw of what going on would commit; undefined while it is not shown. */
  seen: Seen | undefined
  /** The files as they are shown, and behind them as they were told last. */
  files: readonly ChangedFile[]
  work: Work
  /** Shows a file as it is now. */
  onFile: (at: { path: string }) => void
}

export function Conflicts(props: Props) {
  const { threadId, state, work, onFile } = props
  const { t } = useTranslation()
  const files = useConflicts(threadId, state.conflicted) ?? []
  const busy = work.doing !== null
  const { finish, handOver, solve } = actsOf(props)
  return (
    <section aria-label={t('publish.conflicts')} className="flex flex-col gap-2">
      <p className="text-sm">
        {state.conflicted > 0
          ? t('publish.conflictsIn', { count: state.conflicted })
          : t('publish.solved')}
      </p>
      {files.length > 0 && (
        <ul className="max-h-56 divide-y divide-line overflow-auto rounded-md border border-line bg-bg scroll-thin">
          {files.map((file) => (
            <li key={file.path} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 py-1">
              <PathButton path={file.path} onFile={onFile} />
              <SideButtons file={file} busy={busy} onSolve={(side) => solve(file.path, side)} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {state.conflicted === 0 ? (
          <Button
            weight="primary"
            busy={busy}
            icon={<Check size={14} aria-hidden />}
            onClick={() => void finish('continue')}
          >
            {t('publish.continue')}
          </Button>
        ) : (
          <Button
            weight="primary"
            busy={busy}
            icon={<Bot size={14} aria-hidden />}
            onClick={handOver}
          >
            {t('publish.handOver')}
          </Button>
        )}
        <Button
          busy={busy}
          icon={<Undo2 size={14} aria-hidden />}
          onClick={() => void finish('abort')}
        >
          {t('publish.abort')}
        </Button>
      </div>
    </section>
  )
}

/** What can be done about them, as they are seen. */
function actsOf({ threadId, state, seen, files, work }: Props) {
  const params = { id: threadId }
  const finish = async (action: 'continue' | 'abort') => {
    const body = { action, seen: seenFor(action, state, seen) }
    const done = await work.run('solve', () => callApi('finishUpdate', { params, body }))
    if (done?.kind === 'updated') work.say(updatedWords(done), { kept: done.kept })
    if (done?.kind !== 'aborted' || done.kept === null) return
    const { kept } = done
    work.say(i18next.t('publish.aborted', { count: kept.total }), { kept })
  }
  const handOver = () =>
    void work.run('solve', async () => {
      await callApi('handOverConflicts', { params })
      work.say(i18next.t('publish.handedOver'))
    })
  const solve = (path: string, side: ConflictSide) =>
    void work.run('solve', async () => {
      const body = { ...pickOf(path, files), side }
      const { kept } = await callApi('resolveConflict', { params, body })
      const words = i18next.t('review.conflict.solved', { path: spelled(path) })
      if (kept) work.say(words, { kept })
    })
  return { finish, handOver, solve }
}

/** Taken back is what is under way; gone on with, what the person saw of what will be committed. */
function seenFor(
  action: 'continue' | 'abort',
  state: BranchState,
  { head, versions }: Seen = state,
): CallRequest<Calls['finishUpdate']>['body']['seen'] {
  const { stamp } = state
  if (stamp === null) return undefined
  return action === 'abort' ? { stamp, head: state.head } : { stamp, head, staged: versions.staged }
}

/** The file as it is shown in conflict; without a version where it is shown nowhere. */
function pickOf(path: string, told: readonly ChangedFile[]) {
  const file = told.find((one) => one.path === path && one.kind === 'conflicted')
  if (!file) return { path }
  const { from, version } = file
  return { path, version, ...(from !== null && from !== path && { from }) }
}

function PathButton({ path, onFile }: { path: string; onFile: Props['onFile'] }) {
  const { t } = useTranslation()
  return (
    <span className="min-w-0 flex-1 basis-40">
      <button
        type="button"
        title={t('publish.openFile', { path: spelled(path) })}
        onClick={() => onFile({ path })}
        className="ring-inset-focus rounded-sm text-start font-mono text-sm wrap-anywhere underline-offset-2 hover:underline touch-target"
      >
        <OneLine text={path} />
      </button>
    </span>
  )
}
