// The foot of the changes: the next step on the way of a thread's work to its base, and what it needs of a person.
import { TriangleAlert } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ChangedFile, Kept, ThreadId, ThreadView } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { OneLine } from '../../ui/text/named-text.tsx'
import { useCommand } from '../commands/index.ts'
import { PullRequestLine, usePullRequestActs } from '../pull-request/index.ts'
import { bringBack, type Seen } from '../review/index.ts'
import { CommitForm } from './commit/commit-form.tsx'
import { Conflicts } from './conflicts.tsx'
import { setDraft } from './commit/drafts.ts'
import { MergeDialog } from './merge/merge-dialog.tsx'
import type { Worded } from './merge/message.ts'
import { Refused } from './refused/refused.tsx'
import { named, StepButton } from './step-button.tsx'
import {
  canAmend,
  isPushed,
  open,
  pullOf,
  takesUpstream,
  wasMerged,
  whyNot,
  type Situation,
  type Step,
} from './step.ts'
import { useActs, type Acts } from './use-acts.ts'
import { useBranch, type Foreseen } from './use-branch.ts'
import { CommitProgress } from './work/commit-progress.tsx'
import { PushProgress } from './work/push-progress.tsx'
import { Said } from './work/said.tsx'
import { useUnderWay } from './work/use-under-way.ts'
import { useWork, type Work } from './work/use-work.ts'

type Props = {
  view: ThreadView
  /** What the person saw of what a commit would hold; undefined while it is not shown. */
  seen: Seen | undefined
  /** The files as they are shown. */
  files: readonly ChangedFile[]
  /** Shows what became of the changes; resolves once they are shown. */
  refresh: () => Promise<void>
  /** Shows a file as it is now. */
  onFile: (at: { path: string }) => void
}

export function PublishBar({ view, seen, files, refresh, onFile }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  const branch = useBranch(view)
  const look = useLook(view.id, refresh)
  const work = useWork(view.id, look)
  const underWay = useUnderWay(view.id, work, look)
  const acts = useActs(view.id, { state: branch.state, seen }, work, box)
  const onBack = (kept: Kept) => {
    work.forget()
    void bringBack(kept, look)
  }
  const [merging, setMerging] = useState<Worded | null>(null)
  const { state, situation, foreseen } = branch
  if (!state || !situation || !branch.step) return null
  const rewording = acts.options.amend && open(state) === 0 && branch.step !== 'solve'
  const step = rewording ? 'reword' : branch.step
  const busy = underWay.doing !== null
  const writing = step === 'commit' && whyNot('commit', situation) !== 'nothingChanged'
  const solving = { state, seen, files: [...files, ...branch.files], work, onFile }
  return (
    <section
      aria-label={t('publish.label')}
      className="flex shrink-0 flex-col gap-2 border-t border-line bg-sidebar px-3 py-2"
    >
      <Commands {...{ situation, acts, busy }} onMerge={setMerging} />
      <Refused work={work} acts={acts} onMerge={setMerging} />
      <Said said={work.said} {...{ state, busy, acts, onBack }} />
      {step === 'solve' && <Conflicts threadId={view.id} {...solving} />}
      {(writing || rewording) && <Message {...{ view, state, work, acts, box, rewording }} />}
      {underWay.doing === 'push' && <PushProgress threadId={view.id} progress={underWay.push} />}
      {underWay.doing === 'commit' && underWay.commit && (
        <CommitProgress threadId={view.id} running={underWay.commit} />
      )}
      {foreseen && step !== 'archive' && (
        <Foresight foreseen={foreseen} when={open(state) > 0 ? 'foreseenKept' : 'foreseen'} />
      )}
      {step !== 'solve' && (
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
          <Hint situation={situation} step={step} rewords={acts.rewords} />
          <StepButton
            {...{ situation, step, view, acts }}
            doing={underWay.doing}
            onCommit={() => void acts.commit()}
            onMerge={setMerging}
          />
        </div>
      )}
      {merging && (
        <MergeDialog
          how={merging}
          view={view}
          base={state.base?.name ?? ''}
          onClose={() => setMerging(null)}
          onMerge={(message) => void acts.merge(merging, message)}
        />
      )}
    </section>
  )
}

function useLook(threadId: ThreadId, refresh: () => Promise<void>): () => Promise<void> {
  const { askAgain } = usePullRequestActs(threadId)
  return useCallback(async () => {
    // A push, or what the agent did meanwhile, may have changed it.
    askAgain()
    await refresh()
  }, [askAgain, refresh])
}

type MessageProps = {
  view: ThreadView
  state: BranchState
  work: Work
  acts: Acts
  box: React.RefObject<HTMLTextAreaElement | null>
  /** Nothing is there to commit: the last commit gets another message. */
  rewording: boolean
}

function Message({ view, state, work, acts, box, rewording }: MessageProps) {
  return (
    <CommitForm
      projectId={view.projectId}
      message={acts.message}
      options={acts.options}
      canAmend={canAmend(state)}
      isPushed={isPushed(state)}
      proposing={work.doing === 'propose'}
      box={box}
      onMessage={(message) => setDraft('commit', view.id, message)}
      onOptions={(options) => void acts.changeOptions(options)}
      onPropose={() => void acts.propose()}
      onUndo={acts.undo}
      undoByKey={acts.isUntouched}
      onCommit={() => void acts.commit()}
      onLeave={rewording ? acts.leave : undefined}
    />
  )
}

type HintProps = { situation: Situation; step: Step; rewords: boolean }

/** Why the next step cannot be done, or what it is about; and how the pull request stands. */
function Hint({ situation, step, rewords }: HintProps) {
  const { t } = useTranslation()
  const pull = pullOf(situation)
  const act = step === 'solve' ? null : step
  const why = act && whyNot(act, situation)
  const remote = situation.state.remotes[0] ?? ''
  const names = { ...named(situation), ...distances(situation), remote }
  const about = () => {
    if (act === 'archive' && wasMerged(situation)) return t('publish.about.pullMerged', names)
    if (act === 'update' && pull?.mergeability === 'behind')
      return t('publish.about.updatePull', names)
    if (act === 'reword' || (act === 'commit' && rewords)) return t('publish.about.reword')
    if (act === 'pullRequest' && situation.state.base === null)
      return t('publish.about.pullRequestAnywhere')
    return act && t(`publish.about.${act}`, names)
  }
  return (
    <div className="flex min-w-0 flex-1 basis-40 flex-col gap-0.5 text-sm text-muted">
      {(act !== 'pullRequest' || !pull) && <p>{why ? t(`publish.why.${why}`, names) : about()}</p>}
      {pull && <PullRequestLine pull={pull} />}
    </div>
  )
}

function distances({ state: { base, upstream }, hosted }: Situation) {
  const number = hosted?.pullRequest?.number ?? 0
  return { number, ahead: upstream && !upstream.gone ? upstream.ahead : (base?.ahead ?? 0) }
}

/** `foreseenKept`: of the files as the last turn left them, since not all of them are committed. */
type ForesightProps = { foreseen: Foreseen; when: 'foreseen' | 'foreseenKept' }

/** Conflicts that a merge would meet, with the base and with what other threads do. */
function Foresight({ foreseen: { prediction, base, threads }, when }: ForesightProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const inBase = prediction.kind === 'conflicts' ? prediction.paths : []
  if (inBase.length === 0 && threads.length === 0) return null
  const list = (paths: readonly string[]) =>
    format.list(paths.length > 3 ? [...paths.slice(0, 3), '…'] : paths)
  return (
    <ul className="flex flex-col gap-1 text-sm text-muted">
      {inBase.length > 0 && (
        <Foreboding words={t(`publish.${when}.base`, { base, paths: list(inBase) })} />
      )}
      {threads.map(({ threadId, title, paths }) => (
        <Foreboding
          key={threadId}
          words={t(`publish.${when}.thread`, { title, paths: list(paths) })}
        />
      ))}
    </ul>
  )
}

function Foreboding({ words }: { words: string }) {
  return (
    <li className="flex items-start gap-2">
      <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-need" />
      <span className="min-w-0 wrap-anywhere">
        <OneLine text={words} />
      </span>
    </li>
  )
}

type CommandsProps = {
  situation: Situation
  acts: Acts
  busy: boolean
  onMerge: (how: Worded) => void
}

/** The same by name, from the palette. */
function Commands({ situation, acts, busy, onMerge }: CommandsProps) {
  const when = (act: 'commit' | 'push' | 'update' | 'merge') => ({
    when: !busy && whyNot(act, situation) === null,
  })
  useCommand('publishCommit', () => void acts.commit(), when('commit'))
  useCommand('publishPush', () => void acts.push(), when('push'))
  useCommand('publishUpdate', () => void acts.update('base', 'merge'), when('update'))
  useCommand('publishUpdateRebase', () => void acts.update('base', 'rebase'), when('update'))
  const upstream = { when: !busy && takesUpstream(situation) }
  useCommand('publishUpstreamMerge', () => void acts.update('upstream', 'merge'), upstream)
  useCommand('publishUpstreamRebase', () => void acts.update('upstream', 'rebase'), upstream)
  useCommand('publishMerge', () => void acts.merge('merge'), when('merge'))
  useCommand('publishSquash', () => onMerge('squash'), when('merge'))
  useCommand('publishRebase', () => void acts.merge('rebase'), when('merge'))
  return null
}
