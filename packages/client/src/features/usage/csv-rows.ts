// A report as the rows of a file: one a day, project and model, nothing summed up or rounded.
import type { UsageReport } from '@a-parallel/shared'
import type { Cell } from './sums/csv.ts'

/** Column names are English on purpose: programs read them. */
const head = [
  'day',
  'project',
  'model',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'estimate_usd',
  'project_id',
]

export function csvRows({ days }: UsageReport, projectName: (id: string) => string): Cell[][] {
  return [
    head,
    ...days.map((use) => [
      use.day,
      projectName(use.projectId),
      use.model,
      use.inputTokens,
      use.outputTokens,
      use.cacheReadTokens,
      use.cacheWriteTokens,
      Number(use.costUsd.toFixed(6)),
      use.projectId,
    ]),
  ]
}

const threadHead = [
  'thread',
  'title',
  'project',
  'turns',
  'last_at',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'estimate_usd',
  'project_id',
]

/** One a row, those that used most first. */
export function threadRows(
  { threads }: UsageReport,
  projectName: (id: string) => string,
): Cell[][] {
  return [
    threadHead,
    ...threads.map((use) => [
      use.threadId,
      use.title ?? '',
      projectName(use.projectId),
      use.turns,
      use.lastAt,
      use.inputTokens,
      use.outputTokens,
      use.cacheReadTokens,
      use.cacheWriteTokens,
      Number(use.costUsd.toFixed(6)),
      use.projectId,
    ]),
  ]
}
