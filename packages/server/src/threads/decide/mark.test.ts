// What a thread wants of its owner, played through the commands that lead there.
import { attentionOf, parkedUntil, summaryOf } from '@a-parallel/contract/model'
import type { DraftItem, TurnId } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import {
  ask,
  began,
  command,
  create,
  ended,
  id,
  ready,
  scene,
  signals,
  startTurn,
  worktreeReady,
} from '../scene.ts'

function running() {
  const played = scene()
  for (const step of [create(), worktreeReady, startTurn(10), signals(ready, began())])
    played.play(step)
  return played
}
const wants = (played: ReturnType<typeof scene>) => attentionOf(played.view!)
const seen = (upTo = 10_000) => ({ type: 'see' as const, upTo })
const say = (turn: number) => ({ type: 'say' as const, turnId: id(turn) as TurnId, text: 'More' })

/** A subagent that was sent off, as the agent reports it. */
function subagent(state: 'running' | 'completed'): DraftItem {
  const detail = {
    kind: 'task' as const,
    agentType: 'Explore',
    description: 'Look',
    prompt: 'Look around',
  }
  return { ...command('task', state), detail, background: true } as DraftItem // As `command` made it.
}

describe('what a thread wants', () => {
  it('is nothing while it works, and to be looked at once it has finished', () => {
    const played = running()
    expect(wants(played)).toBeNull()
    played.play(signals(ended('r1')))
    expect(wants(played)).toMatchObject({ kind: 'finished' })
    expect(played.play(seen())).toEqual(['thread.seen'])
    expect(wants(played)).toBeNull()
    expect(played.play(seen())).toEqual([])
  })

  it('is an answer, which looking does not give', () => {
    const played = running()
    played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
    expect(wants(played)).toMatchObject({ kind: 'permission', approvalId: 'a1' })
    expect(played.play(seen())).toEqual([])
    expect(wants(played)).toMatchObject({ kind: 'permission' })
  })

  it('is a word about its budget, which looking does not give', () => {
    const played = running()
    played.play(signals(ended('r1')))
    played.play({ type: 'set-budget', usd: 0.25 })
    played.play(say(20))
    expect(played.play(startTurn(20))).toEqual(['budget.reached'])
    expect(wants(played)).toMatchObject({ kind: 'budget' })
    expect(played.play(seen())).toEqual([])
    expect(wants(played)).toMatchObject({ kind: 'budget' })
    played.play({ type: 'set-budget', usd: null })
    played.play({ type: 'lift-budget', turnId: id(30) })
    expect(wants(played)).toBeNull()
  })

  it('is what came after the person looked', () => {
    const played = running()
    played.play(signals(ended('r1')))
    const looked = played.view!.seq
    played.play(say(11))
    played.play(startTurn(11))
    played.play(signals(ended('r2')))
    expect(played.play(seen(looked))).toEqual([])
    expect(wants(played)).toMatchObject({ kind: 'finished' })
  })

  it('is gone with the next message', () => {
    const played = running()
    played.play(signals(ended('r1', { outcome: 'failed' })))
    expect(wants(played)).toMatchObject({ kind: 'failed' })
    played.play(say(11))
    expect(wants(played)).toBeNull()
    expect(played.view!.news).toBeNull()
  })

  it('waits for subagents, which never ring themselves', () => {
    const played = running()
    played.play(signals({ type: 'item-started', item: subagent('running') }))
    expect(summaryOf(played.view!).subagentsOut).toBe(0)
    played.play(signals(ended('r1')))
    expect(summaryOf(played.view!)).toMatchObject({ status: 'completed', subagentsOut: 1 })
    expect(wants(played)).toBeNull()
    expect(played.play(seen())).toEqual([])
    played.play(signals({ type: 'item-completed', item: subagent('completed') }, began(501)))
    expect(wants(played)).toBeNull()
    played.play(signals(ended('r2', { ofItself: true })))
    expect(wants(played)).toMatchObject({ kind: 'finished' })
  })

  it('does not grow by what the agent begins by itself', () => {
    const played = running()
    played.play(signals(ended('r1')))
    played.play(seen())
    played.play(signals(began(501), ended('r2', { ofItself: true })))
    expect(wants(played)).toBeNull()
  })

  it('comes back when it is marked unread, and goes with the archive', () => {
    const played = running()
    expect(() => played.play({ type: 'mark-unread' })).toThrow('unread once its work is done')
    played.play(signals(ended('r1')))
    expect(played.play({ type: 'mark-unread' })).toEqual([])
    played.play(seen())
    expect(played.play({ type: 'mark-unread' })).toEqual(['thread.unread-marked'])
    expect(wants(played)).toMatchObject({ kind: 'finished' })
    played.play({ type: 'archive' })
    expect(wants(played)).toBeNull()
    expect(() => played.play({ type: 'mark-unread' })).toThrow('Restore the thread first')
  })

  it('is to go on by itself once its usage limit is reset, until something else makes it go on', () => {
    const resetsAt = Date.UTC(2026, 5, 1) / 1000
    const problem = { code: 'usage_limit', detail: 'No more', values: { resetsAt } }
    const played = running()
    const plan = (planned: boolean) => played.play({ type: 'plan-resume', planned })
    expect(() => plan(true)).toThrow('waits for no usage limit')
    played.play(signals(ended('r1', { outcome: 'failed', problem })))
    expect(parkedUntil(played.view!)).toBe('2026-06-01T00:00:00.000Z')
    expect(plan(true)).toEqual(['thread.resume-planned'])
    expect(plan(true)).toEqual([])
    expect(played.view!.resumeAt).toBe('2026-06-01T00:00:01.000Z')
    expect(plan(false)).toEqual(['thread.resume-unplanned'])
    plan(true)
    played.play({ type: 'resume', turnId: id(12) })
    expect(played.view!.resumeAt).toBeNull()
    expect(parkedUntil(played.view!)).toBeNull()
  })

  it('is nothing that a mark changes twice', () => {
    const played = running()
    expect(played.play({ type: 'pin', pinned: true })).toEqual(['thread.pinned'])
    expect(played.play({ type: 'pin', pinned: true })).toEqual([])
    expect(played.play({ type: 'mute', muted: true })).toEqual(['thread.muted'])
    expect(played.view).toMatchObject({ pinned: true, muted: true })
    expect(played.play({ type: 'pin', pinned: false })).toEqual(['thread.unpinned'])
    expect(played.play({ type: 'mute', muted: false })).toEqual(['thread.unmuted'])
    expect(played.view).toMatchObject({ pinned: false, muted: false })
  })
})
