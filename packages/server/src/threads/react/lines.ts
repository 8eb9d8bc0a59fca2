// Has the lines read that commands changed in a turn: behind the turn, for search alone. Nothing waits for them, and one
// whose lines cannot be read is tried again by the next server.
import { linesDue } from '@a-parallel/contract/model'
import type { Actor, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import { editedIn } from '../decide/turns/checkpoint.ts'
import type { Lane } from '../lane.ts'

export interface LinesPorts {
  runner: { checkpoints: Pick<Runner['checkpoints'], 'lines'> }
  lane: Pick<Lane, 'perform'>
  view: (threadId: ThreadId) => ThreadView | null
  log: Log
}

export interface Lines {
  /** Begins what its state asks for; ends what is under way of a thread that is no more. Idempotent. */
  changed(view: ThreadView): void
  stop(): void
}

const system: Actor = { kind: 'system' }

export function openLines(ports: LinesPorts): Lines {
  const underWay = new Map<ThreadId, AbortController>()
  const failed = new Set<string>()
  let stopped = false
  const changed = (view: ThreadView) => {
    const { id, deleted } = view
    if (deleted) return underWay.get(id)?.abort()
    if (stopped || underWay.has(id)) return
    const due = linesDue(view).find(({ turnId }) => !failed.has(`${id} ${turnId}`))
    if (!due) return
    const ending = new AbortController()
    underWay.set(id, ending)
    const over = () => void underWay.delete(id)
    read(ports, view, due, { signal: ending.signal, over }).catch((cause: unknown) => {
      if (ending.signal.aborted) return
      failed.add(`${id} ${due.turnId}`)
      ports.log.warn({ err: cause, threadId: id }, 'the lines that a turn changed were not read')
    })
  }
  return {
    changed,
    stop() {
      stopped = true
      for (const ending of underWay.values()) ending.abort()
    },
  }
}

async function read(
  { runner, lane }: LinesPorts,
  view: ThreadView,
  { turnId, from, to }: ReturnType<typeof linesDue>[number],
  { signal, over }: { signal: AbortSignal; over: () => void },
): Promise<void> {
  const { id, projectPath: repository } = view
  const but = [...editedIn(view, turnId)]
  // What is written down asks for the next: by then this one is over.
  const found = await runner.checkpoints.lines({ repository, from, to, but, signal }).finally(over)
  if (!signal.aborted) lane.perform(id, { type: 'lines-read', turnId, ...found }, system)
}
