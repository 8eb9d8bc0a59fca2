// When a budget is used up, and what a thread is while it waits for another.
import { expect, it } from 'vitest'
import { usedUpBudget } from './budgets.ts'

it.each<
  [
    what: string,
    thread: [budget: number | null, cost: number],
    project: [budget: number, spent: number] | null,
    turn: number,
    scope: 'thread' | 'project' | null,
  ]
>([
  ['no budget', [null, 100], null, 100, null],
  ['something left', [2, 1], null, 0.5, null],
  ['all of it', [2, 2], null, 0, 'thread'],
  ['by the turn that runs', [2, 1.5], null, 0.5, 'thread'],
  ['the project’s, by others', [null, 0], [5, 5], 0, 'project'],
  ['the project’s, by the turn that runs', [10, 1], [5, 4.5], 0.5, 'project'],
  ['both: the thread’s is said', [1, 1], [1, 1], 0, 'thread'],
])('a budget is used up: %s', (_, [budgetUsd, costUsd], project, turn, scope) => {
  const ofProject = project && { budgetUsd: project[0], spentUsd: project[1] }
  expect(usedUpBudget({ budgetUsd, costUsd }, ofProject, turn)?.scope ?? null).toBe(scope)
})
