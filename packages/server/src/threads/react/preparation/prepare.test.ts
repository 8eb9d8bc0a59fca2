// A setup command that is about to begin: whoever stops it, or puts its thread away, is heard until it runs.
import type { Actor } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner, SetupEnd } from '../../../runner/port.ts'
import type { Command } from '../../command.ts'
import { create, scene, worktreeReady } from '../../scene.ts'
import { openGate } from '../../stage/gate.ts'
import { playedMachine } from '../../stage/machine.ts'
import { settle } from '../../stage/server.ts'
import { openPrepare } from './prepare.ts'

const system: Actor = { kind: 'system' }
const command = { name: 'install', command: 'npm ci', blocking: false }

async function begun() {
  const played = scene()
  const plan = {
    kind: 'begun',
    ports: {},
    commands: [command],
    teardown: [],
    own: [],
    carries: false,
  }
  played.play(create())
  played.play({ ...worktreeReady, preparation: plan } as Command, system) // An outcome that is ready.
  const { runner } = playedMachine().runner(openGate())
  const asks: Parameters<Runner['preparation']['run']>[0][] = []
  const prepare = openPrepare({
    runner: {
      preparation: {
        ...runner.preparation,
        run(ask) {
          asks.push(ask)
          return new Promise<SetupEnd>(() => undefined) // It runs for as long as the test.
        },
      },
    },
    preparations: {
      recipe: () => Promise.resolve({ kind: 'faulty', faults: [], isOwn: false }),
      environment: () => Promise.resolve({ variables: {}, ports: {} }),
      releasePorts: () => undefined,
    },
    lane: { perform: (_, asked, actor) => played.play(asked, actor).length },
    view: () => played.view,
    log: pino({ level: 'silent' }),
  })
  const advance = () => prepare.advance(played.view!)
  advance()
  advance()
  await settle()
  return { played, isWanted: () => asks[0]?.isWanted?.() }
}

it.each<[string, Command[]]>([
  ['stopped', [{ type: 'stop' }]],
  ['skipped', [{ type: 'change-setup', name: 'install', action: 'skip' }]],
  ['archived', [{ type: 'stop' }, { type: 'archive' }]],
  ['deleted', [{ type: 'stop' }, { type: 'delete' }]],
])('is wanted no more once it was %s', async (_, commands) => {
  const { played, isWanted } = await begun()
  expect(isWanted()).toBe(true)
  for (const one of commands) played.play(one)
  expect(isWanted()).toBe(false)
})
