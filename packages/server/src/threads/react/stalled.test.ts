import { foldAll } from '@a-parallel/contract/model'
import type { Signal, ThreadView } from '@a-parallel/shared'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ask, began, command, create, id, ready, runId, scene, signals } from '../scene.ts'
import { startTurn, worktreeReady } from '../scene.ts'
import { openStalled } from './stalled.ts'

const minute = 60_000
const delta: Signal = {
  type: 'delta',
  itemId: 'm1' as never, // A test's own id.
  kind: 'agent-message',
  parentId: null,
  offset: 0,
  text: 'x',
}

/** A thread whose agent has begun its turn, watched with a limit of five minutes. */
function watch() {
  const played = scene()
  let halted = false
  let jumped = 0
  const stalled = openStalled({
    afterMs: 5 * minute,
    elapsed: () => performance.now() + jumped,
    paused: () => Promise.resolve(halted),
    view: () => played.view,
    perform: (_, wanted) => play(wanted),
    log: pino({ level: 'silent' }),
  })
  const play = (...commands: Parameters<typeof played.play>[0][]) => {
    for (const one of commands) {
      played.play(one)
      // A copy: the watch must not live on what grows in its hands.
      stalled.changed(structuredClone(played.view as ThreadView)) // It was created first.
    }
  }
  const hear = (...list: Signal[]) => {
    stalled.heard(id(1), list)
    play(signals(...list))
  }
  play(create(), worktreeReady, startTurn(10))
  hear(ready, began())
  return {
    hear,
    play,
    stalled,
    isStalled: () => played.view?.run?.stalledAt !== null,
    halt: (now: boolean) => (halted = now),
    sleep: (ms: number) => (jumped += ms),
    types: () => played.log.map((event) => event.type),
    log: played.log,
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('an agent that says nothing for long is stalled, once, and revived by its next word', async () => {
  const { pass, hear, isStalled, types, log } = watch()
  await pass(4 * minute)
  hear(delta)
  await pass(4.9 * minute)
  expect(isStalled()).toBe(false)
  await pass(minute)
  expect(isStalled()).toBe(true)
  await pass(60 * minute)
  expect(types().filter((type) => type === 'run.stalled')).toHaveLength(1)
  hear(delta)
  expect([isStalled(), types().at(-1)]).toEqual([false, 'run.revived'])
  await pass(6 * minute)
  expect(isStalled()).toBe(true)
  expect(foldAll(null, log)?.run?.stalledAt).not.toBeNull()
})

it('a call may take as long as it takes, and so may a person', async () => {
  const { pass, hear, isStalled } = watch()
  hear({ type: 'item-started', item: command('c1', 'running') })
  await pass(300 * minute)
  expect(isStalled()).toBe(false)
  hear({ type: 'item-completed', item: command('c1', 'completed') })
  hear({ type: 'approval-asked', ask: ask('a1') })
  await pass(300 * minute)
  expect(isStalled()).toBe(false)
  hear({ type: 'approval-withdrawn', approvalId: ask('a1').id })
  await pass(6 * minute)
  expect(isStalled()).toBe(true)
})

it('an agent that was halted during a call is stalled after the same time, counted from then', async () => {
  const { pass, hear, isStalled, halt } = watch()
  hear({ type: 'item-started', item: command('c1', 'running') })
  await pass(20 * minute)
  halt(true)
  await pass(4 * minute)
  halt(false)
  await pass(minute)
  halt(true)
  await pass(4.9 * minute)
  expect(isStalled()).toBe(false)
  await pass(minute)
  expect(isStalled()).toBe(true)
})

it('an agent that rests, or is being stopped, is not', async () => {
  const one = watch()
  one.play({ type: 'stop' })
  await one.pass(20 * minute)
  expect(one.isStalled()).toBe(false)
})

it('neither a clock moved by a day nor a server that slept makes anybody stalled', async () => {
  const { pass, isStalled, sleep } = watch()
  vi.setSystemTime(Date.now() + 24 * 60 * minute)
  await pass(minute)
  expect(isStalled()).toBe(false)
  sleep(60 * minute)
  await pass(4.9 * minute)
  expect(isStalled()).toBe(false)
  await pass(minute)
  expect(isStalled()).toBe(true)
})

it('what is read again after a restart revives nobody; the answer to the greeting does', async () => {
  const { pass, hear, isStalled, stalled, types } = watch()
  await pass(6 * minute)
  stalled.takenUp(id(1))
  hear(delta, delta)
  expect(isStalled()).toBe(true)
  hear(delta, ready)
  expect([isStalled(), types().at(-1)]).toEqual([false, 'run.revived'])
})

it('belongs to the run that fell silent', () => {
  const { play, isStalled } = watch()
  play({ type: 'stalled', runId: id(4), silentMs: 5 * minute })
  expect(isStalled()).toBe(false)
  play({ type: 'stalled', runId, silentMs: 5 * minute })
  play({ type: 'run-ended', runId, end: { kind: 'lost' }, open: [] })
  play({ type: 'revived', runId })
  expect(isStalled()).toBe(false)
})
