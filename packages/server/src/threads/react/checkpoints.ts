// Keeps a thread's files as they are around its turns. A failure is a fact too: the next turn does not wait for ever.
import { checkoutPath, checkpointDue, Problem } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import type { CheckoutAsk } from '../../runner/port.ts'
import type { CheckpointOutcome } from '../command.ts'
import type { EffectPorts } from './effects.ts'

/** Where a thread's files lie; null while there are none. */
export function checkoutOf(view: ThreadView): CheckoutAsk | null {
  const path = checkoutPath(view)
  if (path === null) return null
  const ownsCheckout = view.mode === 'worktree'
  return { repository: view.projectPath, path, threadId: view.id, ownsCheckout }
}

export async function keepFiles(ports: EffectPorts, threadId: ThreadId): Promise<void> {
  let before: ThreadView | null = null
  for (;;) {
    const view = ports.view(threadId)
    const due = view && checkpointDue(view)
    const checkout = view && checkoutOf(view)
    // What could not be written down is tried again by the next sweep.
    if (!due || !checkout || view.seq === before?.seq) return
    before = view
    const outcome = await capture(ports, { ...checkout, name: `${due.turnId}/${due.place}` })
    ports.lane.perform(threadId, { type: 'checkpoint', ...due, outcome }, { kind: 'system' })
  }
}

async function capture(
  { runner, log }: EffectPorts,
  ask: CheckoutAsk & { name: string },
): Promise<CheckpointOutcome> {
  try {
    return { kind: 'captured', ...(await runner.checkpoints.capture(ask)) }
  } catch (cause) {
    log.warn({ err: cause, threadId: ask.threadId }, 'files could not be kept')
    return { kind: 'failed', problem: problemOf(cause) }
  }
}

export function problemOf(cause: unknown) {
  if (cause instanceof Problem) return cause.toValue()
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new Problem('git_failed', detail).toValue()
}
