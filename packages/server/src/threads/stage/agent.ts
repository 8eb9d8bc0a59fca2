// A played agent: takes orders, keeps a journal, and does something when it is told to. What its program remembers of
// conversations outlives it.
import type { Ask, ItemId, Order, RunId, Signal, ThreadId, TurnId } from '@a-parallel/shared'
import type { RunEnd } from '../../runner/port.ts'
import { ask, command, ended, id, message, ready } from '../scene.ts'

export interface Agent {
  readonly runId: RunId
  readonly threadId: ThreadId
  readonly sessionId: string
  readonly journal: readonly Signal[]
  /** Null while it lives. */
  end: RunEnd | null
  readonly asks: ReadonlyMap<string, Ask>
  /** The model that it was told to use last. */
  model: string
  take(order: Order): void
  /** Does one of the things that it could do now; `pick` chooses. */
  act(pick: number): void
  /** Comes to rest in as few steps as it can. */
  finish(): void
}

/** What agents' programs remember, and what they heard: messages by conversation, and every answer. */
export interface Memory {
  conversations: Map<string, Set<TurnId>>
  heard: TurnId[]
  answered: string[]
  /** Counts whatever needs a name of its own. */
  next: number
}

export interface Birth {
  runId: RunId
  threadId: ThreadId
  sessionId: string
  model: string
}

export function playedAgent({ runId, threadId, sessionId, model }: Birth, memory: Memory): Agent {
  const journal: Signal[] = []
  const asks = new Map<string, Ask>()
  const queue: TurnId[] = []
  const work = playedTurn({ sessionId, memory, asks, tell: (signal) => void journal.push(signal) })
  const known = () => memory.conversations.get(sessionId) ?? new Set<TurnId>()
  const begin = () => {
    const turnId = queue.shift()
    if (!turnId) return
    memory.conversations.set(sessionId, known().add(turnId))
    memory.heard.push(turnId)
    work.begin()
  }
  return {
    runId,
    threadId,
    sessionId,
    journal,
    end: null,
    asks,
    model,
    take(order) {
      if (order.type === 'choose-model') this.model = order.model
      // `ready` is that signal.
      if (order.type === 'greet') journal.push({ ...ready, pending: [...asks.values()] } as Signal)
      if (order.type === 'say' && !known().has(order.turnId) && !queue.includes(order.turnId))
        queue.push(order.turnId)
      if (order.type === 'answer' && asks.delete(order.ask.id)) memory.answered.push(order.ask.id)
      if (order.type === 'interrupt' && work.goesOn()) work.end('interrupted')
    },
    act(pick) {
      // It waits for its answers before it goes on.
      if (asks.size > 0) return
      if (work.goesOn()) work.things[pick % work.things.length]?.()
      else begin()
    },
    finish() {
      if (asks.size > 0) return
      if (work.goesOn()) work.end('completed')
      else begin()
    },
  }
}

interface TurnAsk {
  sessionId: string
  memory: Memory
  asks: Map<string, Ask>
  tell: (signal: Signal) => void
}

/** What an agent does in a turn. */
function playedTurn({ sessionId, memory, asks, tell }: TurnAsk) {
  const calls: ItemId[] = []
  let goesOn = false
  const name = (prefix: string) => `${prefix}${(memory.next += 1)}`
  const end = (outcome: 'completed' | 'failed' | 'interrupted') => {
    for (const call of calls.splice(0))
      tell({ type: 'item-completed', item: command(call, 'completed') })
    for (const approvalId of asks.keys())
      tell({ type: 'approval-withdrawn', approvalId: ask(approvalId).id })
    asks.clear()
    tell(ended(name('result'), { outcome }))
    goesOn = false
  }
  const call = () => {
    const item = command(name('call'), 'running')
    calls.push(item.id)
    tell({ type: 'item-started', item })
  }
  const finishCall = () => {
    const first = calls.shift()
    if (first) tell({ type: 'item-completed', item: command(first, 'completed') })
  }
  const say = () => {
    const item = message(name('message'), 'Whole')
    const { id: itemId, parentId } = item
    tell({ type: 'delta', itemId, parentId, kind: 'agent-message', offset: 0, text: 'Who' })
    tell({ type: 'item-completed', item })
  }
  const request = () => {
    const asked = ask(name('ask'))
    asks.set(asked.id, asked)
    tell({ type: 'approval-asked', ask: asked })
  }
  return {
    goesOn: () => goesOn,
    begin() {
      goesOn = true
      const uuid = id(900_000 + (memory.next += 1))
      tell({ type: 'turn-began', uuid, sessionId, agentVersion: '2' })
    },
    end,
    things: [call, finishCall, say, request, () => end('completed'), () => end('failed')],
  }
}
