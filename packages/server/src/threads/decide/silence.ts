// An agent at work of which nothing is heard, and one that is heard again.
import { hasRun, threadStatus } from '@a-parallel/contract/model'
import type { Fact, Instant, ThreadView } from '@a-parallel/shared'
import type { Command } from '../command.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

export function decideSilence(
  view: ThreadView,
  command: Of<'stalled' | 'revived'>,
  now: Instant,
): Fact[] {
  return command.type === 'stalled' ? silence(view, command, now) : revived(view, command)
}

function silence(view: ThreadView, { runId, silentMs }: Of<'stalled'>, now: Instant): Fact[] {
  const known = view.run?.id !== runId || view.run.stalledAt !== null
  if (known || !hasRun(view) || threadStatus(view) !== 'running') return []
  const since = new Date(Date.parse(now) - silentMs).toISOString()
  return [{ type: 'run.stalled', data: { runId, since } }]
}

function revived(view: ThreadView, { runId }: Of<'revived'>): Fact[] {
  if (view.run?.id !== runId || view.run.stalledAt === null || !hasRun(view)) return []
  return [{ type: 'run.revived', data: { runId } }]
}
