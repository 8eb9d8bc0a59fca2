// A server may die between any two of its steps: behind an append and before anybody heard of it, before the agent got
// its order, behind the agent's word and before it was written. Whatever people and agents did, the next server arrives
// at a thread in which nothing is lost, doubled or left open.
import {
  foldAll,
  hasRun,
  heldTurns,
  pendingApprovals,
  Problem,
  snapshotOf,
} from '@a-parallel/contract/model'
import { ThreadSnapshot } from '@a-parallel/contract/nouns'
import type { ThreadEvent, ThreadView, TurnId } from '@a-parallel/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { id } from './scene.ts'
import { Died } from './stage/gate.ts'
import { kill } from './stage/machine.ts'
import { openStage, person, settle, type Server } from './stage/server.ts'

const kinds = [
  'say',
  'say',
  'answer',
  'answer',
  'answer',
  'stop',
  'resume',
  'mode',
  'rename',
  'model',
  'act',
  'act',
  'act',
  'act',
  'act',
  'act',
  'kill-agent',
  'die-soon',
  'die-soon',
  'die-now',
  'snapshot',
  'sweep',
] as const

interface Step {
  kind: (typeof kinds)[number]
  pick: number
}

const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(1000) }), {
  minLength: 5,
  maxLength: 60,
  size: 'max',
})

const threadId = id(1)

/** A thread's history with servers that come and go. */
function history() {
  const stage = openStage()
  const { log, machine } = stage
  /** What a person was told is done. */
  const acked = { said: new Set<TurnId>(), answered: new Map<string, string>() }
  let server = stage.start()
  let messages = 0
  const view = () => foldAll(null, log.all(threadId))
  const agents = () => [...machine.agents.values()].filter(({ end }) => end === null)
  const attempt = async (wish: (threads: Server['threads']) => unknown): Promise<boolean> => {
    try {
      await wish(server.threads)
      return !server.gate.dead
    } catch (cause) {
      // A refusal is an answer; whoever died gave none.
      expect(cause instanceof Problem || cause instanceof Died).toBe(true)
      return false
    }
  }
  /**
   * Everything that happens by itself happens; a server that died is followed by the next, which may die, too.
   * `hurried`: the next wish comes while it still takes up what was left.
   */
  const goOn = async (dieAfter = Infinity, hurried = false) => {
    server.pump()
    await settle()
    for (let next = dieAfter; server.gate.dead; next = Infinity) {
      server.threads.close()
      server = stage.start()
      server.gate.dieAfter(next)
      void server.threads.recover()
      if (hurried) return
      await settle()
    }
    server.pump()
    await settle()
  }
  const create = (threads: Server['threads']) =>
    threads.create(person, { id: threadId, projectId: id(2), prompt: 'Begin' })
  const answer = async (pick: number) => {
    const open = pendingApprovals(view()!)
    const one = open[pick % Math.max(1, open.length)]
    if (!one) return
    const decision = pick % 2 === 0 ? 'allow' : 'deny'
    const done = await attempt((threads) => threads.answer(person, threadId, one.id, { decision }))
    if (done) acked.answered.set(one.id, decision)
  }
  const say = async () => {
    const turnId = id(50_000 + (messages += 1))
    const body = { id: turnId, text: `Message ${messages}` }
    if (await attempt((threads) => threads.say(person, threadId, body))) acked.said.add(turnId)
  }
  const step = async ({ kind, pick }: Step) => {
    const alive = agents()
    switch (kind) {
      case 'say':
        return say()
      case 'answer':
        return answer(pick)
      case 'stop':
        return void attempt((threads) => threads.stop(person, threadId))
      case 'resume':
        return void (await attempt((threads) => threads.resume(person, threadId)))
      case 'mode': {
        const permissionMode = (['plan', 'confirmEdit', 'autoEdit'] as const)[pick % 3]!
        return void (await attempt((one) => one.change(person, threadId, { permissionMode })))
      }
      case 'rename':
        return void (await attempt((one) => one.change(person, threadId, { title: `T${pick}` })))
      case 'model':
        return void (await attempt((one) => one.change(person, threadId, { model: `m${pick}` })))
      case 'act':
        return alive[0]?.act(pick)
      case 'kill-agent':
        if (alive[0] && pick % 3 === 0) kill(alive[0])
        return
      case 'die-soon':
        return server.gate.dieAfter(pick % 12)
      case 'die-now':
        return server.gate.die()
      case 'snapshot':
        return void log.keepSnapshot(view()!)
      case 'sweep':
        return void (await attempt((threads) => threads.sweep()))
      default:
        return kind satisfies never
    }
  }
  return { stage, view, agents, attempt, goOn, create, answer, step, acked, server: () => server }
}

type History = ReturnType<typeof history>

const again = { delivery: 'queue' } as const

/** Nobody dies any more: people answer, agents finish, until all rests. */
async function bringToRest(played: History): Promise<void> {
  played.server().gate.dieAfter(Infinity)
  await played.goOn()
  await played.attempt(played.create)
  for (let round = 0; round < 200; round += 1) {
    await played.goOn()
    await played.answer(0)
    for (const agent of played.agents()) agent.finish()
    for (const { id: turnId } of heldTurns(played.view()!))
      await played.attempt((one) => one.changeMessage(person, threadId, turnId, again))
    await played.goOn()
    const { turns } = played.view()!
    const open = turns.some(({ endedAt }) => endedAt === null)
    if (!open && pendingApprovals(played.view()!).length === 0) return
  }
  throw new Error(`it does not come to rest: ${JSON.stringify(played.view(), null, 1)}`)
}

function counted(keys: string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index)
}

/** What must be there once, if at all. */
function keysOf({ type, data }: ThreadEvent): string[] {
  switch (type) {
    case 'turn.queued':
    case 'turn.started':
      return [`${type} ${data.turnId}`]
    case 'turn.completed':
    case 'turn.failed':
    case 'turn.interrupted':
      return [`ended ${data.turnId}`, ...(data.resultId === null ? [] : [`by ${data.resultId}`])]
    case 'approval.requested':
      return [`requested ${data.ask.id}`]
    case 'approval.answered':
    case 'approval.expired':
      return [`settled ${data.approvalId}`]
    case 'run.requested':
    case 'run.started':
      return [`${type} ${data.runId}`]
    case 'run.exited':
    case 'run.lost':
      return [`over ${data.runId}`]
    case 'item.started':
      return [`item.started ${data.item.id}`]
    case 'item.completed':
      return [`item ${JSON.stringify(data.item)}`]
    case 'thread.created':
    case 'worktree.requested':
    case 'worktree.ready':
      return [type]
    default:
      return []
  }
}

function expectTrue({ stage, acked, view: read }: History, cut: number): void {
  const { log, machine } = stage
  const events = log.all(threadId)
  const view = read() as ThreadView // It was created.
  // I1: no wish that was acknowledged is lost.
  const turns = new Map(view.turns.map((turn) => [turn.id, turn]))
  for (const turnId of acked.said) expect(turns.get(turnId)?.endedAt).toBeTruthy()
  for (const [approvalId, decision] of acked.answered) {
    const approval = view.approvals.find((one) => one.id === approvalId)
    expect([approval?.state, approval?.answer?.decision]).toEqual(['answered', decision])
  }
  // I2: one order without gap or double, and all that the agents said.
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(counted(events.flatMap(keysOf))).toEqual([])
  const items = new Map<string, string>(
    view.items.map((item) => [item.id, item.kind === 'tool-call' ? item.state : '']),
  )
  const results = new Set(view.turns.map(({ resultId }) => resultId))
  for (const { journal } of machine.agents.values()) {
    for (const signal of journal) {
      if (signal.type === 'item-completed')
        expect(items.get(signal.item.id)).toBe(signal.item.kind === 'tool-call' ? 'completed' : '')
      if (signal.type === 'turn-ended') expect(results).toContain(signal.resultId)
    }
  }
  // I3: whoever lives is known to live, and the other way round.
  const living = [...machine.agents.values()].filter(({ end }) => end === null)
  expect(living.map(({ runId }) => runId)).toEqual(hasRun(view) ? [view.run?.id] : [])
  expect(
    view.items.filter((item) => item.kind === 'tool-call' && item.state === 'running'),
  ).toEqual([])
  expect(living.map(({ model }) => model)).toEqual(living.map(() => view.model))
  // I5: the same thread from anywhere.
  const at = cut % (events.length + 1)
  expect(foldAll(foldAll(null, events.slice(0, at)), events.slice(at))).toEqual(view)
  ThreadSnapshot.parse(snapshotOf(view, []))
  // I6: nothing happens twice.
  const { heard, answered } = machine.memory
  expect([counted(heard), counted(answered), machine.wrong]).toEqual([[], [], []])
  const completed = view.turns.filter(
    ({ state, origin }) => state === 'completed' && origin !== 'agent',
  )
  for (const turn of completed) expect(heard).toContain(turn.id)
}

it('nothing is lost, doubled or left open, whenever a server dies', async () => {
  const property = fc.asyncProperty(steps, fc.nat(), async (list, cut) => {
    const played = history()
    try {
      await played.attempt(played.create)
      await played.goOn()
      if (!played.view()) await played.attempt(played.create)
      for (const step of list) {
        await played.step(step)
        await played.goOn(step.kind === 'die-now' ? step.pick % 20 : Infinity, step.pick % 2 === 1)
      }
      await bringToRest(played)
      expectTrue(played, cut)
      // Whoever reads it from the log finds what the last server held.
      expect(played.server().threads.read(person, threadId)).toMatchObject({
        seq: played.view()!.seq,
        turns: played.view()!.turns,
      })
    } finally {
      played.server().threads.close()
    }
  })
  await fc.assert(property, { numRuns: 100 })
}, 60_000)
