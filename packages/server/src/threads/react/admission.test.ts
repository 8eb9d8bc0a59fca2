import type { Room, ThreadId } from '@a-parallel/shared'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Free } from '../../runner/port.ts'
import { id } from '../scene.ts'
import { openAdmission, slotCeiling } from './admission.ts'
import { openRoom, untilDisk } from './room.ts'

const mb = 1024 * 1024
const floors: Free = { memoryBytes: 400 * mb, diskBytes: 200 * mb }

/** A machine whose readings the test sets, with the turns that were let go on. */
function machine(ceiling = 10) {
  const free: Free = { memoryBytes: 8000 * mb, diskBytes: 8000 * mb }
  const told: Room[] = []
  const begun: ThreadId[] = []
  let looks = 0
  const room = openRoom({
    read: () => {
      looks += 1
      return Promise.resolve({ ...free })
    },
    floors,
    publish: (found) => told.push(found),
    log: pino({ level: 'silent' }),
  })
  const admission = openAdmission({ ceiling, room, floors, elapsed: () => performance.now() })
  const ask = (...numbers: number[]) => {
    for (const number of numbers) admission.request(id(number), () => begun.push(id(number)))
    return vi.advanceTimersByTimeAsync(0)
  }
  return { free, told, begun, room, admission, ask, looks: () => looks }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('lets as many turns begin as there are slots, in the order in which they asked', async () => {
  const { admission, ask, begun, told, looks } = machine(2)
  await ask(1, 2, 3, 4)
  expect(begun).toEqual([id(1), id(2)])
  admission.withdraw(id(3))
  admission.working(id(1), false)
  await ask()
  expect(begun).toEqual([id(1), id(2), id(4)])
  expect(told).toEqual([])
  const before = looks()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks()).toBe(before)
})

it('keeps turns waiting below the floor of memory, tells so, and lets them go on one after another', async () => {
  const { free, told, begun, ask, room } = machine()
  free.memoryBytes = 300 * mb
  await ask(1, 2, 3)
  expect(begun).toEqual([])
  const memory = { lacks: 'memory', freeBytes: 288 * mb, floorBytes: 400 * mb }
  expect([told, room.now()]).toEqual([[memory], memory])
  free.memoryBytes = 301 * mb
  await vi.advanceTimersByTimeAsync(10_000)
  // A page more or less is nobody's concern.
  expect(told).toHaveLength(1)
  free.memoryBytes = 500 * mb
  await vi.advanceTimersByTimeAsync(2_000)
  expect(begun).toEqual([id(1)])
  expect(told.at(-1)?.lacks).toBeNull()
  await vi.advanceTimersByTimeAsync(4_000)
  expect(begun).toEqual([id(1)])
  // The first one has filled its memory by now.
  await vi.advanceTimersByTimeAsync(2_000)
  expect(begun).toEqual([id(1), id(2)])
  free.memoryBytes = 390 * mb
  await vi.advanceTimersByTimeAsync(60_000)
  expect(begun).toEqual([id(1), id(2)])
  free.memoryBytes = 8000 * mb
  await vi.advanceTimersByTimeAsync(2_000)
  expect(begun).toEqual([id(1), id(2), id(3)])
  expect(told.map(({ lacks }) => lacks)).toEqual(['memory', null, 'memory', null])
})

it('counts agents that have just begun, whose memory is not taken yet', async () => {
  const { free, begun, ask } = machine(16)
  free.memoryBytes = (400 + 2 * 350) * mb
  await ask(1, 2, 3, 4, 5)
  expect(begun).toEqual([id(1), id(2), id(3)])
  free.memoryBytes = 410 * mb
  await vi.advanceTimersByTimeAsync(6_000)
  expect(begun).toEqual([id(1), id(2), id(3), id(4)])
})

it('keeps turns and worktrees waiting below the floor of disk', async () => {
  const { free, told, begun, ask, room } = machine()
  free.diskBytes = 100 * mb
  let worktree = false
  void untilDisk(room, floors).then(() => (worktree = true))
  await ask(1)
  expect([begun, worktree, told.map(({ lacks }) => lacks)]).toEqual([[], false, ['disk']])
  free.diskBytes = 300 * mb
  await vi.advanceTimersByTimeAsync(2_000)
  expect([begun, worktree]).toEqual([[id(1)], true])
})

it('tells that there is room again although nobody waits any more', async () => {
  const { free, told, admission, ask } = machine()
  free.memoryBytes = 0
  await ask(1)
  admission.withdraw(id(1))
  free.memoryBytes = 8000 * mb
  await vi.advanceTimersByTimeAsync(4_000)
  expect(told.map(({ lacks }) => lacks)).toEqual(['memory', null])
})

it('lets turns go on where the machine cannot be looked at', async () => {
  const begun: ThreadId[] = []
  const room = openRoom({
    read: () => Promise.reject(new Error('no /proc here')),
    floors,
    publish: () => undefined,
    log: pino({ level: 'silent' }),
  })
  const admission = openAdmission({ ceiling: 1, room, floors, elapsed: () => performance.now() })
  admission.request(id(1), () => begun.push(id(1)))
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([id(1)])
})

it('has a ceiling of slots that the memory of the machine could hold', () => {
  expect(slotCeiling(64 * 1024 * mb, 16)).toBe(16)
  expect(slotCeiling(2 * 1024 * mb, 16)).toBe(4)
  expect(slotCeiling(100 * mb, 16)).toBe(1)
})
