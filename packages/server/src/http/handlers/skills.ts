// The calls about skills, bound to the feature; living agents are told of what they change.
import type { ProjectId } from '@a-parallel/shared'
import type { Hosting } from '../../hosting/index.ts'
import type { Projects } from '../../projects/index.ts'
import type { Skills } from '../../skills/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type AboutFiles = 'readSkillFile' | 'readStagedSkillFile' | 'compareStagedSkillFile'
type About =
  | 'listSkills'
  | 'readSkill'
  | AboutFiles
  | 'stageSkills'
  | 'stageSkillArchive'
  | 'installSkills'
  | 'dropStagedSkills'
  | 'writeSkill'
  | 'removeSkill'
  | 'restoreSkill'
  | 'switchSkill'
  | 'listSlashCommands'

export interface SkillHandlerPorts {
  skills: Skills
  threads: Pick<Threads, 'skillsChanged' | 'slashCommands'>
  projects: Pick<Projects, 'list'>
  hosting: Pick<Hosting, 'accounts'>
}

export function skillHandlers(ports: SkillHandlerPorts): Pick<Handlers, About> {
  const { skills, threads, projects } = ports
  const { accounts } = ports.hosting
  type Asker = Parameters<Handlers['listSkills']>[0]
  /** Without a project: what the agents of any said last. */
  const told = (actor: Asker, projectId: ProjectId | null) => {
    if (projectId !== null) return threads.slashCommands(actor, projectId).commands
    for (const { id } of projects.list(actor)) {
      const { commands } = threads.slashCommands(actor, id)
      if (commands.length > 0)
        return commands.filter(({ description }) => !description.endsWith('(project)'))
    }
    return []
  }
  return {
    listSkills: (actor, { query: { projectId = null } }) =>
      skills.list(actor, projectId, told(actor, projectId)),
    listSlashCommands: async (actor, { params: { id }, query: { mode, base: branch } }) => {
      const { commands, toldIn } = threads.slashCommands(actor, id, mode)
      const place = { mode, toldIn, branch }
      return { commands: await skills.slashCommands(actor, id, commands, place) }
    },
    readSkill: (actor, { query: { projectId = null, skill } }) =>
      skills.read(actor, projectId, skill),
    ...fileHandlers(skills),
    stageSkills: (actor, { body }) => skills.stage(actor, body, accounts.credentialFor(actor)),
    stageSkillArchive: (actor, { query: { projectId = null, name }, body }) =>
      skills.stageArchive(actor, projectId, name, body),
    installSkills: async (actor, { params, body }) => {
      const projectId = await skills.install(actor, params.stagedId, body.inside)
      await threads.skillsChanged(actor, projectId)
      return {}
    },
    dropStagedSkills: async (actor, { params }) => {
      await skills.drop(actor, params.stagedId)
      return {}
    },
    writeSkill: async (actor, { body }) => {
      await skills.write(actor, body)
      await threads.skillsChanged(actor, body.projectId)
      return {}
    },
    removeSkill: async (actor, { query: { projectId = null, name } }) => {
      const keptId = await skills.remove(actor, projectId, name)
      await threads.skillsChanged(actor, projectId)
      return { keptId }
    },
    restoreSkill: async (actor, { params }) => {
      await threads.skillsChanged(actor, await skills.restore(actor, params.keptId))
      return {}
    },
    switchSkill: async (actor, { params, body }) => {
      const choice = await skills.switch(actor, params.id, body)
      await threads.skillsChanged(actor, params.id, choice)
      return {}
    },
  }
}

function fileHandlers(skills: Skills): Pick<Handlers, AboutFiles> {
  return {
    readSkillFile: (actor, { query: { projectId = null, ...file } }) =>
      skills.readFile(actor, projectId, file),
    readStagedSkillFile: (actor, { params, query }) =>
      skills.readStaged(actor, params.stagedId, query),
    compareStagedSkillFile: async (actor, { params, query }) => ({
      hunks: await skills.compareStaged(actor, params.stagedId, query),
    }),
  }
}
