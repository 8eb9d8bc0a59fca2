import type { Actor, OwnerId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { madeUpId } from '../store/made-up-log.ts'
import { openUsage } from './index.ts'

const me: Actor = { kind: 'person', id: 'local' as OwnerId } // Of the right shape.
const at = '2026-01-01T10:00:00.000Z'

it('names those projects that are no longer on the list, where something was used in them', () => {
  const usage = {
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costUsd: 1,
    durationMs: 1,
  }
  const used = [1, 2].map((number) => ({
    threadId: madeUpId(number),
    projectId: madeUpId(10 + number),
    at,
    usage,
  }))
  const { read } = openUsage({
    log: { used: () => used, titles: () => new Map() },
    removed: () =>
      [12, 13].map((number) => ({
        id: madeUpId(number),
        name: `Shop ${number}`,
        path: `/shops/${number}`,
      })),
  })
  expect(read(me, { from: at, to: at, timeZone: 'UTC' }).removed).toEqual([
    { id: madeUpId(12), name: 'Shop 12', path: '/shops/12' },
  ])
})
