import type { OwnerId, ThreadId, ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { threadReads, type ReadPorts } from './reads.ts'
import { id } from './scene.ts'
import { playedLog } from './stage/log.ts'

it('needs the images of threads that are there, and of those that can be brought back', () => {
  const deletions = new Map<ThreadId, string>([
    [id(2), '2026-01-02T00:00:00.000Z'],
    [id(3), '2026-01-01T00:00:00.000Z'],
  ])
  const log: ReadPorts['log'] = {
    ...playedLog(),
    list: () => [{ id: id(1) } as Partial<ThreadSummary> as ThreadSummary], // Nothing else of it is asked for.
    deletedAt: (threadId) => deletions.get(threadId) ?? null,
  }
  const clock = { now: () => '2026-02-01T00:00:00.000Z' }
  const reads = threadReads({ log, clock } as ReadPorts) // Nobody reads what is produced.
  const needing = reads.needing('local' as OwnerId) // Of the right shape.
  expect([1, 2, 3, 4].map((one) => needing.has(id(one)))).toEqual([true, true, false, false])
})
