import { threadStatus, waitingReason } from '@a-parallel/contract/model'
import { ApprovalId, ItemId, RuleId } from '@a-parallel/contract/nouns'
import type { Signal, StandingRule } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import type { Command, CreateThread } from './command.ts'
import { wordsOf } from './react/words.ts'
import { nothingStanding } from './record/policy.ts'
import {
  ask,
  began,
  command,
  create,
  ended,
  id,
  message,
  ready,
  runId,
  scene,
  signals,
  startTurn,
  worktreeReady,
  type Scene,
} from './scene.ts'

function running() {
  const played = scene()
  played.play(create())
  played.play(worktreeReady)
  played.play(startTurn(10))
  played.play(signals(ready, began()))
  return played
}

function answer(
  approvalId: string,
  change: Partial<Extract<Command, { type: 'answer' }>> = {},
): Command {
  return {
    type: 'answer',
    approvalId: ApprovalId.parse(approvalId),
    decision: 'allow',
    message: null,
    answers: null,
    permissionMode: null,
    stop: false,
    rule: null,
    ...change,
  }
}

describe('a thread', () => {
  it('is created once, whatever is asked again with its id', () => {
    const played = scene()
    expect(played.play(create())).toEqual(['thread.created', 'worktree.requested', 'turn.queued'])
    expect(played.play(create())).toEqual([])
    expect(() => played.play(create({ prompt: 'other' }))).toThrow('Another thread has this id')
  })

  it('goes from pending to running to completed', () => {
    const played = scene()
    played.play(create())
    expect(threadStatus(played.view!)).toBe('pending')
    played.play(worktreeReady)
    expect(played.play(startTurn(10))).toEqual(['turn.started', 'run.requested'])
    expect(played.play(signals(ready, began()))).toEqual(['run.started', 'run.identified'])
    expect(threadStatus(played.view!)).toBe('running')
    expect(
      played.play(signals({ type: 'item-completed', item: message('m1:0', 'Hi') }, ended('r1'))),
    ).toEqual(['item.completed', 'turn.completed'])
    expect(threadStatus(played.view!)).toBe('completed')
    expect(played.view!.costUsd).toBe(0.5)
  })

  it('takes the same signals twice without a second fact', () => {
    const played = running()
    const lines = signals(
      { type: 'item-started', item: command('t1', 'running') },
      { type: 'item-completed', item: command('t1', 'completed') },
      { type: 'item-completed', item: message('m1:0', 'Hi') },
      { type: 'approval-asked', ask: ask('a1') },
    )
    expect(played.play(lines)).toHaveLength(4)
    expect(played.play(lines)).toEqual([])
    played.play(answer('a1'))
    played.play(signals(ended('r1')))
    expect(played.play(signals(ready, ended('r1')))).toEqual([])
  })

  it('keeps a message of a known id one message', () => {
    const played = running()
    const say: Command = { type: 'say', turnId: id(11), text: 'And this' }
    expect(played.play(say)).toEqual(['turn.queued'])
    expect(played.play(say)).toEqual([])
  })

  it('waits for what was asked, and refuses a second answer', () => {
    const played = running()
    played.play(
      signals(
        { type: 'approval-asked', ask: ask('a1') },
        { type: 'approval-asked', ask: ask('a2') },
      ),
    )
    expect(threadStatus(played.view!)).toBe('waiting')
    expect(waitingReason(played.view!)).toBe('permission')
    played.play(answer('a1'))
    expect(threadStatus(played.view!)).toBe('waiting')
    expect(() => played.play(answer('a1', { decision: 'deny' }))).toThrow('answered before: allow')
    played.play(answer('a2', { decision: 'deny' }))
    expect(threadStatus(played.view!)).toBe('running')
    expect(() => played.play(answer('nope'))).toThrow()
  })

  it('wants every question answered', () => {
    const played = running()
    const questions = [
      { question: 'Which?', options: [], multiSelect: false },
      { question: 'Why?', options: [], multiSelect: false },
    ]
    const asked = ask('q1', {
      kind: 'question',
      detail: { kind: 'question', questions, answers: {} },
    })
    played.play(signals({ type: 'approval-asked', ask: asked }))
    expect(() => played.play(answer('q1', { answers: { 'Which?': 'This' } }))).toThrow('Why?')
    expect(played.play(answer('q1', { answers: { 'Which?': 'This', 'Why?': 'So' } }))).toEqual([
      'approval.answered',
    ])
  })

  it('leaves plan mode when its plan is approved', () => {
    const played = scene()
    played.play(create({ permissionMode: 'plan' }))
    played.play(worktreeReady)
    played.play(startTurn(10))
    played.play(signals(ready, began()))
    const plan = ask('p1', { kind: 'plan', detail: { kind: 'plan', plan: '1. Do' } })
    played.play(signals({ type: 'approval-asked', ask: plan }))
    played.play(answer('p1', { permissionMode: 'autoEdit' }))
    expect(played.view!.permissionMode).toBe('autoEdit')
  })
})

describe('a subagent in the background', () => {
  it('may ask when no turn runs, and is not forgotten when its turn ends', () => {
    const played = running()
    const parentId = ItemId.parse('task-1')
    played.play(signals({ type: 'approval-asked', ask: ask('a1', { parentId }) }, ended('r1')))
    expect(threadStatus(played.view!)).toBe('waiting')
    expect(played.play(answer('a1'))).toEqual(['approval.answered'])
    expect(threadStatus(played.view!)).toBe('completed')
    played.play(signals({ type: 'approval-asked', ask: ask('a2', { parentId }) }))
    expect(threadStatus(played.view!)).toBe('waiting')
  })
})

describe('an agent with nothing to do', () => {
  it('is let go, and the next message takes the conversation up again', () => {
    const played = running()
    expect(played.play({ type: 'rest' })).toEqual([])
    played.play(signals(ended('r1')))
    expect(played.play({ type: 'rest' })).toEqual(['run.stop-requested'])
    expect(threadStatus(played.view!)).toBe('completed')
    const end = { kind: 'exited' as const, code: 0, signal: null, stderr: '' }
    expect(played.play({ type: 'run-ended', runId, open: [], end })).toEqual(['run.exited'])
    expect(threadStatus(played.view!)).toBe('completed')
    played.play({ type: 'say', turnId: id(16), text: 'Next' })
    played.play(startTurn(16))
    expect(played.log.at(-1)).toMatchObject({ type: 'run.requested', data: { resumes: true } })
  })

  it('stays while something of it runs in the background', () => {
    const played = running()
    const item = { ...command('t1', 'running'), background: true }
    played.play(signals({ type: 'item-started', item }, ended('r1')))
    expect(played.play({ type: 'rest' })).toEqual([])
  })
})

describe('a conversation that is taken up again', () => {
  it('keeps its name though the run that takes it up never speaks', () => {
    const played = running()
    const end = { kind: 'exited' as const, code: 0, signal: null, stderr: '' }
    played.play(signals(ended('r1')))
    played.play({ type: 'run-ended', runId, open: [], end })
    played.play({ type: 'say', turnId: id(20), text: 'Again' })
    played.play({ type: 'start-turn', turnId: id(20), runId: id(901), sessionId: 'other' })
    const problem = { code: 'agent_not_found', detail: 'gone' }
    played.play({ type: 'run-failed', runId: id(901), problem })
    played.play({ type: 'say', turnId: id(21), text: 'And again' })
    played.play({ type: 'start-turn', turnId: id(21), runId: id(902), sessionId: 'another' })
    expect(played.log.at(-1)).toMatchObject({
      type: 'run.requested',
      data: { sessionId: 'session', resumes: true },
    })
  })
})

describe('a deleted thread', () => {
  it('takes what its agent still says for nothing, and hears its end', () => {
    const played = running()
    played.play(signals(ended('r1')))
    played.play({ type: 'delete' })
    expect(played.play(signals(began(502)))).toEqual([])
    expect(played.play({ type: 'rest' })).toEqual([])
    const end = { kind: 'exited' as const, code: 0, signal: null, stderr: '' }
    expect(played.play({ type: 'run-ended', runId, open: [], end })).toEqual(['run.exited'])
  })

  it('comes back with its worktree, where its project is by now', () => {
    const played = running()
    played.play(signals(ended('r1')))
    const { worktree } = played.view!
    played.play({ type: 'delete' })
    expect(played.play({ type: 'restore', projectPath: '/moved' })).toEqual([
      'thread.restored',
      'thread.project-moved',
      'worktree.requested',
    ])
    expect(played.view).toMatchObject({ deleted: false, projectPath: '/moved' })
    expect(played.view?.worktree).toEqual({ ...worktree, state: 'requested' })
    expect(played.play({ type: 'restore', projectPath: '/moved' })).toEqual([])
  })
})

describe('a permission mode', () => {
  it('plan denies what would change anything', () => {
    const played = scene()
    played.play(create({ permissionMode: 'plan' }))
    played.play(worktreeReady)
    played.play(startTurn(10))
    const facts = played.play(
      signals(ready, { type: 'approval-asked', ask: ask('a1', { editsCheckout: true }) }),
    )
    expect(facts).toContain('approval.answered')
    expect(played.view!.approvals[0]?.answer?.decision).toBe('deny')
  })

  it('autoEdit allows edits in the checkout and asks for everything else', () => {
    const played = scene()
    played.play(create({ permissionMode: 'autoEdit' }))
    played.play(worktreeReady)
    played.play(startTurn(10))
    played.play(signals(ready, began()))
    played.play(signals({ type: 'approval-asked', ask: ask('a1', { editsCheckout: true }) }))
    played.play(signals({ type: 'approval-asked', ask: ask('a2') }))
    expect(played.view!.approvals.map((approval) => approval.state)).toEqual([
      'answered',
      'pending',
    ])
  })
})

describe('a rule', () => {
  const logs = { kind: 'command', tool: 'Bash', pattern: 'git log *', decision: 'allow' } as const
  const rule: StandingRule = { id: RuleId.parse(id(77)), ...logs }
  const log = (approvalId: string, command = 'git log') =>
    ask(approvalId, { title: command, detail: { kind: 'command', command } })
  const answers = (played: Scene) =>
    played.view!.approvals.map(({ state, answer }) => [state, answer?.by])
  const byRule = { kind: 'rule', name: 'Bash(git log *)', ruleId: rule.id }

  it('for the thread answers what else waits, and what comes', () => {
    const played = running()
    const asks = [log('a1'), log('a2', 'git log -3'), log('a3', 'git log; rm x')]
    played.play(signals(...asks.map((one): Signal => ({ type: 'approval-asked', ask: one }))))
    expect(played.play(answer('a1', { rule }))).toEqual([
      'rule.made',
      'approval.answered',
      'approval.answered',
    ])
    played.play(signals({ type: 'approval-asked', ask: log('a4') }))
    expect(answers(played)).toEqual([
      ['answered', expect.objectContaining({ kind: 'person' })],
      ['answered', byRule],
      ['pending', undefined],
      ['answered', byRule],
    ])
    played.play({ type: 'remove-rule', ruleId: rule.id })
    expect(played.play({ type: 'make-rule', rule })).toEqual(['rule.made'])
    expect(played.play({ type: 'make-rule', rule })).toEqual([])
    const no: StandingRule = { ...rule, id: RuleId.parse(id(78)), decision: 'deny' }
    expect(played.play({ type: 'make-rule', rule: no })).toEqual(['rule.removed', 'rule.made'])
    expect(played.play({ type: 'make-rule', rule })).toEqual(['rule.removed', 'rule.made'])
    played.play({ type: 'remove-rule', ruleId: rule.id })
    played.play(signals({ type: 'approval-asked', ask: log('a5') }))
    expect(played.view!.approvals.at(-1)?.state).toBe('pending')
    expect(() => played.play({ type: 'remove-rule', ruleId: rule.id })).toThrow('no such rule')
  })

  it('must be about what it is made from', () => {
    const played = running()
    played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
    expect(() => played.play(answer('a1', { rule }))).toThrow('does not match')
  })

  it('of the project answers before a person is asked, and what waits once it is there', () => {
    const standing = { ...nothingStanding, rules: [] as StandingRule[] }
    const played = scene(standing)
    for (const step of [create(), worktreeReady, startTurn(10), signals(ready, began())])
      played.play(step)
    played.play(signals({ type: 'approval-asked', ask: log('a1') }))
    expect(played.play({ type: 'apply-rules' })).toEqual([])
    standing.rules = [rule]
    expect(played.play({ type: 'apply-rules' })).toEqual(['approval.answered'])
    played.play(signals({ type: 'approval-asked', ask: log('a2') }))
    expect(answers(played)).toEqual([
      ['answered', byRule],
      ['answered', byRule],
    ])
  })

  it('allows nothing in plan mode', () => {
    const played = scene({ ...nothingStanding, rules: [rule] })
    played.play(create({ permissionMode: 'plan' }))
    for (const step of [worktreeReady, startTurn(10), signals(ready, began())]) played.play(step)
    played.play(signals({ type: 'approval-asked', ask: log('a1') }))
    expect(played.view!.approvals[0]?.answer).toMatchObject({
      decision: 'deny',
      by: {
        kind: 'rule',
        name: 'plan',
      },
    })
  })

  it('that denies goes before auto edit', () => {
    const played = scene({
      ...nothingStanding,
      rules: [{ ...rule, kind: 'edit', tool: 'Write', pattern: 'src/**', decision: 'deny' }],
    })
    played.play(create({ permissionMode: 'autoEdit' }))
    for (const step of [worktreeReady, startTurn(10), signals(ready, began())]) played.play(step)
    const nothing = { created: false, hunks: [], added: 0, removed: 0, omittedLines: 0 }
    const edit = (approvalId: string, path: string) =>
      ask(approvalId, {
        tool: 'Write',
        editsCheckout: true,
        detail: {
          kind: 'edit',
          path,
          ...nothing,
        },
      })
    const asks = [edit('a1', 'src/a.ts'), edit('a2', 'a.ts')]
    played.play(signals(...asks.map((one): Signal => ({ type: 'approval-asked', ask: one }))))
    expect(played.view!.approvals.map((one) => one.answer?.decision)).toEqual(['deny', 'allow'])
  })
})

describe('bypass', () => {
  const begin = (allowed: boolean, change: Partial<CreateThread> = {}) => {
    const played = scene({ ...nothingStanding, bypass: () => allowed })
    played.play(create(change))
    for (const step of [worktreeReady, startTurn(10), signals(ready, began())]) played.play(step)
    return played
  }
  const bypass: Command = { type: 'choose-permission-mode', permissionMode: 'bypass' }

  it('allows every permission, and asks questions and plans', () => {
    const played = begin(true)
    const question = ask('q1', {
      kind: 'question',
      detail: {
        kind: 'question',
        questions: [],
        answers: {},
      },
    })
    const plan = ask('p1', { kind: 'plan', detail: { kind: 'plan', plan: 'x' } })
    const asks = [ask('a1'), question, plan]
    played.play(signals(...asks.map((one): Signal => ({ type: 'approval-asked', ask: one }))))
    expect(played.play(bypass)).toEqual(['thread.permission-mode-chosen', 'approval.answered'])
    played.play(signals({ type: 'approval-asked', ask: ask('a2') }))
    const states = played.view!.approvals.map(({ state }) => state)
    expect(states).toEqual(['answered', 'pending', 'pending', 'answered'])
    expect(played.view!.approvals[3]?.answer?.by).toEqual({ kind: 'rule', name: 'bypass' })
  })

  it('is refused while it is switched off, and in the project’s own checkout', () => {
    expect(() => begin(false).play(bypass)).toThrow('settings')
    expect(() => begin(true, { mode: 'local', worktree: null }).play(bypass)).toThrow('checkout')
  })

  it('asks again once it is switched off', () => {
    const played = begin(false, { permissionMode: 'bypass' })
    played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
    expect(played.view!.approvals[0]?.state).toBe('pending')
  })
})

describe('a change of the mode', () => {
  it('answers what waits and need not wait any more', () => {
    const played = running()
    played.play(
      signals(
        { type: 'approval-asked', ask: ask('a1', { editsCheckout: true }) },
        { type: 'approval-asked', ask: ask('a2') },
      ),
    )
    played.play({ type: 'choose-permission-mode', permissionMode: 'autoEdit' })
    expect(played.view!.approvals.map(({ state }) => state)).toEqual(['answered', 'pending'])
    expect(played.view!.approvals[0]?.answer?.by).toEqual({ kind: 'rule', name: 'autoEdit' })
    played.play(answer('a2', { permissionMode: 'plan' }))
    expect(played.view!.permissionMode).toBe('plan')
  })
})

describe('a no that stops', () => {
  it('leaves what else waits to the end of the turn', () => {
    const played = running()
    played.play(
      signals(
        { type: 'approval-asked', ask: ask('a1') },
        { type: 'approval-asked', ask: ask('a2') },
      ),
    )
    played.play(answer('a1', { decision: 'deny', stop: true }))
    played.play(signals(ended('r1', { outcome: 'interrupted' })))
    expect(played.view!.approvals.map(({ state }) => state)).toEqual(['answered', 'expired'])
    expect(threadStatus(played.view!)).toBe('stopped')
  })
})

describe('a call that was asked for', () => {
  it('lasts from the answer to its end', () => {
    const played = running()
    const itemId = ItemId.parse('t1')
    played.play(signals({ type: 'item-started', item: command('t1', 'running') }))
    played.play(signals({ type: 'approval-asked', ask: ask('a1', { itemId }) }))
    played.play(answer('a1'))
    played.play(signals({ type: 'item-completed', item: command('t1', 'completed') }))
    // The scene's clock counts one second an event.
    expect(played.view!.items.at(-1)).toMatchObject({ durationMs: 1000 })
  })
})

describe('a stop', () => {
  it('holds what is queued, asks the run to end, and ends in stopped', () => {
    const played = running()
    played.play({ type: 'say', turnId: id(11), text: 'Later' })
    expect(played.play({ type: 'stop' })).toEqual(['turn.held', 'run.stop-requested'])
    played.play({
      type: 'run-ended',
      runId,
      open: [],
      end: { kind: 'exited', code: 0, signal: null, stderr: '' },
    })
    expect(threadStatus(played.view!)).toBe('stopped')
    expect(() => played.play({ type: 'stop' })).toThrow('stopped')
  })

  it('is over when the process is, not when the agent has said its last word', () => {
    const played = running()
    played.play({ type: 'stop' })
    played.play(signals(ended('r1', { outcome: 'interrupted' })))
    expect(threadStatus(played.view!)).toBe('running')
    const end = { kind: 'exited' as const, code: 1, signal: null, stderr: '' }
    played.play({ type: 'run-ended', runId, open: [], end })
    expect(threadStatus(played.view!)).toBe('stopped')
  })

  it('lets the next message take the conversation up again', () => {
    const played = running()
    played.play({ type: 'stop' })
    played.play({
      type: 'run-ended',
      runId,
      open: [],
      end: { kind: 'exited', code: 0, signal: null, stderr: '' },
    })
    played.play({ type: 'say', turnId: id(12), text: 'Go on' })
    played.play({ ...startTurn(12), runId: id(901) } as Command)
    expect(played.log.at(-1)).toMatchObject({
      type: 'run.requested',
      data: { resumes: true, sessionId: 'session' },
    })
  })
})

describe('an agent that is being ended', () => {
  it('begins no turn of its own about the work in the background that ended with it', () => {
    const played = running()
    played.play(signals(ended('r1')))
    played.play({ type: 'stop' })
    const began = { type: 'turn-began' as const, uuid: id(50), sessionId: 's', agentVersion: '2' }
    expect(played.play(signals(began))).not.toContain('turn.started')
    played.play(signals(ended('r2', { ofItself: true, outcome: 'interrupted' })))
    played.play({
      type: 'run-ended',
      runId,
      open: [],
      end: { kind: 'exited', code: 0, signal: null, stderr: '' },
    })
    expect(threadStatus(played.view!)).toBe('completed')
  })
})

describe('archiving', () => {
  it('ends the agent that rests, so that a message after the restoring begins another run', () => {
    const played = running()
    played.play(signals(ended('r1')))
    expect(played.play({ type: 'archive' })).toEqual(['thread.archived', 'run.stop-requested'])
    played.play({ type: 'restore' })
    expect(played.view?.run?.stopping).toBe(true)
  })
})

describe('the end of a run', () => {
  it('leaves nothing open', () => {
    const played = running()
    played.play(signals({ type: 'item-started', item: command('t1', 'running') }))
    played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
    played.play({
      type: 'run-ended',
      runId,
      open: [{ id: 'm1:0', kind: 'agent-message', parentId: null, text: 'Half a' }],
      end: { kind: 'exited', code: null, signal: 'SIGKILL', stderr: 'oops' },
    })
    expect(threadStatus(played.view!)).toBe('failed')
    expect(played.view!.turns[0]?.problem?.detail).toContain('SIGKILL')
    expect(played.view!.approvals[0]?.state).toBe('expired')
    expect(played.view!.items.map((item) => ('state' in item ? item.state : item.kind))).toEqual([
      'user-message',
      'interrupted',
      'agent-message',
    ])
    expect(() => played.play(answer('a1'))).toThrow('ended before')
  })

  it('is an interruption when the process is lost, and can be resumed with what may have run', () => {
    const played = running()
    played.play(signals({ type: 'item-started', item: command('t1', 'running') }))
    played.play({ type: 'run-ended', runId, open: [], end: { kind: 'lost' } })
    expect(threadStatus(played.view!)).toBe('interrupted')
    played.play({ type: 'resume', turnId: id(13) })
    const words = wordsOf(played.view!, played.view!.turns.at(-1)!)
    expect(words).toContain('- npm test\n\nContinue from where you left off.')
    expect(threadStatus(played.view!)).toBe('pending')
  })
})

describe('a worktree that failed', () => {
  it('fails the thread, keeps its message and is asked for again by resume', () => {
    const played = scene()
    played.play(create())
    const problem = { code: 'worktree_failed', detail: 'disk full' }
    played.play({ type: 'worktree-outcome', outcome: { kind: 'failed', problem } })
    expect(threadStatus(played.view!)).toBe('failed')
    expect(played.play({ type: 'resume', turnId: id(14) })).toEqual(['worktree.requested'])
    expect(threadStatus(played.view!)).toBe('pending')
  })
})

describe('a turn of the agent’s own', () => {
  it('begins when no other runs, and never ends a person’s turn', () => {
    const played = running()
    played.play(signals(ended('r1')))
    expect(played.play(signals(began(501)))).toEqual(['turn.started'])
    played.play(signals(ended('r2', { ofItself: true })))
    expect(threadStatus(played.view!)).toBe('completed')
    played.play({ type: 'say', turnId: id(15), text: 'Next' })
    played.play(startTurn(15))
    expect(played.play(signals(ended('r3', { ofItself: true })))).toEqual([])
    expect(threadStatus(played.view!)).toBe('running')
  })
})
