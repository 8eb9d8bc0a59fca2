// The face of sessions: what a person held with the agent's own program in a project, listed and read. None of them is ever
// changed; threads that go on with one are made by threads.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  OwnerId,
  Project,
  ProjectId,
  Session,
  SessionId,
  ThreadId,
} from '@a-parallel/shared'
import type { FoundSession, Runner, WholeSession } from '../runner/port.ts'
import type { SessionLog } from '../store/port.ts'
import { openLastRead } from './last-read.ts'

export interface SessionsPorts {
  runner: Pick<Runner, 'sessions'>
  log: SessionLog
  /** Milliseconds that only grow. */
  elapsed: () => number
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

export type Sessions = ReturnType<typeof openSessions>
type Query<C extends keyof Calls> = CallRequest<Calls[C]>['query']

export function openSessions({ runner, log, elapsed, project }: SessionsPorts) {
  const lastRead = openLastRead(elapsed)
  const available = (actor: Actor, id: ProjectId): Project => {
    const found = project(actor, id)
    if (found.available) return found
    throw new Problem('project_unavailable', `There is no repository at ${found.path} any more.`)
  }
  const whole = (repository: string, id: SessionId): Promise<WholeSession> => {
    // What a thread's own agent holds is read in the thread.
    if (log.held().has(id)) throw new Problem('session_not_found')
    return runner.sessions.read({ repository, id })
  }
  return {
    async list(
      actor: Actor,
      id: ProjectId,
      query: Query<'listSessions'>,
    ): Promise<CallResult<Calls['listSessions']>> {
      const { owner, path } = available(actor, id)
      const page = await runner.sessions.list({
        ...query,
        after: query.after,
        repository: path,
        without: log.held(),
      })
      const threads = log.continued(owner)
      return { ...page, sessions: page.sessions.map((one) => toldOf(one, threads)) }
    },
    async read(
      actor: Actor,
      id: ProjectId,
      sessionId: SessionId,
      { from, limit }: Query<'readSession'>,
    ): Promise<CallResult<Calls['readSession']>> {
      const { owner, path } = available(actor, id)
      const key = `${owner} ${id} ${sessionId}`
      // From its beginning it is read anew; the pages behind that are of what was read then.
      const known = from > 0 ? lastRead.of(key) : null
      const { session, items, turns, omitted } = known ?? (await whole(path, sessionId))
      if (!known) lastRead.keep(key, { session, items, turns, omitted })
      const page = items.slice(from, from + limit)
      const needed = new Set(page.map(({ turnId }) => turnId))
      return {
        session: toldOf(session, log.continued(owner)),
        items: page,
        turns: turns.filter((turn) => needed.has(turn.id)),
        total: items.length,
        omitted,
      }
    },
    /** All of it, for a thread that goes on with it. */
    whole: (actor: Actor, id: ProjectId, sessionId: SessionId) =>
      whole(available(actor, id).path, sessionId),
    /** The thread of an owner that goes on with it. */
    continuedBy: (owner: OwnerId, sessionId: SessionId) => log.continued(owner).get(sessionId),
  }
}

function toldOf(
  { model: _untold, ...found }: FoundSession,
  threads: ReadonlyMap<string, { id: ThreadId; title: string }>,
): Session {
  return { ...found, thread: threads.get(found.id) ?? null }
}
