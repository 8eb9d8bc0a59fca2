// A budget stops a thread before its next turn, or in the middle of one, and lets it go on once it was raised.
import { activeTurn, usedUpBudget } from '@a-parallel/contract/model'
import type { Fact, Instant, ThreadView } from '@a-parallel/shared'
import type { Command } from '../../command.ts'
import type { Standing } from '../../record/policy.ts'
import { goOn } from '../resume.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

/** The fact that stops it; none while there is something left. */
export function budgetReached(view: ThreadView, standing: Standing, turnUsd?: number): Fact[] {
  const usedUp = usedUpBudget(view, standing.projectBudget?.() ?? null, turnUsd)
  if (!usedUp || view.budgetStop) return []
  const turnId = activeTurn(view)?.id ?? null
  return [{ type: 'budget.reached', data: { ...usedUp, turnId } }]
}

export function decideSetBudget(view: ThreadView, { usd }: Of<'set-budget'>): Fact[] {
  return view.budgetUsd === usd ? [] : [{ type: 'budget.set', data: { usd } }]
}

export function decideLift(
  view: ThreadView,
  { turnId }: Of<'lift-budget'>,
  now: Instant,
  standing: Standing,
): Fact[] {
  const { budgetStop: stop } = view
  if (!stop || activeTurn(view)) return []
  if (usedUpBudget(view, standing.projectBudget?.() ?? null)) return []
  const lifted: Fact = { type: 'budget.lifted', data: {} }
  const cut = view.turns.find(({ id, state }) => id === stop.turnId && state === 'interrupted')
  return cut ? [lifted, ...goOn(view, cut, turnId, now)] : [lifted]
}
