// The calls about accounts at hosts, bound to the feature.
import type { Hosting } from '../../hosting/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listHostAccounts' | 'addHostAccount' | 'removeHostAccount'

export function hostingHandlers({ accounts }: Hosting): Pick<Handlers, About> {
  return {
    listHostAccounts: async (actor) => ({ accounts: await accounts.list(actor) }),
    addHostAccount: (actor, { body }) => accounts.add(actor, body),
    removeHostAccount: (actor, { params }) => {
      accounts.remove(actor, params.host)
      return {}
    },
  }
}
