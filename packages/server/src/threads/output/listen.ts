// Takes what runs report: pieces of text go on at once, the rest becomes facts with the place in the journal.
import { activeTurn } from '@a-parallel/contract/model'
import type { Actor, Delta, Signal, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Bus } from '../../bus/port.ts'
import type { RunListener } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import type { SkillChoices } from '../../skills/index.ts'
import { offered } from './offered.ts'
import type { OpenTexts } from './open-texts.ts'
import type { PrintedTexts } from './printed-texts.ts'

export interface ListenPorts {
  bus: Bus
  texts: OpenTexts
  printed: PrintedTexts
  lane: Lane
  /** Whatever an agent says, it is at work. */
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
  view: (threadId: ThreadId) => ThreadView | null
  skills: SkillChoices
}

const agent: Actor = { kind: 'agent' }

export function openListener(ports: ListenPorts): RunListener {
  const { bus, texts, printed, lane, view, heard } = ports
  return {
    signals(runId, threadId, signals, checkpoint) {
      heard(threadId, signals)
      const rest: Signal[] = []
      let deltas: Delta[] = []
      const settle = () => {
        if (deltas.length > 0) bus.publish({ type: 'deltas', threadId, deltas })
        deltas = []
      }
      const turnId = activeTurnOf(view, threadId)
      for (const signal of signals) {
        if (signal.type === 'delta') {
          collect(texts, threadId, deltas, toDelta(signal, turnId))
          continue
        }
        if (signal.type === 'abandoned') {
          settle()
          texts.close(threadId, signal.itemId)
          bus.publish({ type: 'abandoned', threadId, itemId: signal.itemId })
          continue
        }
        if (signal.type === 'item-completed') {
          texts.close(threadId, signal.item.id)
          printed.close(threadId, signal.item.id)
        }
        rest.push(offered(ports, threadId, signal))
      }
      settle()
      if (rest.length === 0) return
      lane.perform(threadId, { type: 'signals', runId, signals: rest }, agent, {
        runId,
        ...checkpoint,
      })
    },
    printed(_, threadId, news) {
      printed.keep(threadId, news)
      bus.publish({ type: 'printed', threadId, printed: news })
    },
    ended(runId, threadId, end, used) {
      // Kept until it is written: a full disk or a busy database makes the runner report the end again.
      const command = { type: 'run-ended' as const, runId, end, open: texts.of(threadId), used }
      lane.perform(threadId, command, agent)
      texts.clear(threadId)
      printed.clear(threadId)
    },
  }
}

function activeTurnOf(view: ListenPorts['view'], threadId: ThreadId) {
  const current = view(threadId)
  return current ? (activeTurn(current)?.id ?? null) : null
}

function toDelta(signal: Extract<Signal, { type: 'delta' }>, turnId: Delta['turnId']): Delta {
  const { itemId, kind, parentId, offset, text } = signal
  return { itemId, kind, turnId, parentId, offset, text }
}

/** Neighbouring pieces of one item travel as one. */
function collect(texts: OpenTexts, threadId: ThreadId, deltas: Delta[], delta: Delta): void {
  if (!texts.add(threadId, delta)) return
  const last = deltas.at(-1)
  if (last && last.itemId === delta.itemId && last.offset + last.text.length === delta.offset)
    last.text += delta.text
  else deltas.push(delta)
}
