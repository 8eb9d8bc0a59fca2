// A plan that waits for approval: read it block by block, comment on any, then go on with confirmed or automatic edits,
// or send it back with the comments and words as one message. ↑ and ↓ lead along the blocks, Enter comments.
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PermissionMode } from '@a-parallel/shared'
import { CardFrame, type CardKeys } from '../card-frame.tsx'
import { DenyReason } from '../deny-reason.tsx'
import { useDraft } from '../drafts.ts'
import { useGuard } from '../guard.ts'
import type { CardProps } from '../permission-card.tsx'
import { planBefore } from './before.ts'
import { commentMark, rejection, revivedPlanDraft, withComment, written } from './comments.ts'
import { PlanButtons } from './plan-buttons.tsx'

const PlanView = lazy(async () => ({ default: (await import('./plan-view.tsx')).PlanView }))

export function PlanCard({ view, approval, answering, turning }: CardProps) {
  const { t } = useTranslation()
  const [guarded, place] = useGuard()
  const [draft, change] = useDraft(approval.id, revivedPlanDraft)
  const [rejecting, setRejecting] = useState(false)
  const { sent, problem, answer } = answering
  const approve = (permissionMode: PermissionMode) =>
    guarded(() => answer({ decision: 'allow', permissionMode }))
  const reject = () => {
    const message = rejection(draft, t('approvals.plan.opening'))
    answer(message === null ? { decision: 'deny' } : { decision: 'deny', message })
  }
  const start = () => guarded(() => setRejecting(true))
  const count = written(draft).length
  const plan = approval.detail.kind === 'plan' ? approval.detail.plan : approval.title
  return (
    <CardFrame
      kind="plan"
      title={t('approvals.planReady')}
      turning={turning}
      problem={problem}
      place={place}
      keys={rejecting ? {} : planKeys(approve, start)}
      buttons={
        rejecting ? (
          <DenyReason
            label={t(count > 0 ? 'approvals.plan.wordsToo' : 'approvals.rejectLabel')}
            send={count > 0 ? t('approvals.plan.send', { count }) : t('approvals.reject')}
            kept={[draft.words, (words) => change((now) => ({ ...now, words }))]}
            busy={sent !== null}
            onSend={reject}
            onBack={() => setRejecting(false)}
          />
        ) : (
          <PlanButtons sent={sent} comments={count} approve={approve} reject={start} />
        )
      }
    >
      {view.modeBeforePlan && (
        <p className="mb-2 text-sm text-muted">
          {t('approvals.plan.entered', { mode: t(`modes.${view.modeBeforePlan}`) })}
        </p>
      )}
      <Suspense fallback={<div className="text-md whitespace-pre-wrap">{plan}</div>}>
        <PlanView
          plan={plan}
          before={planBefore(view.approvals, approval)}
          comments={draft.comments}
          onComment={(comment) => change((now) => withComment(now, comment))}
        />
      </Suspense>
    </CardFrame>
  )
}

function planKeys(approve: (mode: PermissionMode) => void, reject: () => void): CardKeys {
  return {
    1: () => approve('confirmEdit'),
    2: () => approve('autoEdit'),
    4: reject,
    d: reject,
    ArrowDown: (card) => moveAlong(card, 1),
    ArrowUp: (card) => moveAlong(card, -1),
  }
}

function moveAlong(card: HTMLElement, step: 1 | -1): void {
  const rows = [...card.querySelectorAll<HTMLElement>(`[${commentMark}]`)]
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = at < 0 ? rows[0] : rows[at + step]
  next?.focus()
}
