// What an agent understands behind a slash, as a fact where it is news to the thread.
import type { Fact, SlashCommand, ThreadView } from '@a-parallel/shared'

export function recordCommands(view: ThreadView, commands: SlashCommand[]): Fact[] {
  const { run } = view
  if (!run || JSON.stringify(commands) === JSON.stringify(view.commands)) return []
  return [{ type: 'run.commands-told', data: { runId: run.id, commands } }]
}
