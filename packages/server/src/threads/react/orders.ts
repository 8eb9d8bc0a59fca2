// What a fact has to be told to the agent. Pure.
import { findItem } from '@a-parallel/contract/model'
import type { ThreadEvent, ThreadView } from '@a-parallel/shared'
import { sayOf, type Told } from './say.ts'
import { wordsOf } from './words.ts'

export function ordersOf(view: ThreadView, fact: ThreadEvent): Told[] {
  switch (fact.type) {
    case 'turn.started': {
      const turn = view.turns.find((known) => known.id === fact.data.turnId)
      // A run that is being started says it behind its handshake; a turn of the agent's own needs no words.
      if (!turn || turn.origin === 'agent' || view.run?.state !== 'live') return []
      // It was handed over before, and the agent has begun it.
      if (fact.actor.kind === 'agent') return []
      return [sayOf(turn, wordsOf(view, turn))]
    }
    case 'run.started': {
      const [first] = view.turns
      return view.titleWanted && first ? [{ type: 'make-title', text: first.text }] : []
    }
    case 'turn.completed':
      return isUnmeasured(view) ? [{ type: 'measure-context', turnId: fact.data.turnId }] : []
    case 'turn.handed': {
      const turn = view.turns.find((known) => known.id === fact.data.turnId)
      return turn ? [sayOf(turn)] : []
    }
    case 'turn.held': {
      const turn = view.turns.find((known) => known.id === fact.data.turnId)
      return turn?.handed ? [{ type: 'take-back', turnId: turn.id }] : []
    }
    case 'turn.interrupt-requested':
      return [{ type: 'interrupt' }]
    case 'approval.answered': {
      const { approvalId, decision, message, answers, stop = false } = fact.data
      const ask = view.approvals.find((known) => known.id === approvalId)
      if (!ask) return []
      const permissionMode =
        ask.kind === 'plan' && decision === 'allow' ? view.permissionMode : null
      return [{ type: 'answer', ask, decision, message, answers, permissionMode, stop }]
    }
    case 'item.stop-requested': {
      const item = findItem(view, fact.data.itemId)
      const handle = item?.kind === 'tool-call' ? item.handle : undefined
      return handle === undefined ? [] : [{ type: 'stop-call', handle }]
    }
    case 'budget.reached':
      return fact.data.turnId === null ? [] : [{ type: 'interrupt' }]
    case 'thread.model-chosen':
      return [{ type: 'choose-model', model: fact.data.model }]
    case 'thread.effort-chosen':
      return [{ type: 'choose-effort', effort: fact.data.effort }]
    case 'thread.permission-mode-chosen':
      return [{ type: 'choose-permission-mode', permissionMode: fact.data.permissionMode }]
    default:
      return []
  }
}

/** Nothing was measured yet, or since the conversation was summed up, or the model has another window by now. */
function isUnmeasured({ run, context }: ThreadView): boolean {
  if (run?.state !== 'live' || run.stopping) return false
  return context === null || context.measured?.window !== context.window
}
