// The calls about projects that were taken off the list, bound to the feature.
import type { Erasure } from '../../erasure/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listRemovedProjects' | 'readErasureRemains' | 'eraseProject'

export function erasureHandlers(erasure: Erasure): Pick<Handlers, About> {
  return {
    listRemovedProjects: (actor) => ({ projects: erasure.list(actor) }),
    readErasureRemains: (actor, { params }) => erasure.remains(actor, params.id),
    eraseProject: async (actor, { params, body }) => ({
      backup: await erasure.erase(actor, params.id, body.name),
    }),
  }
}
