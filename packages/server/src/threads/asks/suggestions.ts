// What is suggested while a person writes to an agent: only what is theirs to see.
import { checkoutPath, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  Project,
  ProjectId,
  SlashCommand,
  ThreadId,
  ThreadMode,
  ThreadView,
} from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { SkillChoices } from '../../skills/index.ts'
import { without } from '../output/offered.ts'
import type { Views } from '../views.ts'

export interface SuggestPorts {
  log: ThreadLog
  views: Views
  runner: Runner
  skills: SkillChoices
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

/** More than these is not looked through for one whose agent has said what it understands. */
const latestThreads = 5
const mostFiles = 50

export function threadSuggestions({ log, views, runner, skills, project }: SuggestPorts) {
  const find = (path: string, query: string) => runner.files.find({ path, query, limit: mostFiles })
  return {
    /** What the latest agent of the project said, of those that work like this where there are some; empty before any did. */
    slashCommands(
      actor: Actor,
      id: ProjectId,
      mode?: ThreadMode,
    ): { commands: SlashCommand[]; toldIn: ThreadMode } {
      const { owner } = project(actor, id)
      let told: ThreadView | undefined
      for (const thread of log.list({ owner, projectId: id, limit: latestThreads })) {
        const view = views.get(thread.id)
        if (!view || view.commands.length === 0) continue
        const isAlike = mode === undefined || view.mode === mode
        if (isAlike || !told) told = view
        if (isAlike) break
      }
      const commands = told ? without(told.commands, skills.off(owner, id)) : []
      return { commands, toldIn: told?.mode ?? 'local' }
    },
    async projectFiles(actor: Actor, id: ProjectId, query: string): Promise<string[]> {
      const { path, available } = project(actor, id)
      if (!available) throw new Problem('project_unavailable', `There is no repository at ${path}.`)
      return find(path, query)
    },
    /** Before its worktree is there: those that the worktree will begin with, as far as the project's checkout tells. */
    async threadFiles(actor: Actor, id: ThreadId, query: string): Promise<string[]> {
      const view = views.own(actor, id)
      return find(checkoutPath(view) ?? view.projectPath, query)
    },
  }
}
