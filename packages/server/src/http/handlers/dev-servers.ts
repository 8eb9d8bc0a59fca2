// The calls about dev servers, bound to the feature.
import type { DevServers } from '../../dev-servers/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listDevServers' | 'changeDevServer' | 'readDevServerOutput'

export function devServerHandlers(servers: DevServers): Pick<Handlers, About> {
  return {
    listDevServers: (actor, { params }) => servers.list(actor, params.id),
    changeDevServer: (actor, { params, body }) => servers.change(actor, params.id, body),
    readDevServerOutput: (actor, { params, query }) => servers.output(actor, params.id, query),
  }
}
