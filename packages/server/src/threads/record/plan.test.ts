// An agent that puts itself into plan mode: the thread is in it from that moment, once, until its plan is approved.
import type { ItemId, PermissionMode, Signal } from '@a-parallel/shared'
import { ApprovalId } from '@a-parallel/contract/nouns'
import { expect, it } from 'vitest'
import type { AnswerApproval, CreateThread } from '../command.ts'
import {
  ask,
  began,
  command,
  create,
  ready,
  scene,
  signals,
  startTurn,
  worktreeReady,
  type Scene,
} from '../scene.ts'

const itemId = 'enter' as ItemId // A test's own id.
const running: Signal = { type: 'item-started', item: command(itemId, 'running') }
const entered: Signal[] = [
  { type: 'plan-entered', itemId },
  { type: 'item-completed', item: command(itemId, 'completed') },
]
const presented: Signal = {
  type: 'approval-asked',
  ask: ask('plan', { kind: 'plan', detail: { kind: 'plan', plan: '1. Do' } }),
}

function at(permissionMode: PermissionMode, bypass = false, change: Partial<CreateThread> = {}) {
  const thread = scene({ rules: [], bypass: () => bypass })
  for (const one of [create({ permissionMode, ...change }), worktreeReady, startTurn(10)])
    thread.play(one)
  thread.play(signals(ready, began(), running))
  return thread
}

function approve(thread: Scene, permissionMode: PermissionMode | null = null) {
  thread.play(signals(presented))
  const approvalId = ApprovalId.parse('plan')
  const said = { decision: 'allow', message: null, answers: null, stop: false, rule: null } as const
  const answer: AnswerApproval = { type: 'answer', approvalId, permissionMode, ...said }
  thread.play(answer)
  return thread.view?.permissionMode
}

it('is in plan mode from then on, and what waits is judged by it', () => {
  const thread = at('autoEdit')
  thread.play(signals({ type: 'approval-asked', ask: ask('a1') }))
  expect(thread.play(signals(...entered), { kind: 'agent' })).toEqual([
    'thread.permission-mode-chosen',
    'approval.answered',
    'item.completed',
  ])
  expect(thread.view).toMatchObject({ permissionMode: 'plan', modeBeforePlan: 'autoEdit' })
  thread.play(signals({ type: 'approval-asked', ask: ask('a2', { editsCheckout: true }) }))
  const denied = { decision: 'deny', by: { kind: 'rule', name: 'plan' } }
  expect(thread.view?.approvals).toMatchObject([{ answer: denied }, { answer: denied }])
})

it('read again it is nothing new, also after the plan was approved', () => {
  const thread = at('confirmEdit')
  thread.play(signals(...entered), { kind: 'agent' })
  expect(thread.play(signals(...entered), { kind: 'agent' })).toEqual([])
  expect(approve(thread, 'autoEdit')).toBe('autoEdit')
  expect(thread.play(signals(...entered), { kind: 'agent' })).toEqual([])
  expect(thread.view).toMatchObject({ permissionMode: 'autoEdit', modeBeforePlan: null })
})

it.each<[PermissionMode, boolean, PermissionMode | null, PermissionMode]>([
  ['confirmEdit', false, null, 'confirmEdit'],
  ['autoEdit', false, null, 'autoEdit'],
  ['autoEdit', false, 'confirmEdit', 'confirmEdit'],
  ['bypass', true, null, 'bypass'],
  ['bypass', false, null, 'confirmEdit'],
  ['plan', false, null, 'confirmEdit'],
])('from %s (bypass let: %s) an approval with %s leads to %s', (before, allowed, chosen, after) => {
  const thread = at(before, allowed)
  thread.play(signals(...entered), { kind: 'agent' })
  expect(approve(thread, chosen)).toBe(after)
})

it('a person’s own choice meanwhile counts, and nothing is gone back to', () => {
  const thread = at('autoEdit')
  thread.play(signals(...entered), { kind: 'agent' })
  thread.play({ type: 'choose-permission-mode', permissionMode: 'confirmEdit' })
  thread.play({ type: 'choose-permission-mode', permissionMode: 'plan' })
  expect(approve(thread)).toBe('confirmEdit')
})
