// The agent puts itself into plan mode: from then on everything is judged by it, also what waits already.
import type { Fact, Item, ThreadView } from '@a-parallel/shared'
import { settled } from './ask.ts'
import type { Standing } from './policy.ts'

/** @param call the call by which it did so. Once the log knows how that ended, this was read before. */
export function planEntered(view: ThreadView, call: Item | undefined, standing: Standing): Fact[] {
  if (call?.kind === 'tool-call' && call.state !== 'running') return []
  if (view.permissionMode === 'plan') return []
  const permissionMode = 'plan' as const
  const chosen: Fact = { type: 'thread.permission-mode-chosen', data: { permissionMode } }
  return [chosen, ...settled({ ...view, permissionMode }, standing)]
}
