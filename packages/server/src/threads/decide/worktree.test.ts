import { checkpointBefore, checkpointDue, threadStatus } from '@a-parallel/contract/model'
import { expect, it } from 'vitest'
import type { Command } from '../command.ts'
import {
  ask,
  create,
  id,
  message,
  ready,
  runId,
  scene,
  signals,
  startTurn,
  worktreeReady,
} from '../scene.ts'

const lost = (code: string): Command => ({
  type: 'worktree-lost',
  problem: { code, detail: 'It is gone.' },
})
const ended: Command = { type: 'run-ended', runId, end: { kind: 'lost' }, open: [] }
const resume = (turn: number): Command => ({ type: 'resume', turnId: id(turn) })

function working() {
  const played = scene()
  played.play(create())
  played.play(worktreeReady)
  played.play(startTurn(10))
  played.play(signals(ready))
  return played
}

it('a loss ends the turn with its reason and stops the agent; resuming makes the worktree again and goes on', () => {
  const played = working()
  played.play(signals({ type: 'item-completed', item: message('m1', 'Half done') }))
  played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
  expect(played.play(lost('worktree_missing'))).toEqual([
    'worktree.removed',
    'approval.expired',
    'turn.failed',
    'run.stop-requested',
  ])
  expect(threadStatus(played.view!)).toBe('failed')
  expect(played.play(lost('worktree_missing'))).toEqual([])
  expect(played.play(ended)).toEqual(['run.lost'])
  expect(played.play(resume(11))).toEqual(['worktree.requested', 'turn.queued', 'item.completed'])
  expect(threadStatus(played.view!)).toBe('pending')
  expect(played.view!.worktree).toMatchObject({ commit: 'c0ffee', problem: null })
  expect(played.play(lost('worktree_missing'))).toEqual([])
})

it('a loss keeps what the turn had used by then', () => {
  const used = {
    inputTokens: 20,
    outputTokens: 3,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costUsd: 0.5,
  }
  const played = working()
  played.play({ ...lost('worktree_missing'), used } as Command) // It is the loss from above.
  expect(played.view!.turns[0]!.usage).toMatchObject({ ...used, partial: true })
  expect(played.view!.costUsd).toBe(0.5)
})

it('a loss at rest is made good without a turn, and what waits goes on behind it', () => {
  const played = working()
  played.play({ type: 'run-failed', runId, problem: { code: 'agent_not_found', detail: 'None.' } })
  expect(played.play(lost('branch_missing'))).toEqual(['worktree.failed'])
  expect(played.view!.worktree).toMatchObject({ state: 'failed', commit: 'c0ffee' })
  played.play({ type: 'say', turnId: id(12), text: 'More' })
  expect(threadStatus(played.view!)).toBe('failed')
  expect(played.play(resume(13))).toEqual(['worktree.requested'])
  expect(threadStatus(played.view!)).toBe('pending')
  const again = { path: '/elsewhere', branch: 'a-parallel/fix-it', commit: 'decade' }
  played.play({ type: 'worktree-outcome', outcome: { kind: 'ready', ...again } })
  // It began where the first one did.
  expect(played.view!.worktree).toMatchObject({ path: '/elsewhere', commit: 'c0ffee' })
})

it.each<[what: string, files: { files?: string }, facts: string[]]>([
  ['its first turn begins with what was kept ahead', {}, ['checkpoint.captured']],
  ['not where a fork puts other files there', { files: 'decade' }, []],
])('of a worktree that waited: %s', (_, files, facts) => {
  const played = scene()
  const { worktree } = create()
  // As a fork asks for it.
  played.play({ ...create(), worktree: worktree && { ...worktree, ...files } })
  const taken = { ...worktreeReady, checkpoint: 'kept' } as Command // An outcome that is ready.
  expect(played.play(taken)).toEqual(['worktree.ready', ...facts])
  expect(checkpointBefore(played.view!, id(10))?.commit).toBe(files.files ? undefined : 'kept')
  expect(checkpointDue(played.view!)).toEqual(
    files.files ? { turnId: id(10), place: 'before' } : null,
  )
})

it('one that fails to be made is no loss of a ready one', () => {
  const played = scene()
  played.play(create())
  expect(played.play(lost('worktree_missing'))).toEqual([])
  played.play(worktreeReady)
  const problem = { code: 'worktree_failed', detail: 'late' }
  const late: Command = { type: 'worktree-outcome', outcome: { kind: 'failed', problem } }
  expect(played.play(late)).toEqual([])
})

it('a thread follows its repository; one in the project’s own checkout lets its agent go', () => {
  const moved: Command = { type: 'project-moved', projectPath: '/new' }
  const played = working()
  expect(played.play(moved)).toEqual(['thread.project-moved'])
  expect([played.view!.projectPath, played.play(moved)]).toEqual(['/new', []])
  const local = scene()
  local.play(create({ mode: 'local', worktree: null }))
  local.play(startTurn(10))
  local.play(signals(ready))
  expect(local.play(moved)).toEqual(['thread.project-moved', 'run.stop-requested'])
  expect(local.view!.run?.agentVersion).toBeNull()
})
