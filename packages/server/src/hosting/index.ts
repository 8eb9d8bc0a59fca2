// The face of hosting: accounts at the hosts of repositories, and the pull requests of threads' branches there.
import type { Actor, HostAccount, Project, ProjectId, Settings } from '@a-parallel/shared'
import type { KeyObject } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { CredentialFor, Runner } from '../runner/port.ts'
import { openSecrets } from '../secrets/index.ts'
import type { Database } from '../store/port.ts'
import type { Threads } from '../threads/index.ts'
import { openAccounts, ownerOf } from './accounts/accounts.ts'
import { takesSignIn, type KnownApis } from './github/address.ts'
import { whoAmI } from './github/who-am-i.ts'
import { pullRequests } from './pulls/requests.ts'
import { openWatch } from './pulls/watch.ts'
import { hostAccountTable } from './table.ts'

export interface HostingPorts {
  db: Database
  clock: Clock
  /** Tokens are sealed with them: of 32 bytes, the newest first. */
  sealKeys: readonly KeyObject[]
  runner: Pick<Runner, 'hosting'>
  settings: (actor: Actor) => Settings
  threads: Pick<Threads, 'read'>
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
  apis: KnownApis
  /** The shortest pause between two looks at a pull request, in milliseconds. */
  quickestMs: number
}

export type Hosting = ReturnType<typeof openHosting>

export function openHosting(ports: HostingPorts) {
  const { db, clock, sealKeys, runner, settings, apis } = ports
  const now = () => Date.parse(clock.now())
  const accounts = openAccounts({
    table: hostAccountTable(db),
    secrets: openSecrets({ db, clock, keys: sealKeys }),
    clock,
    gh: async (owner, host) =>
      takesSignIn(host, apis) && settings({ kind: 'person', id: owner }).accounts.gh
        ? runner.hosting.ghToken(host)
        : null,
    whoAmI: (host, token) => whoAmI(apis, host, token, now()),
  })
  const looking = { ...ports, accounts, now }
  const watch = openWatch(looking)
  return {
    accounts: {
      list: (actor: Actor): Promise<HostAccount[]> => accounts.list(actor),
      async add(actor: Actor, given: { host: string; token: string }): Promise<HostAccount> {
        const added = await accounts.add(actor, given)
        watch.forget()
        return added
      },
      /** As whom hosts are asked for this actor, of what git does there. Throws `host_account_unreadable`. */
      credentialFor:
        (actor: Actor): CredentialFor =>
        (host) =>
          accounts.credential(ownerOf(actor), host),
      remove(actor: Actor, host: string): void {
        accounts.remove(actor, host)
        watch.forget()
      },
    },
    pullRequests: pullRequests({ ...looking, watch }),
  }
}
