import type { UsageReport } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { csvRows, threadRows } from './csv-rows.ts'

const tokens = {
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheWriteTokens: 4,
  costUsd: 0.5,
}
const report = {
  days: [{ day: '2026-01-31', projectId: 'p1', model: 'opus', ...tokens }],
  threads: [
    {
      threadId: 't1',
      projectId: 'p1',
      title: 'Sell',
      turns: 1,
      lastAt: '2026-01-31T00:00:00Z',
      ...tokens,
    },
  ],
} as unknown as UsageReport // All that is read of one.

it.each([
  ['days', csvRows(report, () => 'shop')],
  ['threads', threadRows(report, () => 'shop')],
])('of %s each row names its project also by its id, in the last column', (_, [head, row]) => {
  expect([head?.at(-1), row?.at(-1), row?.length]).toEqual(['project_id', 'p1', head?.length])
})
