// The calls about accounts at hosts and about pull requests, bound to the feature.
import type { Hosting } from '../../hosting/index.ts'
import type { Handlers } from '../bound.ts'

type OfAccounts = 'listHostAccounts' | 'addHostAccount' | 'removeHostAccount'
type OfPullRequests =
  | 'readPullRequest'
  | 'proposePullRequest'
  | 'openPullRequest'
  | 'mergePullRequest'
  | 'readyPullRequest'
  | 'readCheckReport'

export function hostingHandlers({
  accounts,
  pullRequests,
}: Hosting): Pick<Handlers, OfAccounts | OfPullRequests> {
  return {
    listHostAccounts: async (actor) => ({ accounts: await accounts.list(actor) }),
    addHostAccount: (actor, { body }) => accounts.add(actor, body),
    removeHostAccount: (actor, { params }) => {
      accounts.remove(actor, params.host)
      return {}
    },
    readPullRequest: (actor, { params, query }) =>
      pullRequests.read(actor, params.id, query.fresh ?? false),
    proposePullRequest: (actor, { params }) => pullRequests.propose(actor, params.id),
    openPullRequest: (actor, { params, body }) => pullRequests.open(actor, params.id, body),
    mergePullRequest: (actor, { params, body }) => pullRequests.merge(actor, params.id, body),
    readyPullRequest: (actor, { params }) => pullRequests.ready(actor, params.id),
    readCheckReport: (actor, { params }) => pullRequests.report(actor, params.id, params.checkId),
  }
}
