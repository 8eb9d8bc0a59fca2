// What a thread or a project may cost before a person is asked, and its events.
import { z } from 'zod'
import { Instant, TurnId } from '../ids.ts'

/** API-equivalent US dollars. */
export const Budget = z.number().positive().max(1_000_000)

export const BudgetScope = z.enum(['thread', 'project'])
export type BudgetScope = z.infer<typeof BudgetScope>

const reached = {
  scope: BudgetScope,
  budgetUsd: z.number(),
  spentUsd: z.number(),
  /** The turn that was ended by it. Null: none had begun. */
  turnId: TurnId.nullable(),
}

/** Nothing more is spent until a person has raised the budget. */
export const BudgetStop = z.object({ ...reached, at: Instant })
export type BudgetStop = z.infer<typeof BudgetStop>

export const budgetEvents = [
  z.object({ type: z.literal('budget.set'), data: z.object({ usd: Budget.nullable() }) }),
  z.object({ type: z.literal('budget.reached'), data: z.object(reached) }),
  z.object({ type: z.literal('budget.lifted'), data: z.object({}) }),
] as const
