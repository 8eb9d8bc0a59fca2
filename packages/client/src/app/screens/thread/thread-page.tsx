// A thread that is known: header, transcript, what waits for the person, composer.
import { useEffect, useMemo, useRef } from 'react'
import { activeTurn, threadStatus, userMessageId } from '@a-parallel/contract/model'
import type { ThreadView, TurnId } from '@a-parallel/shared'
import { useSetup } from '../../../api/queries.ts'
import { ApprovalDock } from '../../../features/approvals/index.ts'
import { useCommand } from '../../../features/commands/index.ts'
import { Composer, QueueList, useStarting, useStop } from '../../../features/composer/index.ts'
import { PullRequestWindow } from '../../../features/pull-request/index.ts'
import { useStale } from '../../../features/threads/index.ts'
import {
  earlierTexts,
  TodoBar,
  toggleAll,
  todoOf,
  Transcript,
  TranscriptProvider,
  waitingTurns,
  whyAway,
  type TranscriptHandle,
} from '../../../features/timeline/index.ts'
import { TrustLine } from '../../../features/trust/index.ts'
import { ForkLinks, useTurnActs } from '../../../features/turns/index.ts'
import { preloadMarkdown } from '../../../ui/text/markdown.tsx'
import { Outcome } from './outcome.tsx'
import { ReviewSide } from './review/review-side.tsx'
import { ThreadCommands } from './thread-commands.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { useAnnouncements } from './use-announcements.ts'
import { useReview, type Review } from './review/use-review.ts'
import { openTextsOf, useRows } from './use-rows.ts'
import { useStartWaits } from './use-start-waits.ts'

void preloadMarkdown()

export type ThreadPageProps = {
  view: ThreadView
  /** The item that a link leads to. */
  target?: string
  /** When that was said, should it be in the thread no more. */
  saidAt?: string
}

export function ThreadPage({ view, target, saidAt }: ThreadPageProps) {
  const rows = useRows(view)
  const transcript = useRef<TranscriptHandle>(null)
  const status = threadStatus(view)
  const atWork = status === 'running' || status === 'waiting' || status === 'pending'
  const stop = useStop(view.id, atWork)
  const onStop = atWork ? stop.stop : undefined
  const stopping = stop.stopping || (atWork && view.run?.stopping === true)
  const { ofMessage, ofNotice, window } = useTurnActs(view)
  const starting = useStarting(view.id, view.turns, !useStale())
  const { ofStarting } = starting
  const review = useReview(view.id)
  const shared = useShared(view, { ofMessage, ofNotice, ofStarting, onFile: review.onFile })
  useAnnouncements(view)
  useCommand('expandAll', () => toggleAll(view.id))
  return (
    <TranscriptProvider value={shared}>
      <ThreadCommands {...{ view, review }} onStop={stopping ? undefined : onStop} />
      {review.place !== 'phone' && (
        <ThreadHeader view={view} review={review} onStop={onStop} stopping={stopping} />
      )}
      <div className="relative flex min-h-0 flex-1">
        {(review.place === null || review.place === 'beside') && (
          <div className="flex min-w-0 flex-1 flex-col">
            <ForkLinks view={view} />
            <TrustLine
              projectId={view.projectId}
              moment={`${view.worktree?.state} ${view.run?.id} ${activeTurn(view)?.id}`}
              className="border-b border-line px-4 py-1.5"
            />
            <Transcript
              ref={transcript}
              threadId={view.id}
              rows={rows}
              items={view.items}
              target={target}
              saidAt={saidAt}
              away={target === undefined ? undefined : whyAway(view, target, saidAt)}
            >
              <Outcome view={view} />
            </Transcript>
            <Foot
              view={view}
              atWork={atWork}
              stop={{ ...stop, stopping }}
              onSent={() => transcript.current?.toEnd()}
            />
          </div>
        )}
        <ReviewSide view={view} review={review} />
      </div>
      {window}
      {starting.window}
      <PullRequestWindow view={view} />
    </TranscriptProvider>
  )
}

type Acts = Pick<ReturnType<typeof useTurnActs>, 'ofMessage' | 'ofNotice'> &
  Pick<ReturnType<typeof useStarting>, 'ofStarting'> &
  Pick<Review, 'onFile'>

/** What every row of the transcript may need. */
function useShared(view: ThreadView, { ofMessage, ofNotice, ofStarting, onFile }: Acts) {
  const { id, projectId, archived } = view
  const startWaits = useStartWaits(view)
  const latest = useRef(onFile)
  useEffect(() => {
    latest.current = onFile
  })
  return useMemo(
    () => ({
      threadId: id,
      projectId,
      isArchived: archived,
      openTexts: openTextsOf(id),
      actsOfMessage: ofMessage,
      actsOfStarting: ofStarting,
      startWaits,
      actsOfNotice: ofNotice,
      openFile: (at: Parameters<typeof onFile>[0]) => latest.current(at),
    }),
    [id, projectId, archived, ofMessage, ofNotice, ofStarting, startWaits],
  )
}

type FootProps = {
  view: ThreadView
  atWork: boolean
  stop: ReturnType<typeof useStop>
  onSent: () => void
}

/** What stays in sight below the transcript. */
function Foot({ view, atWork, stop, onSent }: FootProps) {
  const { items, turns, budgetStop } = view
  const todo = useMemo(() => todoOf(items, atWork), [items, atWork])
  const waiting = useMemo(() => waitingTurns({ turns, budgetStop }), [turns, budgetStop])
  const known = useKnown(view)
  // Message ids are made as turn ids.
  const isKnown = useMemo(() => (id: string) => known.has(userMessageId(id as TurnId)), [known])
  const earlier = useMemo(() => earlierTexts(items), [items])
  const turnRuns = activeTurn(view) !== null
  const connected = !useStale()
  const setup = useSetup()
  if (view.archived) return null
  return (
    <div className="mx-auto w-full max-w-[calc(76ch+2rem)] shrink-0 px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))] max-sm:px-2">
      <div className="flex flex-col py-2 empty:hidden">
        <ApprovalDock view={view} />
      </div>
      {todo && <TodoBar todo={todo} />}
      <QueueList threadId={view.id} turns={waiting} turnRuns={turnRuns} connected={connected} />
      <Composer
        threadId={view.id}
        model={view.model}
        effort={view.effort}
        permissionMode={view.permissionMode}
        inWorktree={view.mode === 'worktree'}
        offered={setup.data?.models ?? []}
        suggestFrom={{
          projectId: view.projectId,
          threadId: view.id,
          mode: view.mode,
          base: view.worktree?.base ?? null,
          commands: view.commands,
        }}
        atWork={atWork}
        turnRuns={turnRuns}
        stop={stop}
        connected={connected}
        earlier={earlier}
        isKnown={isKnown}
        onSent={onSent}
      />
    </div>
  )
}

/** The timeline's ids of all messages that the log holds: also of those that joined another turn, or were taken back. */
function useKnown({ items, withdrawn }: ThreadView): ReadonlySet<string> {
  return useMemo(() => {
    const said = items.filter(({ kind }) => kind === 'user-message').map(({ id }) => id)
    return new Set<string>([...said, ...withdrawn.map(userMessageId)])
  }, [items, withdrawn])
}
