// A tear-down step by step, with the machine played by hand: what brings the thread back meanwhile, and who lets go of it.
import type { Actor } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { SetupEnd, SetupId } from '../../../runner/port.ts'
import type { Command } from '../../command.ts'
import { create, id, scene, worktreeReady } from '../../scene.ts'
import { openGate } from '../../stage/gate.ts'
import { playedMachine } from '../../stage/machine.ts'
import { settle } from '../../stage/server.ts'
import { tearDown, type TearDownPorts } from './tear-down.ts'

const system: Actor = { kind: 'system' }
const done: SetupEnd = { kind: 'exited', code: 0, signal: null }

/** A thread that was archived, with two commands of a tear-down. */
function rig() {
  const played = scene()
  const teardown = ['first', 'second'].map((name) => ({ name, command: name }))
  const plan = { kind: 'begun', ports: {}, commands: [], teardown, own: [], carries: false }
  played.play(create())
  played.play({ type: 'stop' })
  played.play({ ...worktreeReady, preparation: plan } as Command, system) // An outcome that is ready.
  played.play({ type: 'archive' })
  const said: string[] = []
  const running = new Map<string, (end: SetupEnd) => void>()
  const { runner } = playedMachine().runner(openGate())
  let keeps = true
  const worktrees = {
    ...runner.worktrees,
    async keepArchived() {
      said.push('kept')
      if (!keeps) throw new Error('it holds what cannot be read')
    },
  }
  const preparation = {
    ...runner.preparation,
    isBegun: ({ key }: SetupId) => Promise.resolve(running.has(key)),
    run({ key }: SetupId) {
      said.push(key)
      return new Promise<SetupEnd>((resolve) => running.set(key, resolve))
    },
    stop: async () => undefined,
    output: () => Promise.resolve({ text: '', next: 0, isCut: false }),
    async endAll() {
      said.push('ended')
    },
  }
  const ports: TearDownPorts = {
    runner: { preparation, worktrees },
    preparations: {
      recipe: () => Promise.resolve({ kind: 'faulty', faults: [], isOwn: false }),
      environment: () => Promise.resolve({ variables: {}, ports: {} }),
      releasePorts: () => void said.push('released'),
    },
    lane: { perform: (_, command, actor) => played.play(command, actor).length },
    view: () => played.view,
    tearing: new Map(),
    advance: () => void said.push('advanced'),
    log: pino({ level: 'silent' }),
  }
  const end = async (key: string, how: SetupEnd = done) => {
    await settle()
    running.get(key)?.(how)
    await settle()
  }
  const cannotKeep = () => void (keeps = false)
  return { played, said, ports, end, cannotKeep, begin: () => tearDown(ports, id(1)) }
}

it('runs its commands, ends what is left and frees the ports; whoever asks again waits and does nothing twice', async () => {
  const { played, said, ports, end, begin } = rig()
  const both = [begin(), begin()]
  await end('1-down0-0')
  expect(ports.tearing.has(id(1))).toBe(true)
  await end('1-down1-0')
  expect(await Promise.all(both)).toEqual(['torn-down', 'torn-down'])
  expect(said.slice(0, 5)).toEqual(['kept', '1-down0-0', '1-down1-0', 'ended', 'released'])
  expect(said.filter((one) => one.startsWith('1-'))).toHaveLength(2)
  expect(played.view?.preparation?.tornDown).toMatchObject([
    { outcome: 'done' },
    { outcome: 'done' },
  ])
  expect(ports.tearing.has(id(1))).toBe(false)
})

it('goes no further once the thread was brought back, and begins anew when it is put away again', async () => {
  const { played, said, end, begin } = rig()
  const first = begin()
  await settle()
  played.play({ type: 'restore' })
  await end('1-down0-0')
  expect(await first).toBe('in-use')
  expect(said).toEqual(['kept', '1-down0-0', 'advanced'])
  expect(played.view?.preparation?.tornDown).toBeNull()
  played.play({ type: 'archive' })
  const second = begin()
  await end('1-down0-1')
  // Put away, brought back and put away: what is under way is of the time before.
  played.play({ type: 'restore' })
  played.play({ type: 'archive' })
  await end('1-down1-1')
  expect(await second).toBe('in-use')
  expect(said.slice(3)).toEqual(['kept', '1-down0-1', '1-down1-1', 'advanced'])
})

it('tells when this server lets go of it', async () => {
  const { played, said, end, begin } = rig()
  const torn = begin()
  await end('1-down0-0', { kind: 'detached' })
  expect(await torn).toBe('detached')
  expect([said, played.view?.preparation?.tornDown]).toEqual([['kept', '1-down0-0'], null])
  // Gone on with, it is kept no second time: what stands there by now is another.
  void begin()
  await settle()
  expect(said.filter((one) => one === 'kept')).toHaveLength(1)
})

it('touches nothing that could not be kept before', async () => {
  const { played, said, cannotKeep, begin } = rig()
  cannotKeep()
  expect(await begin()).toBe('torn-down')
  expect(said).toEqual(['kept', 'ended', 'released'])
  const outcomes = played.view?.preparation?.tornDown?.map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['failed', 'failed'])
})
