// The call about what agents have used.
import { z } from 'zod'
import { Instant } from '../../nouns/ids.ts'
import { TimeZone } from '../../nouns/usage/time-zone.ts'
import { LimitWindow } from '../../nouns/usage/limit-window.ts'
import { BudgetUse, UsageReport } from '../../nouns/usage/usage-report.ts'
import { call } from '../call.ts'

export const usageCalls = {
  readUsage: call({
    method: 'GET',
    path: '/api/usage',
    summary: 'What the agents used from one instant to another, by day of a time zone',
    query: z.object({
      from: Instant,
      to: Instant,
      timeZone: TimeZone.default('UTC'),
      /** All threads, and not the hundred alone that cost most. */
      allThreads: z.stringbool().optional(),
    }),
    result: UsageReport,
  }),
  readBudgets: call({
    method: 'GET',
    path: '/api/usage/budgets',
    summary: 'What is used up of the budgets of those projects that have one',
    result: z.object({ budgets: z.array(BudgetUse) }),
  }),
  readLimits: call({
    method: 'GET',
    path: '/api/usage/limits',
    summary:
      'How far the windows of the subscription are used up, as was told last; `fresh` asks an agent that lives, if there is one',
    query: z.object({ fresh: z.stringbool().optional() }),
    result: z.object({ windows: z.array(LimitWindow) }),
  }),
} as const
