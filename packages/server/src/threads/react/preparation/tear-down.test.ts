// A tear-down step by step, with the machine played by hand: what brings the thread back meanwhile, and who lets go of it.
import type { Actor } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner, SetupEnd } from '../../../runner/port.ts'
import type { Command } from '../../command.ts'
import { create, id, scene, worktreeReady } from '../../scene.ts'
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
  const nobodyAsks = () => Promise.reject(new Error('nobody asks for this here'))
  const preparation: Runner['preparation'] = {
    readRecipe: nobodyAsks,
    writeRecipe: nobodyAsks,
    committedRecipe: nobodyAsks,
    carry: nobodyAsks,
    areFree: nobodyAsks,
    mayRun: nobodyAsks,
    run({ key }) {
      said.push(key)
      return new Promise((resolve) => running.set(key, resolve))
    },
    stop: async () => undefined,
    output: () => Promise.resolve({ text: '', next: 0, isCut: false }),
    async endAll() {
      said.push('ended')
    },
    forget: nobodyAsks,
    detach: () => undefined,
  }
  const ports: TearDownPorts = {
    runner: { preparation },
    preparations: {
      recipe: nobodyAsks,
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
  return { played, said, ports, end, begin: () => tearDown(ports, id(1)) }
}

it('runs its commands, ends what is left and frees the ports; whoever asks again waits and does nothing twice', async () => {
  const { played, said, ports, end, begin } = rig()
  const both = [begin(), begin()]
  await end('1-down0-0')
  expect(ports.tearing.has(id(1))).toBe(true)
  await end('1-down1-0')
  expect(await Promise.all(both)).toEqual(['torn-down', 'torn-down'])
  expect(said.slice(0, 4)).toEqual(['1-down0-0', '1-down1-0', 'ended', 'released'])
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
  expect(said).toEqual(['1-down0-0', 'advanced'])
  expect(played.view?.preparation?.tornDown).toBeNull()
  played.play({ type: 'archive' })
  const second = begin()
  await end('1-down0-1')
  // Put away, brought back and put away: what is under way is of the time before.
  played.play({ type: 'restore' })
  played.play({ type: 'archive' })
  await end('1-down1-1')
  expect(await second).toBe('in-use')
  expect(said).toEqual(['1-down0-0', 'advanced', '1-down0-1', '1-down1-1', 'advanced'])
})

it('tells when this server lets go of it', async () => {
  const { played, said, end, begin } = rig()
  const torn = begin()
  await end('1-down0-0', { kind: 'detached' })
  expect(await torn).toBe('detached')
  expect([said, played.view?.preparation?.tornDown]).toEqual([['1-down0-0'], null])
})
