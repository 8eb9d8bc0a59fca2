// The calls about a thread's branch, bound to the feature.
import type { Hosting } from '../../hosting/index.ts'
import type { Publish } from '../../publish/index.ts'
import type { Handlers } from '../bound.ts'

type About =
  | 'proposeMessage'
  | 'commit'
  | 'readCommitting'
  | 'stopCommit'
  | 'pushBranch'
  | 'readBranchPush'
  | 'stopBranchPush'
  | 'updateBranch'
  | 'finishUpdate'
  | 'listConflicts'
  | 'resolveConflict'
  | 'handOverConflicts'
  | 'predictMerge'
  | 'mergeBranch'

export function publishHandlers(
  publish: Publish,
  { accounts }: Pick<Hosting, 'accounts'>,
): Pick<Handlers, About> {
  return {
    proposeMessage: (actor, { params, body }) => publish.proposeMessage(actor, params.id, body),
    commit: (actor, { params, body }) => publish.commit(actor, params.id, body),
    readCommitting: (actor, { params }) => publish.commitState(actor, params.id),
    stopCommit: (actor, { params }) => publish.stopCommit(actor, params.id),
    pushBranch: (actor, { params, body }) =>
      publish.push(actor, params.id, body, accounts.credentialFor(actor)),
    readBranchPush: (actor, { params }) => publish.pushState(actor, params.id),
    stopBranchPush: (actor, { params }) => publish.stopPush(actor, params.id),
    updateBranch: (actor, { params, body }) =>
      publish.update(actor, params.id, body, accounts.credentialFor(actor)),
    finishUpdate: (actor, { params, body }) => publish.finish(actor, params.id, body),
    listConflicts: (actor, { params }) => publish.conflicts(actor, params.id),
    resolveConflict: (actor, { params, body }) => publish.resolve(actor, params.id, body),
    handOverConflicts: (actor, { params }) => publish.handOver(actor, params.id),
    predictMerge: (actor, { params }) => publish.predict(actor, params.id),
    mergeBranch: (actor, { params, body }) => publish.merge(actor, params.id, body),
  }
}
