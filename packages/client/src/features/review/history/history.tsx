// The commits of a thread's branch, newest first. The arrows walk, as J and K do; Enter shows what a commit changed.
import { GitCommitHorizontal, GitMerge, History as Clock } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadId } from '@a-parallel/shared'
import { problemOf } from '../../../api/refusal.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { VirtualList, type VirtualListHandle } from '../../../ui/layout/virtual-list.tsx'
import { Failed, Loading } from '../standing.tsx'
import { CommitFacts, CommitMarks } from './commit-facts.tsx'
import { mostCommits, useCommits, useTakenOver, type Commit } from './use-commits.ts'

/** Goes so many commits further down, or up. */
export type HistoryMoves = (step: 1 | -1) => void

type HistoryProps = {
  threadId: ThreadId
  state: BranchState | undefined
  /** The commit that was looked at last, which has the focus again. */
  last: string | undefined
  onOpen: (oid: string) => void
  moves: Ref<HistoryMoves>
}

const keyOf = ({ oid }: Commit) => oid

export function History({ threadId, state, last, onOpen, moves }: HistoryProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useCommits(threadId, true)
  const commits = data?.commits ?? none
  const settled = state !== undefined && state.staged + state.unstaged === 0
  const base = useTakenOver(threadId, settled && commits.length > 0 && !commits[0]?.merged)
  const remote = (state?.remotes.length ?? 0) > 0
  const draw = useCallback(
    (commit: Commit) => <Row commit={commit} remote={remote} onOpen={onOpen} />,
    [remote, onOpen],
  )
  if (data === undefined && error)
    return <Failed problem={problemOf(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading />
  if (commits.length === 0) return <Nothing state={state} />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {base !== null && (
        <p className="border-b border-line px-4 py-1.5 text-sm text-merged">
          {t('review.history.takenOver', { base })}
        </p>
      )}
      <Commits {...{ commits, last, draw, moves }} more={data.more} />
    </div>
  )
}

const none: readonly Commit[] = []

type CommitsProps = Pick<HistoryProps, 'last' | 'moves'> & {
  commits: readonly Commit[]
  more: boolean
  draw: (commit: Commit) => React.ReactNode
}

function Commits({ commits, more, last, draw, moves }: CommitsProps) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const list = useRef<VirtualListHandle>(null)
  const box = useRef<HTMLDivElement>(null)
  const to = useCallback((at: number, oid: string) => {
    list.current?.scrollToIndex(at, { align: 'nearest' })
    focusSoon(() => rowIn(box.current, oid), 10)
  }, [])
  const move = (step: number) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-commit]')
    const before = commits.findIndex(({ oid }) => oid === focused?.dataset['commit'])
    const at = before < 0 ? 0 : Math.max(0, Math.min(commits.length - 1, before + step))
    const next = commits[at]
    if (next) to(at, next.oid)
  }
  useImperativeHandle(moves, () => move)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const at = Math.max(
      0,
      commits.findIndex(({ oid }) => oid === last),
    )
    const commit = commits[at]
    // Whoever came here by a key, or back from a commit, goes on at it.
    if (commit && !document.activeElement?.matches('button, input')) to(at, commit.oid)
  }, [commits, last, to])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move(step)
  }
  return (
    <VirtualList
      ref={list}
      rows={commits}
      keyOf={keyOf}
      draw={draw}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the role of its box, as it names it
      role="list"
      label={t('review.history.label')}
      rowHeight={53}
      box={{ ref: box, onKeyDown }}
      className="ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto"
    >
      {more && (
        <p className="px-4 py-3 text-sm text-muted">
          {t('review.history.more', { most: number(mostCommits) })}
        </p>
      )}
    </VirtualList>
  )
}

/** A row that was far away is there some frames later. */
function focusSoon(find: () => HTMLElement | null | undefined, frames: number): void {
  requestAnimationFrame(() => {
    const row = find()
    if (row) row.focus()
    else if (frames > 0) focusSoon(find, frames - 1)
  })
}

const steps: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: -mostCommits,
  End: mostCommits,
}

const rowIn = (box: HTMLElement | null, oid: string) =>
  box?.querySelector<HTMLElement>(`[data-commit="${oid}"]`)

type RowProps = { commit: Commit; remote: boolean; onOpen: (oid: string) => void }

function Row({ commit, remote, onOpen }: RowProps) {
  const Icon = commit.parents.length > 1 ? GitMerge : GitCommitHorizontal
  return (
    <button
      type="button"
      data-commit={commit.oid}
      title={commit.subject}
      onClick={() => onOpen(commit.oid)}
      className="ring-inset-focus flex w-full items-start gap-2.5 border-b border-line px-4 py-2 text-start hover:bg-hover"
    >
      <Icon size={15} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="truncate text-sm font-medium">{commit.subject}</span>
        <CommitFacts commit={commit} />
      </span>
      <CommitMarks commit={commit} remote={remote} />
    </button>
  )
}

function Nothing({ state }: { state: BranchState | undefined }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<Clock size={28} aria-hidden />}
      title={t('review.history.none')}
      detail={
        state?.base
          ? t('review.history.noneSince', { base: state.base.name })
          : t('review.history.noneYet')
      }
    />
  )
}
