// The face of hosting: accounts at the hosts of repositories.
import type { Actor, Settings } from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { Secrets } from '../secrets/index.ts'
import type { Database } from '../store/port.ts'
import { openAccounts } from './accounts/accounts.ts'
import type { KnownApis } from './github/address.ts'
import { whoAmI } from './github/who-am-i.ts'
import { hostAccountTable } from './table.ts'

export interface HostingPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  runner: Pick<Runner, 'hosting'>
  settings: (actor: Actor) => Settings
  apis: KnownApis
}

export type Hosting = ReturnType<typeof openHosting>

export function openHosting({ db, clock, secrets, runner, settings, apis }: HostingPorts) {
  const accounts = openAccounts({
    table: hostAccountTable(db),
    secrets,
    clock,
    gh: async (owner, host) =>
      settings({ kind: 'person', id: owner }).accounts.gh ? runner.hosting.ghToken(host) : null,
    whoAmI: (host, token) => whoAmI(apis, host, token, Date.parse(clock.now())),
  })
  return { accounts }
}
