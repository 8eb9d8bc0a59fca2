// When spares are made, kept, taken and dropped; what making one means is played.
import type { OwnerId, RunId, ThreadId } from '@a-parallel/shared'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Free } from '../runner/port.ts'
import { openSpares } from './index.ts'
import type { SpareWish } from './spare.ts'

const owner = 'ada' as OwnerId
const thread = (number: number) => `thread-${number}` as ThreadId
const plenty: Free = { memoryBytes: 2 ** 40, diskBytes: 2 ** 40 }

function wish(number = 1, other: Partial<SpareWish> = {}): SpareWish {
  const place = { repository: '/repo', path: `/w/${number}`, branch: `b/${number}`, base: 'main' }
  const mode = 'confirmEdit' as const
  const how = {
    model: 'sonnet',
    effort: null,
    permissionMode: mode,
    instructions: null,
    program: null,
  }
  return { owner, threadId: thread(number), ...place, ...how, ...other }
}

/** A machine that notes what is done to it. */
function machine() {
  const done: string[] = []
  const state = { free: { ...plenty }, current: true, refuses: false }
  const left: { threadId: ThreadId; runId: RunId; repository: string; path: string }[] = []
  let names = 0
  const spares = openSpares({
    newId: () => `id-${(names += 1)}`,
    floors: { memoryBytes: 0, diskBytes: 0 },
    log: pino({ level: 'silent' }),
    runner: {
      free: () => Promise.resolve(state.free),
      spares: {
        make(ask) {
          done.push(`make ${ask.path} ${ask.agent.model}`)
          return state.refuses ? Promise.reject(new Error('no')) : Promise.resolve()
        },
        current: () => Promise.resolve(state.current ? { path: '/w', commit: 'c0ffee' } : null),
        handOver: (id) => void done.push(`hand over ${id}`),
        dismiss: (id) => Promise.resolve(void done.push(`dismiss ${id}`)),
        remove: (id) => Promise.resolve(void done.push(`remove ${id}`)),
        known: () => left,
      },
    },
  })
  return { spares, done, state, left, rest: () => vi.advanceTimersByTimeAsync(0) }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('is made once for the same wish, and anew for another', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish())
  spares.want(wish())
  await rest()
  spares.want(wish(1, { model: 'opus' }))
  await rest()
  expect(done).toEqual(['make /w/1 sonnet', 'remove thread-1', 'make /w/1 opus'])
})

it('is taken by its thread alone, as it was wished for, and only while it is current', async () => {
  const { spares, done, state, rest } = machine()
  spares.want(wish())
  await rest()
  expect(spares.names(thread(1), wish())).toBeNull()
  await spares.take(thread(1), wish())
  expect(spares.names(thread(1), wish())).toEqual({ runId: 'id-1', sessionId: 'id-2' })
  expect(spares.names(thread(1), wish(1, { model: 'opus' }))).toBeNull()
  await rest()
  expect(done.slice(-2)).toEqual(['dismiss thread-1', 'hand over thread-1'])
  spares.want(wish())
  await rest()
  await spares.take(thread(1), wish())
  spares.begun(thread(1))
  expect([spares.names(thread(1), wish()), done.at(-1)]).toEqual([null, 'hand over thread-1'])
  spares.want(wish(2))
  await rest()
  await spares.take(thread(2), wish(2, { branch: 'b/other' }))
  expect([spares.names(thread(2), wish()), done.at(-1)]).toEqual([null, 'remove thread-2'])
  state.current = false
  spares.want(wish(3))
  await rest()
  await spares.take(thread(3), wish(3))
  expect([spares.names(thread(3), wish()), done.at(-1)]).toEqual([null, 'remove thread-3'])
})

it('the agent of one that was taken is ended where no run begins; the worktree is the thread’s', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish())
  await rest()
  await spares.take(thread(1), wish())
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(done.slice(1)).toEqual(['dismiss thread-1', 'hand over thread-1'])
  spares.want(wish(2))
  await rest()
  await spares.take(thread(2), wish(2))
  await spares.drop(owner, thread(2))
  expect(done.slice(-2)).toEqual(['dismiss thread-2', 'hand over thread-2'])
})

it('goes when nobody writes any more, and when two others are written', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish(1))
  await rest()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(done).toEqual(['make /w/1 sonnet', 'remove thread-1'])
  for (const number of [2, 3, 2, 4]) spares.want(wish(number))
  await rest()
  expect(done.filter((one) => one.startsWith('remove'))).toEqual(['remove thread-1'])
  expect(done).not.toContain('make /w/3 sonnet')
})

it('is not made without room, nor again and again', async () => {
  const { spares, done, state, rest } = machine()
  state.free.memoryBytes = 600 * 1024 * 1024
  spares.want(wish())
  await rest()
  expect(done).toEqual([])
  state.free = { ...plenty }
  for (let time = 0; time < 8; time += 1) {
    spares.want(wish(1, { path: `/w/${time}` }))
    await rest()
  }
  expect(done.filter((one) => one.startsWith('make'))).toHaveLength(5)
})

it('one that cannot be made is forgotten; the thread begins as any other', async () => {
  const { spares, state, rest } = machine()
  state.refuses = true
  spares.want(wish())
  await rest()
  await spares.take(thread(1), wish())
  expect(spares.names(thread(1), wish())).toBeNull()
})

it('nobody else’s wish or word counts', async () => {
  const { spares, done, rest } = machine()
  const other = 'eve' as OwnerId
  spares.want(wish())
  await rest()
  spares.want(wish(1, { owner: other, model: 'opus' }))
  await spares.drop(other, thread(1))
  expect(done).toEqual(['make /w/1 sonnet'])
})

it('what an earlier server left goes, but for the run that the log has', async () => {
  const { spares, done, left } = machine()
  const runs = ['run-1', 'run-2', 'run-3'] as RunId[]
  for (const [index, runId] of runs.entries())
    left.push({ threadId: thread(index), runId, repository: '/repo', path: `/w/${index}` })
  left.push({ threadId: thread(3), runId: runs[0]!, repository: '/repo', path: '/w/old' })
  const known = [undefined, null, runs[2], null]
  await spares.recover((id) => {
    const number = Number(id.slice(-1))
    const runId = known[number]
    return runId === undefined ? undefined : { runId, path: `/w/${number}` }
  })
  expect(done.toSorted()).toEqual([
    'dismiss thread-1',
    'hand over thread-1',
    'hand over thread-2',
    'remove thread-0',
    'remove thread-3',
  ])
})

it('a server that ends leaves no agent that waits', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish())
  await rest()
  await spares.close()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(done.slice(1)).toEqual(['dismiss thread-1'])
})
