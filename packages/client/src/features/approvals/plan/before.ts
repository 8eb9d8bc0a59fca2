// The plan that a revised one is held against: the one before it, unless that was approved. Pure.
import type { Approval } from '@a-parallel/shared'

export function planBefore(approvals: readonly Approval[], plan: Approval): string | null {
  const plans = approvals.filter(
    ({ kind, parentId }) => kind === 'plan' && parentId === plan.parentId,
  )
  const before = plans[plans.findIndex(({ id }) => id === plan.id) - 1]
  if (before?.detail.kind !== 'plan' || before.answer?.decision === 'allow') return null
  return before.detail.plan
}
