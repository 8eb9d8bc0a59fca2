import { describe, expect, it } from 'vitest'
import { ApprovalState, RunState, TurnState, WorktreeState } from '../nouns/index.ts'
import { initial, next, tableOf } from './transitions.ts'

describe('the four state tables', () => {
  it('hold exactly the states of their nouns', () => {
    const states = {
      turn: TurnState,
      run: RunState,
      approval: ApprovalState,
      worktree: WorktreeState,
    }
    for (const name of ['turn', 'run', 'approval', 'worktree'] as const) {
      expect(Object.keys(tableOf(name)).toSorted()).toEqual(states[name].options.toSorted())
    }
  })

  it('begin where the noun begins', () => {
    expect(initial('turn')).toBe('queued')
    expect(initial('run')).toBe('requested')
    expect(initial('approval')).toBe('pending')
    expect(initial('worktree')).toBe('requested')
  })

  it('take a turn through its life and refuse what does not belong', () => {
    expect(next('turn', 'queued', 'turn.started')).toBe('running')
    expect(next('turn', 'running', 'approval.requested')).toBe('awaiting')
    expect(next('turn', 'awaiting', 'approvals.settled')).toBe('running')
    expect(next('turn', 'running', 'turn.completed')).toBe('completed')
    expect(next('turn', 'completed', 'turn.interrupted')).toBeNull()
    expect(next('turn', 'queued', 'turn.completed')).toBeNull()
  })

  it('answer an approval once', () => {
    expect(next('approval', 'pending', 'approval.answered')).toBe('answered')
    expect(next('approval', 'answered', 'approval.answered')).toBeNull()
    expect(next('approval', 'expired', 'approval.answered')).toBeNull()
  })
})
