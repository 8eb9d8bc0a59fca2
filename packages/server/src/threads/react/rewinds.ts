// Carries out a rewind that the log asks for. Done again after a crash it goes on where it was.
import { hasRun, pendingRewind, Problem } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import type { RewindOutcome } from '../command.ts'
import { checkoutOf, problemOf } from './checkpoints.ts'
import type { EffectPorts } from './effects.ts'

export async function carryOutRewind(ports: EffectPorts, threadId: ThreadId): Promise<void> {
  const view = ports.view(threadId)
  const rewind = view && pendingRewind(view)
  if (!rewind || hasRun(view)) return
  const setBack = async (): Promise<RewindOutcome> => {
    if (rewind.to === null) return { kind: 'done', safety: null, changed: 0, left: [] }
    const checkout = checkoutOf(view)
    if (!checkout) throw new Problem('worktree_missing')
    const ask = { ...checkout, name: `rewind-${rewind.id}`, to: rewind.to }
    return { kind: 'done', ...(await ports.runner.checkpoints.restore(ask)) }
  }
  const outcome = await setBack().catch((cause: unknown): RewindOutcome => {
    ports.log.warn({ err: cause, threadId }, 'a thread could not be rewound')
    return { kind: 'failed', problem: problemOf(cause) }
  })
  const command = { type: 'rewind-outcome' as const, rewindId: rewind.id, outcome }
  ports.lane.perform(threadId, command, { kind: 'system' })
}
