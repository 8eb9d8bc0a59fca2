// The calls about trust, bound to the feature.
import type { Threads } from '../../threads/index.ts'
import type { ProjectTrust } from '../../trust/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'readTrust' | 'trustProject' | 'distrustProject'
type Ports = { trust: ProjectTrust; threads: Pick<Threads, 'restIdle'> }

export function trustHandlers({ trust, threads }: Ports): Pick<Handlers, About> {
  return {
    readTrust: (actor, { params }) => trust.read(actor, params.id),
    trustProject: async (actor, { params, body }) => {
      const decided = await trust.trust(actor, params.id, body.fingerprint)
      threads.restIdle(actor, params.id)
      return decided
    },
    distrustProject: async (actor, { params }) => {
      const decided = await trust.distrust(actor, params.id)
      threads.restIdle(actor, params.id)
      return decided
    },
  }
}
