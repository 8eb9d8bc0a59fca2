// What waits for the person, also that a budget is reached; one card at a time, between transcript and composer: in sight wherever the reader is.
import { useState } from 'react'
import { pendingApprovals, waitingReason } from '@a-parallel/contract/model'
import type { Approval, ThreadView } from '@a-parallel/shared'
import { useCommand, useCommandScope } from '../commands/index.ts'
import { useAnswer } from './answer.ts'
import { BudgetCard } from './budget-card.tsx'
import { cardMark, type Turning } from './card-frame.tsx'
import { useForgotten } from './drafts.ts'
import { PermissionCard } from './permission-card.tsx'
import { PlanCard } from './plan/plan-card.tsx'
import { QuestionCard } from './question/question-card.tsx'
import { SettledLine } from './settled-line.tsx'
import { settledBy, type Settled } from './settled-words.ts'

export function ApprovalDock({ view }: { view: ThreadView }) {
  const pending = pendingApprovals(view)
  useForgotten(view.approvals)
  const [chosen, setChosen] = useState<string>()
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set())
  const spent = waitingReason(view) === 'budget' && !view.archived ? view.budgetStop : null
  const scope = useCommandScope()
  useCommand('focusApproval', () => focusCard(scope?.element ?? document), {
    when: pending.length > 0 || spent !== null,
  })
  const index = Math.max(
    0,
    pending.findIndex(({ id }) => id === chosen),
  )
  const approval = pending[index]
  const elsewhere = useElsewhere(view, approval?.id, own)
  const turning: Turning = {
    at: index,
    of: pending.length,
    go: (step) => setChosen(pending[index + step]?.id),
  }
  return (
    <>
      {elsewhere && <SettledLine settled={elsewhere} />}
      {spent && <BudgetCard key={spent.at} view={view} stop={spent} />}
      {approval && (
        <Card
          key={approval.id}
          view={view}
          approval={approval}
          turning={turning}
          onAnswer={() => setOwn((before) => new Set([...before, approval.id]))}
        />
      )}
    </>
  )
}

type OneProps = { view: ThreadView; approval: Approval; turning: Turning; onAnswer: () => void }

function Card({ view, approval, turning, onAnswer }: OneProps) {
  const answering = useAnswer(view.id, approval)
  const answer: typeof answering.answer = (reply) => {
    onAnswer()
    answering.answer(reply)
  }
  const props = { view, approval, answering: { ...answering, answer }, turning }
  if (approval.kind === 'plan') return <PlanCard {...props} />
  if (approval.kind === 'question') return <QuestionCard {...props} />
  return <PermissionCard {...props} />
}

/** How the card that was shown before was answered, when it was not from here. */
function useElsewhere(
  { approvals }: ThreadView,
  now: string | undefined,
  own: ReadonlySet<string>,
): Settled | null {
  const [shown, setShown] = useState<{ now?: string | undefined; before?: string | undefined }>({})
  if (shown.now !== now) setShown({ now, before: shown.now })
  const before = approvals.find(({ id }) => id === shown.before)
  return before?.answer && !own.has(before.id) ? settledBy(before.answer) : null
}

function focusCard(within: ParentNode): void {
  within.querySelector<HTMLElement>(`[${cardMark}]`)?.focus()
}
