// What a person's agents have used in a span of time: by day, project and model, and by thread.
import { z } from 'zod'
import { RemovedProject } from '../data/removed-project.ts'
import { Instant, ProjectId, ThreadId } from '../ids.ts'
import { Title } from '../thread.ts'
import { ModelUse, Tokens } from '../turn.ts'
import { Budget } from '../turns/budget.ts'

/** A calendar day in the reader's time zone: `2026-01-31`. */
export const Day = z.iso.date()

/** What one model used on one day in one project. Its name is empty where the agent did not tell it. */
export const DayUse = ModelUse.extend({ day: Day, projectId: ProjectId })
export type DayUse = z.infer<typeof DayUse>

export const ThreadUse = z.object({
  threadId: ThreadId,
  projectId: ProjectId,
  /** Null: the thread was deleted. What it used was used all the same. */
  title: Title.nullable(),
  turns: z.number().int().positive(),
  lastAt: Instant,
  ...Tokens.shape,
})
export type ThreadUse = z.infer<typeof ThreadUse>

/** What one thread used, day by day. */
export const ThreadDays = ThreadUse.pick({ threadId: true, title: true }).extend({
  days: z.array(z.object({ day: Day, ...Tokens.shape })),
})
export type ThreadDays = z.infer<typeof ThreadDays>

export const UsageReport = z.object({
  days: z.array(DayUse),
  /** Of those threads that cost most, and of those that used most tokens; the others are what `days` holds beyond them. */
  largest: z.array(ThreadDays),
  /** Those that cost most, first. */
  threads: z.array(ThreadUse),
  /** How many threads there are beyond those. */
  moreThreads: z.number().int().nonnegative(),
  turns: z.number().int().nonnegative(),
  /** Those of its projects that are no longer on the list; of one that was erased nothing is known. */
  removed: z.array(RemovedProject.omit({ threads: true })),
})
export type UsageReport = z.infer<typeof UsageReport>

/** What all threads of a project have cost, the turns that run now included, and what they may cost. */
export const BudgetUse = z.object({
  projectId: ProjectId,
  budgetUsd: Budget,
  spentUsd: z.number().nonnegative(),
})
export type BudgetUse = z.infer<typeof BudgetUse>
