// Keeps a thread's files as they are around its turns. A failure is a fact too: the next turn does not wait for ever.
import { checkoutPath, checkpointBefore, checkpointDue, Problem } from '@a-parallel/contract/model'
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
    const earlier = due.place === 'after' ? checkpointBefore(view, due.turnId)?.commit : null
    const name = `${due.turnId}/${due.place}`
    const outcome = await capture(ports, { ...checkout, name }, earlier ?? null)
    ports.lane.perform(threadId, { type: 'checkpoint', ...due, outcome }, { kind: 'system' })
  }
}

/** @param earlier the checkpoint that tells what changed. */
async function capture(
  ports: EffectPorts,
  ask: CheckoutAsk & { name: string },
  earlier: string | null,
): Promise<CheckpointOutcome> {
  const { runner, log } = ports
  try {
    const kept = await runner.checkpoints.capture(ask)
    return { kind: 'captured', ...kept, changed: await changedSince(ports, ask, earlier, kept) }
  } catch (cause) {
    log.warn({ err: cause, threadId: ask.threadId }, 'files could not be kept')
    return { kind: 'failed', problem: problemOf(cause) }
  }
}

/** Only search asks for it: files that are kept do not fail for it. */
async function changedSince(
  { runner, log }: EffectPorts,
  { repository, threadId }: CheckoutAsk,
  from: string | null,
  { commit: to }: { commit: string },
): Promise<string[]> {
  if (from === null) return []
  try {
    return await runner.checkpoints.changed({ repository, from, to })
  } catch (cause) {
    log.warn({ err: cause, threadId }, 'what a turn changed cannot be told')
    return []
  }
}

export function problemOf(cause: unknown) {
  if (cause instanceof Problem) return cause.toValue()
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new Problem('git_failed', detail).toValue()
}
