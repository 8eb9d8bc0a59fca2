// What people may want of a thread while they are still writing it: that what it would begin with is made ready.
import type {
  Actor,
  AgentSettings,
  CallRequest,
  Calls,
  OwnerId,
  Project,
  ProjectId,
  ThreadId,
} from '@a-parallel/shared'
import { refuseBypass } from '../decide/bypass.ts'
import type { NewId } from '../../platform/id.ts'
import type { Runner } from '../../runner/port.ts'
import type { SkillChoices } from '../../skills/index.ts'
import type { Spares } from '../../spares/index.ts'
import { toldBy } from '../project/instructions.ts'
import type { Views } from '../views.ts'
import { createCommand } from './command.ts'

export interface SpareWishPorts {
  runner: Runner
  newId: NewId
  views: Views
  spares: Pick<Spares, 'want' | 'look' | 'drop'>
  /** What projects do without. */
  skills: SkillChoices
  project: (actor: Actor, id: ProjectId) => Project
  bypassAllowed: (actor: Actor) => boolean
  /** Which program an owner's agents are started from, and what their threads begin with. */
  agentSettings: (owner: OwnerId) => AgentSettings
}

type Body = CallRequest<Calls['makeSpare']>['body']

export function spareWishes(ports: SpareWishPorts) {
  const { runner, newId, views, project, spares, skills, bypassAllowed } = ports
  return {
    /** The thread is to be created with the same id, and then begins with what is there by then. */
    async makeSpare(actor: Actor, id: ThreadId, body: Body): Promise<void> {
      if (views.get(id)) return void views.own(actor, id)
      const found = project(actor, body.projectId)
      const usual = ports.agentSettings(found.owner)
      const told = { ...body, id }
      const ask = { runner, newId, project: found, usual, makeTitles: false, body: told }
      const { command } = await createCommand(ask)
      const { owner, permissionMode, mode, worktree, model, effort } = command
      refuseBypass(permissionMode, mode, () => bypassAllowed(actor))
      // Created meanwhile: its worktree is its own.
      if (views.get(id)) return
      if (worktree === null) return spares.drop(owner, id)
      const { id: projectId, path: repository } = found
      const skillsOff = skills.off(owner, projectId).map(({ folder }) => folder)
      const how = { model, effort, permissionMode, skillsOff, program: usual.program }
      const agent = { ...how, instructions: toldBy(found) }
      spares.want({ owner, projectId, threadId: id, repository, ...worktree, ...agent })
    },
    async dropSpare(actor: Actor, id: ThreadId): Promise<void> {
      if (actor.kind === 'person' && !views.get(id)) await spares.drop(actor.id, id)
    },
  }
}
