// What a project's threads cost: those that are at work count as well, each with what was last heard of it.
import { Problem } from '@a-parallel/contract/model'
import type { Project, ThreadId, ThreadView } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import {
  began,
  create,
  ended,
  id,
  ready,
  scene,
  signals,
  startTurn,
  worktreeReady,
} from '../scene.ts'
import { openProjectBudgets } from './project-budget.ts'

/** A thread at work, in the project `id(2)` where no other is named. */
function working(project = id(2)) {
  const played = scene()
  for (const one of [create({ projectId: project }), worktreeReady, startTurn(10)]) played.play(one)
  played.play(signals(ready, began()))
  return played
}

const cost = (turnUsd: number) => [{ type: 'cost-told' as const, turnUsd }]

it('counts what the running turns of its other threads have cost so far', () => {
  const threads = new Map([
    [id(1), working()],
    [id(3), working()],
    [id(4), working()],
    [id(5), working(id(99))],
  ])
  const view = (threadId: ThreadId): ThreadView | null => {
    const found = threads.get(threadId as never)?.view // The map's keys are ids of any kind.
    return found ? { ...found, id: threadId } : null
  }
  let limit: number | null = 10
  const budgets = openProjectBudgets({
    log: { spent: () => 1 },
    project: () => ({ budgetUsd: limit }) as Project, // Nothing else of it is read.
    view,
  })
  const spent = () => budgets.of(view(id(1))!)?.spentUsd
  expect(budgets.of(view(id(1))!)).toEqual({ budgetUsd: 10, spentUsd: 1 })
  for (const [number, usd] of [
    [1, 32],
    [3, 2],
    [3, 4],
    [4, 5],
    [5, 64],
  ] as const)
    budgets.heard(id(number), cost(usd))
  expect(spent()).toBe(1 + 4 + 5)
  const all = budgets.spent({ owner: view(id(1))!.owner, projectId: id(2) })
  expect(all).toBe(1 + 32 + 4 + 5)
  // Behind its end the log counts it.
  threads.get(id(3))!.play(signals(ended('r1')))
  expect(spent()).toBe(1 + 5)
  budgets.heard(id(3), cost(16))
  expect(spent()).toBe(1 + 5)
  limit = null
  expect(budgets.of(view(id(1))!)).toBeNull()
})

it('limits nothing where the project is no longer on the list', () => {
  const budgets = openProjectBudgets({
    log: { spent: () => 1 },
    project() {
      throw new Problem('project_not_found')
    },
    view: () => null,
  })
  const owner = id(7) as never // Any name of an owner's.
  expect(budgets.of({ id: id(1), owner, projectId: id(2) })).toBeNull()
})
