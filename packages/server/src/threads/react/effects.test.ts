// What becomes of a worktree while its thread goes on without it.
import type { PreparationPlan } from '../../preparation/index.ts'
import { expect, it } from 'vitest'
import { create, id, scene } from '../scene.ts'
import { makeWorktree } from './effects.ts'
import { tearDownRig } from './preparation/tear-down-rig.ts'

const plan: PreparationPlan = {
  kind: 'begun',
  ports: { PORT: 21_000 },
  commands: [],
  teardown: [],
  own: [],
  carries: false,
}

/**
 * A thread whose worktree is asked for.
 * @param meanwhile happens as it is looked up how that is made ready.
 */
function asked(meanwhile: (played: ReturnType<typeof scene>) => void, begun = create()) {
  const { ports, said } = tearDownRig()
  const played = scene()
  played.play(begun)
  const make = () =>
    makeWorktree(
      {
        ...ports,
        view: () => played.view,
        lane: { perform: (_, command, actor) => played.play(command, actor).length },
        preparations: {
          ...ports.preparations,
          plan() {
            meanwhile(played)
            return Promise.resolve(plan)
          },
        },
        images: { said: () => null },
        spares: { take: () => Promise.resolve(null), drop: () => Promise.resolve() },
        skills: { off: () => [] },
        toolServers: { given: () => Promise.resolve([]) },
        held: new Set(),
        diskRoom: () => Promise.resolve(),
        removeLeftovers: () => Promise.resolve(),
        instructions: () => null,
        agentSettings: () => ({ program: null }),
      },
      id(1),
    )
  return { played, said, make }
}

it('a thread that is deleted while its preparation is planned leaves neither worktree nor ports', async () => {
  const { said, make } = asked((played) => {
    played.play({ type: 'stop' })
    played.play({ type: 'delete' })
  })
  await make()
  expect(said).toEqual(['released', 'removed'])
})

it('another one begins with what was planned', async () => {
  const { played, said, make } = asked(() => undefined)
  await make()
  expect(said).toEqual([])
  expect(played.view?.preparation).toMatchObject({ round: 1, ports: { PORT: 21_000 } })
})

it('what an earlier worktree’s commands left running ends before the next one is made', async () => {
  const { played, said, make } = asked(() => undefined)
  await make()
  played.play({ type: 'worktree-lost', problem: { code: 'worktree_missing', detail: '' } })
  played.play({ type: 'make-again' })
  await make()
  expect(said).toEqual(['ended'])
  expect(played.view?.preparation?.round).toBe(2)
})

it('nothing is brought into one that somebody else made, also where it is made again', async () => {
  const adopted = { ...create(), adoptedAt: 'c0ffee' }
  const { played, said, make } = asked(() => {
    throw new Error('how it is made ready was asked for')
  }, adopted)
  played.play({ type: 'worktree-lost', problem: { code: 'worktree_missing', detail: '' } })
  played.play({ type: 'make-again' })
  await make()
  expect(said).toEqual([])
  expect(played.view?.worktree).toMatchObject({ state: 'ready', adopted: true })
  expect(played.view?.preparation).toBeNull()
})
