// The calls about sessions, bound to the features.
import type { Sessions } from '../../sessions/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listSessions' | 'readSession' | 'continueSession'

export interface SessionHandlerPorts {
  sessions: Sessions
  threads: Threads
}

export function sessionHandlers({ sessions, threads }: SessionHandlerPorts): Pick<Handlers, About> {
  return {
    listSessions: (actor, { params, query }) => sessions.list(actor, params.id, query),
    readSession: (actor, { params: { id, sessionId }, query }) =>
      sessions.read(actor, id, sessionId, query),
    continueSession: (actor, { params: { id, sessionId }, body }) =>
      threads.continueSession(actor, id, sessionId, body),
  }
}
