// The calls about trust, bound to the feature.
import type { Actor, ProjectId } from '@a-parallel/shared'
import type { Threads } from '../../threads/index.ts'
import type { ProjectTrust } from '../../trust/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'readTrust' | 'trustProject' | 'distrustProject'
type Ports = { trust: ProjectTrust; threads: Pick<Threads, 'restIdle' | 'toolServers'> }

export function trustHandlers({ trust, threads }: Ports): Pick<Handlers, About> {
  const follow = (actor: Actor, id: ProjectId) => {
    threads.restIdle(actor, id)
    // Those at work go on: what works in their checkout is given to them, or taken from them, at once.
    threads.toolServers.changed(actor, null)
  }
  return {
    readTrust: (actor, { params }) => trust.read(actor, params.id),
    trustProject: async (actor, { params, body }) => {
      const decided = await trust.trust(actor, params.id, body.fingerprint)
      follow(actor, params.id)
      return decided
    },
    distrustProject: async (actor, { params }) => {
      const decided = await trust.distrust(actor, params.id)
      follow(actor, params.id)
      return decided
    },
  }
}
