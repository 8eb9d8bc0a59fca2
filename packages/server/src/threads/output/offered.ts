// What an agent says that it understands, without what its project does without: its program tells of that too.
import type { Signal, SlashCommand, ThreadId, ThreadView } from '@a-parallel/shared'
import type { OffSkill, SkillChoices } from '../../skills/index.ts'

export interface OfferedPorts {
  skills: SkillChoices
  view: (threadId: ThreadId) => ThreadView | null
}

export function offered(
  { skills, view }: OfferedPorts,
  threadId: ThreadId,
  signal: Signal,
): Signal {
  if (signal.type !== 'ready' && signal.type !== 'commands-changed') return signal
  const thread = view(threadId)
  if (!thread) return signal
  return {
    ...signal,
    commands: without(signal.commands, skills.off(thread.owner, thread.projectId)),
  }
}

export function without(
  commands: readonly SlashCommand[],
  off: readonly OffSkill[],
): SlashCommand[] {
  const names = new Set(off.flatMap(({ folder, name }) => [folder, name]))
  return commands.filter(({ name }) => !names.has(name))
}
