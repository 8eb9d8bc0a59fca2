// A thread that is put away, on a machine whose commands end when a test says so. For tests.
import type { Actor } from '@a-parallel/shared'
import pino from 'pino'
import type { SetupEnd, SetupId } from '../../../runner/port.ts'
import type { Command } from '../../command.ts'
import { create, id, scene, worktreeReady } from '../../scene.ts'
import { openGate } from '../../stage/gate.ts'
import { playedMachine } from '../../stage/machine.ts'
import { settle } from '../../stage/server.ts'
import type { LeftoverPorts } from '../leftovers.ts'
import { tearDown } from './tear-down.ts'

const system: Actor = { kind: 'system' }
const done: SetupEnd = { kind: 'exited', code: 0, signal: null }

/** A thread that was archived, with two commands of a tear-down. */
function archived() {
  const played = scene()
  const teardown = ['first', 'second'].map((name) => ({ name, command: name }))
  const plan = { kind: 'begun', ports: {}, commands: [], teardown, own: [], carries: false }
  played.play(create())
  played.play({ type: 'stop' })
  played.play({ ...worktreeReady, preparation: plan } as Command, system) // An outcome that is ready.
  played.play({ type: 'archive' })
  return played
}

/** `said`: what was done to the machine, in its order. */
export function tearDownRig() {
  const played = archived()
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
    async remove() {
      said.push('removed')
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
    threads: () => Promise.resolve([id(1)]),
    async forget() {
      said.push('forgotten')
    },
  }
  const ports: LeftoverPorts = {
    runner: { ...runner, preparation, worktrees },
    look: () => Promise.resolve(null),
    preparations: {
      recipe: () => Promise.resolve({ kind: 'faulty', faults: [], isOwn: false }),
      environment: () => Promise.resolve({ variables: {}, ports: {} }),
      releasePorts: () => void said.push('released'),
      holders: () => [id(1)],
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
