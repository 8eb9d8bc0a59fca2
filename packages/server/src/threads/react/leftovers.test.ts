import type { Instant } from '@a-parallel/shared'
import pino from 'pino'
import { beforeEach, expect, it } from 'vitest'
import type { Runner } from '../../runner/port.ts'
import { create, id, runId, scene, worktreeReady } from '../scene.ts'
import { openLeftovers } from './leftovers.ts'

const threadId = id(1)
const hour = 3_600_000
const day = 24 * hour

let passed: number
let fails: boolean
let folder: boolean
let rows: { runId: typeof runId; threadId: typeof threadId; deletedAt: Instant }[]
let done: string[]

beforeEach(() => {
  passed = 0
  fails = false
  folder = true
  rows = [{ runId, threadId, deletedAt: '2026-01-01T00:00:00.000Z' }]
  done = []
})

function sweeper(): () => Promise<void> {
  const played = scene()
  played.play(create())
  played.play(worktreeReady)
  played.play({ type: 'stop' })
  played.play({ type: 'delete' })
  const does = (what: string) => () => Promise.resolve(void done.push(what))
  const runner = {
    repositories: { available: () => true },
    worktrees: {
      async remove() {
        done.push('remove')
        if (fails) throw new Error('a disk that is full')
      },
      forget: does('forget commits'),
    },
    checkpoints: { forget: does('forget checkpoints') },
    runs: {
      isThere: () => Promise.resolve(folder),
      async forget() {
        done.push('forget run')
        folder = false
      },
    },
  }
  return openLeftovers({
    runner: runner as unknown as Runner, // Nothing else of it is asked for.
    look: () => Promise.resolve(null),
    view: () => played.view,
    log: pino({ level: 'silent' }),
    threads: {
      leftovers: () => rows,
      forgetRun() {
        rows = []
      },
    },
    clock: { now: () => new Date(Date.UTC(2026, 0, 1) + passed).toISOString() },
    elapsed: () => passed,
  })
}

it('leaves commits and checkpoints of a thread for as long as it can be brought back', async () => {
  const sweep = sweeper()
  await sweep()
  expect(done).toEqual(['remove', 'forget run'])
  passed = 30 * day
  await sweep()
  expect(done).toEqual(['remove', 'forget run'])
  passed += 1
  await sweep()
  await sweep()
  expect(done.slice(2)).toEqual(['remove', 'forget run', 'forget commits', 'forget checkpoints'])
})

it('tries what failed again after a pause that grows, once a thread', async () => {
  const sweep = sweeper()
  fails = true
  rows = [...rows, ...rows]
  const tries: number[] = []
  for (; passed < 12 * hour; passed += 30_000) {
    const before = done.length
    await sweep()
    if (done.length > before) tries.push(passed / 60_000)
    expect(done.length - before).toBeLessThan(2)
  }
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511])
  fails = false
  passed += 6 * hour
  await sweep()
  expect(done.slice(-2)).toEqual(['remove', 'forget run'])
})
