// The calls about tool servers, bound to the features. What an agent that lives is given follows each change.
import type { Projects } from '../../projects/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { ToolServers } from '../../tool-servers/index.ts'
import type { Handlers } from '../bound.ts'

type About =
  | 'listToolServers'
  | 'addToolServer'
  | 'changeToolServer'
  | 'removeToolServer'
  | 'switchToolServer'
  | 'testToolServer'
  | 'signInToToolServer'
  | 'readSignIn'
  | 'finishSignIn'
  | 'readThreadToolServers'
  | 'reconnectToolServer'

interface Ports {
  toolServers: ToolServers
  threads: Pick<Threads, 'read' | 'toolServers'>
  projects: Pick<Projects, 'get'>
}

export function toolServerHandlers({
  toolServers,
  threads,
  projects,
}: Ports): Pick<Handlers, About> {
  return {
    listToolServers: (actor) => ({ servers: toolServers.list(actor) }),
    addToolServer: async (actor, { body }) => {
      const added = await toolServers.add(actor, body)
      threads.toolServers.changed(actor, null, added.id)
      return added
    },
    changeToolServer: async (actor, { params, body }) => {
      const changed = await toolServers.change(actor, params.id, body)
      threads.toolServers.changed(actor, null, params.id)
      return changed
    },
    removeToolServer: async (actor, { params }) => {
      await toolServers.remove(actor, params.id)
      threads.toolServers.changed(actor, null)
      return {}
    },
    switchToolServer: (actor, { params, body: { place, on } }) => {
      if (place.projectId !== undefined) projects.get(actor, place.projectId)
      if (place.threadId !== undefined) threads.read(actor, place.threadId)
      const switched = toolServers.switch(actor, params.id, place, on)
      threads.toolServers.changed(
        actor,
        place.threadId ?? null,
        on === false ? undefined : params.id,
      )
      return switched
    },
    testToolServer: (actor, { params }) => toolServers.test(actor, params.id),
    signInToToolServer: (actor, { params }) => toolServers.signIn(actor, params.id),
    readSignIn: (actor, { params }) => ({ report: toolServers.signInOutcome(actor, params.id) }),
    finishSignIn: async (actor, { params, body }) => {
      await toolServers.finishSignIn(actor, params.id, body.address)
      return {}
    },
    readThreadToolServers: async (actor, { params }) => ({
      servers: await threads.toolServers.of(actor, params.id),
      brought: threads.toolServers.broughtTo(actor, params.id),
    }),
    reconnectToolServer: async (actor, { params }) => {
      await threads.toolServers.reconnect(actor, params.id, params.serverId)
      return {}
    },
  }
}
