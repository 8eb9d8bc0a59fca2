// The calls about what changed in a thread's checkout, bound to the feature.
import type { Review } from '../../review/index.ts'
import type { Handlers } from '../bound.ts'

type About =
  | 'readChanges'
  | 'readDiff'
  | 'readFileSide'
  | 'listCommits'
  | 'stageChanges'
  | 'revertChanges'
  | 'listKept'
  | 'restoreKept'

export function reviewHandlers(review: Review): Pick<Handlers, About> {
  return {
    readChanges: (actor, { params, query }) => review.changes(actor, params.id, query),
    readDiff: (actor, { params, query }) => review.diff(actor, params.id, query),
    readFileSide: (actor, { params, query }) => review.side(actor, params.id, query),
    listCommits: (actor, { params, query }) => review.commits(actor, params.id, query),
    stageChanges: (actor, { params, body }) => review.stage(actor, params.id, body),
    revertChanges: (actor, { params, body }) => review.revert(actor, params.id, body.files),
    listKept: (actor, { query }) => review.kept.list(actor, query.threadId),
    restoreKept: (actor, { params }) => review.kept.restore(actor, params.id),
  }
}
