// What people may want of a session: that a thread goes on with it.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AgentSettings,
  CallRequest,
  Calls,
  OwnerId,
  Project,
  ProjectId,
  SessionId,
  ThreadId,
} from '@a-parallel/shared'
import type { NewId } from '../../platform/id.ts'
import type { Runner } from '../../runner/port.ts'
import type { Sessions } from '../../sessions/index.ts'
import type { Lane } from '../lane.ts'
import { refuseInArchived } from '../project/archived.ts'
import type { Views } from '../views.ts'
import { importCommand } from './import.ts'

export interface ContinuePorts {
  runner: Runner
  newId: NewId
  views: Views
  lane: Lane
  sessions: Pick<Sessions, 'whole' | 'continuedBy'>
  project: (actor: Actor, id: ProjectId) => Project
  agentSettings: (owner: OwnerId) => AgentSettings
}

type Body = CallRequest<Calls['continueSession']>['body']

export function continueWishes(ports: ContinuePorts) {
  const { runner, newId, views, lane, sessions, project, agentSettings } = ports
  /** A second thread is made of it only if that is meant; the same request again is the same thread. */
  const refuseContinued = (owner: OwnerId, sessionId: SessionId, { id, again }: Body) => {
    const thread = sessions.continuedBy(owner, sessionId)
    if (!thread || again || thread.id === id) return
    throw new Problem('session_continued', `It goes on in the thread “${thread.title}”.`, {
      title: thread.title,
      threadId: thread.id,
    })
  }
  /** An answer that was lost is given again, whatever has become of the session since. */
  const madeBefore = (actor: Actor, id: ThreadId, sessionId: SessionId) => {
    if (!views.get(id)) return null
    const { imported, seq } = views.own(actor, id)
    return imported?.sessionId === sessionId ? { id, seq } : null
  }
  return {
    async continueSession(
      actor: Actor,
      projectId: ProjectId,
      sessionId: SessionId,
      body: Body,
    ): Promise<{ id: ThreadId; seq: number }> {
      const its = project(actor, projectId)
      const made = body.id && madeBefore(actor, body.id, sessionId)
      if (made) return made
      refuseContinued(its.owner, sessionId, body)
      const read = await sessions.whole(actor, projectId, sessionId)
      const usual = agentSettings(its.owner)
      const ask = { runner, newId, project: its, usual, read, body }
      const { id, command } = await importCommand(ask)
      if (views.get(id)) views.own(actor, id)
      // What else was asked for while it was read.
      refuseContinued(its.owner, sessionId, body)
      refuseInArchived(project, command.created)
      return { id, seq: lane.perform(id, command, actor) }
    },
  }
}
