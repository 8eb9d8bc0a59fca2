// When spares are made, kept, taken and dropped; what making one means is played.
import type { Carried, OwnerId, ProjectId, RunId, ThreadId } from '@a-parallel/shared'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Free, KnownSpare } from '../runner/port.ts'
import { openSpares } from './index.ts'
import type { SpareWish } from './spare.ts'

const owner = 'ada' as OwnerId
const thread = (number: number) => `thread-${number}` as ThreadId
const projectId = 'project' as ProjectId
const carried: Carried = { things: [], thingCount: 0, left: [], leftCount: 0, ms: 0 }
const plenty: Free = { memoryBytes: 2 ** 40, diskBytes: 2 ** 40 }

function wish(number = 1, other: Partial<SpareWish> = {}): SpareWish {
  const place = { repository: '/repo', path: `/w/${number}`, branch: `b/${number}`, base: 'main' }
  const mode = 'confirmEdit' as const
  const how = { model: 'sonnet', effort: null, permissionMode: mode, instructions: null }
  const told = { skillsOff: [], program: null }
  const all = { owner, projectId, threadId: thread(number), ...place, ...how, ...told }
  return { ...all, ...other }
}

/** A machine that notes what is done to it. */
function machine() {
  const done: string[] = []
  const state = { free: { ...plenty }, current: true, given: true, refuses: '' }
  const say = async (line: string) => {
    done.push(line)
    if (state.refuses !== '' && line.startsWith(state.refuses)) throw new Error('no')
  }
  const left: KnownSpare[] = []
  let names = 0
  const spares = openSpares({
    newId: () => `id-${(names += 1)}`,
    floors: { memoryBytes: 0, diskBytes: 0 },
    log: pino({ level: 'silent' }),
    runner: {
      free: () => Promise.resolve(state.free),
      disk: { placeOf: (path) => Promise.resolve(path.replace(/^\/link\//, '/w/')) },
      spares: {
        async make({ path }) {
          await say(`make ${path}`)
          return { path }
        },
        start: (_, { model, environment }) =>
          say(`start ${model}${Object.keys(environment).length > 0 ? ' with ports' : ''}`),
        current: () =>
          Promise.resolve(
            state.current ? { path: '/w', commit: 'c0ffee', checkpoint: 'kept' } : null,
          ),
        handOver: (id) => void done.push(`hand over ${id}`),
        dismiss: (id) => Promise.resolve(void done.push(`dismiss ${id}`)),
        remove: (id) => Promise.resolve(void done.push(`remove ${id}`)),
        known: () => left,
      },
    },
    preparations: {
      async giveAhead({ path }) {
        await say(`give ${path}`)
        return { variables: { PORT: '21000' }, carried, from: 'recipe' }
      },
      isGivenStill: () => Promise.resolve(state.given),
      releasePorts: (whose, id) => void done.push(`release ${whose} ${id}`),
    },
  })
  return { spares, done, state, left, rest: () => vi.advanceTimersByTimeAsync(0) }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const made = ['make /w/1', 'give /w/1', 'start sonnet with ports']
const gone = ['release ada thread-1', 'remove thread-1']

it('is made once for the same wish, and anew for another place; another agent starts in the same', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish())
  spares.want(wish())
  await rest()
  expect(done).toEqual(made)
  spares.want(wish(1, { model: 'opus' }))
  await rest()
  expect(done.splice(0)).toEqual([...made, 'start opus with ports'])
  spares.want(wish(1, { model: 'opus', skillsOff: ['/skills/one'] }))
  spares.want(wish(1, { path: '/w/other' }))
  await rest()
  const other = ['make /w/other', 'give /w/other', 'start sonnet with ports']
  expect(done).toEqual([...gone, ...other])
})

it.each(['give', 'start'])(
  'where it fails at “%s” nothing is left, and no port is held',
  async (step) => {
    const { spares, done, state, rest } = machine()
    state.refuses = step
    spares.want(wish())
    await rest()
    expect(done.slice(-2)).toEqual(gone)
    expect(await spares.take(thread(1), wish())).toBeNull()
  },
)

it('tells its thread what it was given and what was kept, and keeps its ports for it', async () => {
  const { spares, done, state, rest } = machine()
  spares.want(wish())
  await rest()
  expect(await spares.take(thread(1), wish())).toMatchObject({
    carried,
    checkpoint: 'kept',
  })
  spares.want(wish(2))
  await rest()
  state.given = false
  expect(await spares.take(thread(2), wish(2))).toBeNull()
  expect(done.at(-1)).toBe('remove thread-2')
  expect(done.filter((one) => one.startsWith('release'))).toEqual([])
})

it('is looked at while its thread is being created, and anew where that took longer than a moment', async () => {
  const { spares, state, rest } = machine()
  spares.want(wish())
  spares.want(wish(2))
  await rest()
  spares.look(thread(1))
  spares.look(thread(2))
  state.current = false
  expect(await spares.take(thread(1), wish())).toMatchObject({ commit: 'c0ffee' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await spares.take(thread(2), wish(2))).toBeNull()
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
  expect(done.slice(made.length)).toEqual(['dismiss thread-1', 'hand over thread-1'])
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
  expect(done).toEqual([...made, ...gone])
  for (const number of [2, 3, 2, 4]) spares.want(wish(number))
  await rest()
  expect(done.filter((one) => one.startsWith('remove'))).toEqual(['remove thread-1'])
  expect(done).not.toContain('make /w/3')
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
  state.refuses = 'make'
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
  expect(done).toEqual(made)
})

it('what an earlier server left goes, but for the run that the log has', async () => {
  const { spares, done, left } = machine()
  const runs = ['run-1', 'run-2', 'run-3'] as RunId[]
  for (const [index, runId] of runs.entries())
    left.push({ owner, threadId: thread(index), runId, repository: '/repo', path: `/w/${index}` })
  left.push({ ...left[0]!, threadId: thread(3), path: '/w/old' })
  left.push({ ...left[0]!, threadId: thread(4), owner: null })
  left.push({ ...left[0]!, threadId: thread(5), path: '/w/5' })
  const known = [undefined, null, runs[2], null, undefined, null]
  await spares.recover((id) => {
    const number = Number(id.slice(-1))
    const runId = known[number]
    const path = number === 5 ? '/link/5' : `/w/${number}`
    return runId === undefined ? undefined : { runId, path }
  })
  expect(done.toSorted()).toEqual([
    'dismiss thread-1',
    'dismiss thread-5',
    'hand over thread-1',
    'hand over thread-2',
    'hand over thread-5',
    'release ada thread-0',
    'remove thread-0',
    'remove thread-3',
    'remove thread-4',
  ])
})

it('a server that ends leaves no agent that waits', async () => {
  const { spares, done, rest } = machine()
  spares.want(wish())
  await rest()
  await spares.close()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(done.slice(made.length)).toEqual(['dismiss thread-1'])
})
