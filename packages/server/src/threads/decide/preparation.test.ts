// A preparation from the worktree that is ready to the agent's first turn, and back again.
import {
  attentionOf,
  dueSetup,
  hasSetupAtWork,
  isPreparing,
  pendingStep,
  threadStatus,
  waitingReason,
} from '@a-parallel/contract/model'
import type { Actor, Carried, RecipeCommand } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import type { Command } from '../command.ts'
import { create, id, scene, startTurn, worktreeReady } from '../scene.ts'

const system: Actor = { kind: 'system' }
const carried = { things: [], thingCount: 0, left: [], leftCount: 0, ms: 3 }
const install = { name: 'install', command: 'npm ci', blocking: true }
const types = { name: 'types', command: 'tsc -w', blocking: false }
const migrate = { name: 'migrate', command: 'migrate', blocking: true }

function prepared(commands: RecipeCommand[], carries = true, ahead: Carried | null = null) {
  const played = scene()
  played.play(create())
  const given = { ports: { PORT: 21_000 }, commands, teardown: [], own: [], carries }
  const plan = { kind: 'begun' as const, ...given }
  played.play({ ...worktreeReady, preparation: plan, carried: ahead } as Command, system) // An outcome that is ready.
  return played
}
const started = (name: string): Command => ({ type: 'setup-started', round: 1, name })
const over = (name: string, code: number, attempt = 1): Command => ({
  type: 'setup-ended',
  round: 1,
  name,
  attempt,
  end: { kind: 'exited', code, signal: null },
})
const due = (played: ReturnType<typeof scene>) => dueSetup(played.view!).map(({ name }) => name)
const states = (played: ReturnType<typeof scene>) =>
  played.view!.preparation!.commands.map(({ state }) => state)

it('turns wait until the files are there and what blocks is done, in its order; what is beside holds nobody up', () => {
  const played = prepared([install, types, migrate])
  expect([threadStatus(played.view!), pendingStep(played.view!), due(played)]).toEqual([
    'pending',
    'setup',
    [],
  ])
  played.play({ type: 'carried', round: 1, carried }, system)
  expect(due(played)).toEqual(['install'])
  expect(played.play(started('install'), system)).toEqual(['preparation.command-started'])
  expect(played.play(started('install'), system)).toEqual([])
  expect(due(played)).toEqual([])
  played.play(over('install', 0), system)
  expect(due(played)).toEqual(['types', 'migrate'])
  played.play(started('types'), system)
  played.play(started('migrate'), system)
  expect(isPreparing(played.view!)).toBe(true)
  played.play(over('migrate', 0), system)
  expect([isPreparing(played.view!), hasSetupAtWork(played.view!)]).toEqual([false, true])
  expect(pendingStep(played.view!)).toBe('slot')
  played.play(startTurn(10))
  expect(threadStatus(played.view!)).toBe('running')
  expect(states(played)).toEqual(['done', 'running', 'done'])
})

it('what a worktree was given before its thread was there is not given again', () => {
  const given = prepared([install], true, carried)
  expect([given.view!.preparation?.carried, due(given)]).toEqual([carried, ['install']])
  // Whose recipe says nothing of the kind was given nothing.
  const none = prepared([install], false, { ...carried, ms: 9 })
  expect(none.view!.preparation?.carried?.ms).toBe(0)
})

describe('a command that fails', () => {
  const failed = () => {
    const played = prepared([install, migrate], false)
    played.play(started('install'), system)
    played.play(over('install', 1), system)
    return played
  }

  it('waits for a person, who runs it again', () => {
    const played = failed()
    const { view } = played
    expect([threadStatus(view!), waitingReason(view!), attentionOf(view!)?.kind]).toEqual([
      'waiting',
      'setup',
      'setup',
    ])
    expect(played.play({ type: 'change-setup', name: 'install', action: 'retry' })).toEqual([
      'preparation.command-retried',
    ])
    expect([threadStatus(played.view!), due(played)]).toEqual(['pending', ['install']])
    played.play(started('install'), system)
    // The end of the first attempt is told again after a restart.
    expect(played.play(over('install', 0, 1), system)).toEqual([])
    played.play(over('install', 0, 2), system)
    expect(due(played)).toEqual(['migrate'])
  })

  it('is gone on without', () => {
    const played = failed()
    expect(played.play({ type: 'change-setup', name: 'install', action: 'skip' })).toEqual([
      'preparation.command-skipped',
    ])
    expect(played.play({ type: 'change-setup', name: 'install', action: 'skip' })).toEqual([])
    expect([states(played), due(played)]).toEqual([['skipped', 'waiting'], ['migrate']])
  })

  it('is no other than those there are', () => {
    expect(() => failed().play({ type: 'change-setup', name: 'x', action: 'skip' })).toThrow(
      expect.objectContaining({ code: 'setup_not_found' }),
    )
  })
})

it('a stop ends what runs and holds what waits; the thread can then be put away', () => {
  const played = prepared([install], false)
  played.play(started('install'), system)
  expect(played.play({ type: 'stop' })).toEqual(['turn.held', 'preparation.command-ended'])
  expect([threadStatus(played.view!), states(played)]).toEqual(['stopped', ['failed']])
  expect(played.play(over('install', 143), system)).toEqual([])
  expect(played.play({ type: 'archive' })).toEqual(['thread.archived'])
  expect(hasSetupAtWork(played.view!)).toBe(true)
  played.play({ type: 'torn-down', round: 1, results: [] }, system)
  expect(hasSetupAtWork(played.view!)).toBe(false)
  played.play({ type: 'restore' })
  expect(played.view!.preparation).toMatchObject({ tornDown: null, downs: 1 })
})

it('what is not trusted does not run, and holds nobody up', () => {
  const played = prepared([install], false)
  played.play(started('install'), system)
  played.play({ ...over('install', 0), end: { kind: 'withheld' } } as Command, system) // Another end.
  expect([states(played), isPreparing(played.view!)]).toEqual([['withheld'], false])
})

it('a recipe with faults holds nobody up, and a worktree that is made again is made ready again', () => {
  const played = scene()
  played.play(create())
  const faults = [{ line: 1, column: 2, path: '', code: 'syntax' as const, said: '' }]
  const plan = { kind: 'refused' as const, faults, isOwn: false }
  expect(played.play({ ...worktreeReady, preparation: plan } as Command, system)).toEqual([
    'worktree.ready',
    'preparation.refused',
  ]) // An outcome that is ready.
  expect([played.view!.preparation?.faults, isPreparing(played.view!)]).toEqual([faults, false])
  played.play(startTurn(10))
  played.play({ type: 'worktree-lost', problem: { code: 'worktree_missing', detail: '' } })
  played.play({ type: 'run-ended', runId: id(900), end: { kind: 'lost' }, open: [] })
  played.play({ type: 'resume', turnId: id(12) })
  const again = {
    kind: 'begun' as const,
    ports: {},
    commands: [install],
    own: [],
    teardown: [],
    carries: false,
  }
  played.play({ ...worktreeReady, preparation: again } as Command, system)
  expect(played.view!.preparation).toMatchObject({ round: 2, faults: [] })
  // What is told of the first one says nothing of this one.
  expect(played.play(started('install'), system)).toEqual([])
})

it('a worktree that is made again with nothing to be done is held up by nothing of an earlier one', () => {
  const played = prepared([install], false)
  played.play(started('install'), system)
  played.play(over('install', 1), system)
  expect(isPreparing(played.view!)).toBe(true)
  played.play({ type: 'worktree-lost', problem: { code: 'worktree_missing', detail: '' } })
  played.play({ type: 'make-again' }, system)
  expect(played.play(worktreeReady, system)).toEqual(['worktree.ready', 'preparation.begun'])
  expect(played.view!.preparation).toMatchObject({ round: 2, ports: {}, commands: [] })
  expect([isPreparing(played.view!), threadStatus(played.view!)]).toEqual([false, 'pending'])
})
