// The calls about what changed in a thread's checkout, bound to the feature.
import type { Review } from '../../review/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'readChanges' | 'readDiff' | 'readFileSide' | 'listCommits'

export function reviewHandlers(review: Review): Pick<Handlers, About> {
  return {
    readChanges: (actor, { params, query }) => review.changes(actor, params.id, query),
    readDiff: (actor, { params, query }) => review.diff(actor, params.id, query),
    readFileSide: (actor, { params, query }) => review.side(actor, params.id, query),
    listCommits: (actor, { params, query }) => review.commits(actor, params.id, query),
  }
}
