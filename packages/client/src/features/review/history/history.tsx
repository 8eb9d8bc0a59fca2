// The commits of a thread's branch, newest first, older ones as one comes near them. The arrows walk, as J and K do; Enter
// shows what a commit changed.
import { GitCommitHorizontal, GitMerge, History as Clock } from 'lucide-react'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { WalkedList, type WalkedListHandle } from '../../../ui/layout/walked-list.tsx'
import { spelled } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { Failed, Loading } from '../standing.tsx'
import { CommitFacts, CommitMarks } from './commit-facts.tsx'
import { useCommits, useTakenOver, type Commit, type Commits } from './use-commits.ts'

type HistoryProps = {
  threadId: ThreadId
  state: BranchState | undefined
  /** The commit that was looked at last, which has the focus again. */
  last: string | undefined
  onOpen: (oid: string) => void
  moves: RefObject<WalkedListHandle | null>
}

const keyOf = ({ oid }: Commit) => oid

export function History({ threadId, state, last, onOpen, moves }: HistoryProps) {
  const { t } = useTranslation()
  const asked = useCommits(threadId, true)
  const { commits, problem, again } = asked
  const settled = state !== undefined && state.staged + state.unstaged === 0
  const base = useTakenOver(threadId, state, settled && !(commits?.[0]?.merged ?? true))
  const remote = (state?.remotes.length ?? 0) > 0
  const draw = useCallback(
    (commit: Commit) => <Row commit={commit} remote={remote} onOpen={onOpen} />,
    [remote, onOpen],
  )
  if (commits === undefined && problem) return <Failed problem={problem} onRetry={again} />
  if (commits === undefined) return <Loading />
  if (commits.length === 0) return <Nothing state={state} />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {base !== null && (
        <p className="border-b border-line px-4 py-1.5 text-sm text-merged">
          {t('review.history.takenOver', { base })}
        </p>
      )}
      <Listed {...{ commits, last, draw, moves }} older={asked.older} />
    </div>
  )
}

type ListedProps = Pick<HistoryProps, 'last' | 'moves'> &
  Pick<Commits, 'older'> & {
    commits: readonly Commit[]
    draw: (commit: Commit) => React.ReactNode
  }

function Listed({ commits, older, last, draw, moves }: ListedProps) {
  const { t } = useTranslation()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const at = commits.findIndex(({ oid }) => oid === last)
    // Whoever came here by a key, or back from a commit, goes on at it.
    if (!document.activeElement?.matches('button, input')) moves.current?.to(Math.max(0, at))
  }, [commits, last, moves])
  return (
    <WalkedList
      ref={moves}
      rows={commits}
      open={older.some}
      keyOf={keyOf}
      draw={draw}
      label={t('review.history.label')}
      rowHeight={53}
      onNearEnd={older.near}
    >
      <Older older={older} />
    </WalkedList>
  )
}

/** What stands behind the last commit that is there, while there are more. */
function Older({ older: { some, problem, ask } }: Pick<Commits, 'older'>) {
  const { t } = useTranslation()
  if (!some) return null
  if (!problem)
    return <p className="px-4 py-3 text-sm text-muted">{t('review.history.moreComing')}</p>
  return (
    <p className="flex flex-wrap items-center gap-3 px-4 py-3 text-sm">
      {t('review.history.moreFailed')}
      <Button size="sm" onClick={ask}>
        {t('review.history.moreAgain')}
      </Button>
    </p>
  )
}

type RowProps = { commit: Commit; remote: boolean; onOpen: (oid: string) => void }

function Row({ commit, remote, onOpen }: RowProps) {
  const Icon = commit.parents.length > 1 ? GitMerge : GitCommitHorizontal
  return (
    <button
      type="button"
      title={spelled(commit.subject)}
      onClick={() => onOpen(commit.oid)}
      className="ring-inset-focus flex w-full items-start gap-2.5 border-b border-line px-4 py-2 text-start hover:bg-hover"
    >
      <Icon size={15} aria-hidden className="mt-0.5 shrink-0 text-muted" />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="truncate text-sm font-medium">
          <OneLine text={commit.subject} />
        </span>
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
