// Accounts at hosts: a token that its owner gave, checked and sealed; or the GitHub CLI's, read when it is used.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, HostAccount, OwnerId } from '@a-parallel/shared'
import type { Clock } from '../../platform/clock.ts'
import type { Credential } from '../../runner/port.ts'
import type { Secrets } from '../../secrets/index.ts'
import type { WhoAmI } from '../github/who-am-i.ts'
import type { HostAccountRow, hostAccountTable } from '../table.ts'
import { openLogins } from './logins.ts'

export interface AccountPorts {
  table: ReturnType<typeof hostAccountTable>
  secrets: Secrets
  clock: Clock
  /** The GitHub CLI's token for a host; null where it has none, or its owner does not want it used. */
  gh: (owner: OwnerId, host: string) => Promise<string | null>
  /** Asks a host whose token this is. */
  whoAmI: (host: string, token: string) => Promise<WhoAmI>
}

export type Accounts = ReturnType<typeof openAccounts>

const usualHost = 'github.com'
const mostAccounts = 20

export function openAccounts(ports: AccountPorts) {
  const { table, secrets, clock, gh } = ports
  const logins = openLogins(ports.whoAmI)
  const ghAccount = async (owner: OwnerId): Promise<HostAccount[]> => {
    const token = table.find(owner, usualHost) ? null : await gh(owner, usualHost)
    if (token === null) return []
    const base = { host: usualHost, source: 'gh', lastFour: null, since: null } as const
    try {
      return [{ ...base, ...(await logins.of(usualHost, token)), problem: null }]
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause
      return [{ ...base, login: null, scopes: null, problem: cause.toValue() }]
    }
  }
  return {
    /** Never a token. */
    async list(actor: Actor): Promise<HostAccount[]> {
      const owner = ownerOf(actor)
      const given = table
        .list(owner)
        .map((row) => shown(row, secrets.read(owner, purposeOf(row.host)).kind))
      return [...given, ...(await ghAccount(owner))]
    },
    /** Throws what the host refuses the token with; nothing is kept then. */
    async add(
      actor: Actor,
      { host, token }: { host: string; token: string },
    ): Promise<HostAccount> {
      const owner = ownerOf(actor)
      if (table.list(owner).length >= mostAccounts && !table.find(owner, host))
        throw new Problem('too_many_requests', 'Remove another account first.')
      const { login, scopes } = await ports.whoAmI(host, token)
      const row = { owner, host, login, scopes, lastFour: token.slice(-4), since: clock.now() }
      secrets.set(owner, purposeOf(host), token)
      table.put(row)
      return shown(row, 'set')
    },
    remove(actor: Actor, host: string): void {
      const owner = ownerOf(actor)
      if (!table.find(owner, host)) throw new Problem('host_account_not_found')
      table.remove(owner, host)
      secrets.forget(owner, purposeOf(host))
    },
    /** Hosts for which tokens were given. */
    hosts: (owner: OwnerId): string[] => table.list(owner).map(({ host }) => host),
    /** Null where there is no account. Throws `host_account_unreadable`, or what the host refuses `gh`’s token with. */
    async credential(owner: OwnerId, host: string): Promise<Credential | null> {
      const row = table.find(owner, host)
      if (row) {
        const secret = secrets.read(owner, purposeOf(host))
        if (secret.kind !== 'set') throw unreadable(host)
        return { token: secret.text, login: row.login }
      }
      const token = await gh(owner, host)
      return token === null ? null : { token, login: (await logins.of(host, token)).login }
    },
  }
}

function shown(row: HostAccountRow, secret: 'set' | 'unset' | 'unreadable'): HostAccount {
  const { host, login, lastFour, scopes, since } = row
  const problem = secret === 'set' ? null : unreadable(host).toValue()
  return { host, source: 'token', login, lastFour, scopes, since, problem }
}

function purposeOf(host: string): string {
  return `host:${host}`
}

function unreadable(host: string): Problem {
  const detail = `The token for ${host} was sealed with a key that is gone. Enter it again, or put the old encryption.key back.`
  return new Problem('host_account_unreadable', detail, { host })
}

export function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
