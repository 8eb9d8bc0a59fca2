// One look at how a thread's branch stands at its host: where it is pushed, whom the host is asked as, and the pull
// request that it has there.
import { Problem } from '@a-parallel/contract/model'
import type { HostedBranch, OwnerId, RemotePlace } from '@a-parallel/shared'
import type { Accounts } from '../accounts/accounts.ts'
import type { BranchAtRemote, Runner } from '../../runner/port.ts'
import { apiOf, type KnownApis } from '../github/address.ts'
import { openApi, type Api, type Memory, type Rate } from '../github/api.ts'
import { findPull, readPull, readRepository, type Head } from '../github/pulls.ts'
import type { RawRepository } from '../github/shapes.ts'
import { placeOf } from '../remote/place.ts'

export interface LookPorts {
  accounts: Accounts
  runner: Pick<Runner, 'hosting'>
  apis: KnownApis
  now: () => number
}

/** Which branch is meant. */
export interface BranchOf {
  owner: OwnerId
  /** A folder of its repository. */
  path: string
  /** Null: the one that is checked out there. */
  branch: string | null
  /** What it is to be merged into; null: whatever its repository usually takes. */
  base: string | null
}

/** What is known of it without asking the host. */
export interface Local {
  at: BranchAtRemote
  remote: RemotePlace | null
  /** The name of the base at the host. */
  base: string | null
}

/** The host as its owner's account asks it. */
export interface Door {
  api: Api
  login: string
  head: Head
}

export async function lookHere(
  { accounts, runner, apis }: LookPorts,
  { owner, path, branch, base }: BranchOf,
): Promise<Local> {
  const at = await runner.hosting.remote({ path, branch, base })
  if (at.remote === null) return { at, remote: null, base }
  const { name, urls, branch: head, near } = at.remote
  const there = near !== null && base?.startsWith(`${near}/`) ? base.slice(near.length + 1) : base
  const enterprise = [...accounts.hosts(owner), ...apis.keys()]
  return { at, remote: placeOf({ name, urls, enterprise, base: there, head }), base: there }
}

/** Null where the host is not asked: another service, or no account. */
export async function openDoor(
  { accounts, apis, now }: LookPorts,
  owner: OwnerId,
  { at, remote }: Local,
  memory: Memory,
  heard: (rate: Rate) => void,
): Promise<Door | null> {
  if (remote?.service !== 'github' || at.remote === null) return null
  const place = apiOf(remote.host, apis)
  const account = await accounts.credential(owner, remote.host)
  if (!account) return null
  const api = openApi({ place, token: account.token, memory, now, heard })
  const head = { repository: remote.repository, branch: at.remote.branch }
  return { api, login: account.login, head }
}

/** The repositories that could take the branch: for a fork its origin first, then itself. */
export async function takers({ api, head }: Door): Promise<RawRepository[]> {
  const own = await readRepository(api, head.repository)
  return own.parent ? [await readRepository(api, own.parent.full_name), own] : [own]
}

/** Asks the host. What it refuses is told beside what was known before. */
export async function lookThere(
  door: Door | null,
  { at, remote }: Local,
  before: HostedBranch | null,
  now: string,
): Promise<HostedBranch> {
  const { branch, unpushed } = at
  const here = { branch, remote, unpushed, account: door?.login ?? null, problem: null }
  if (!door) return { ...here, pullRequest: null, readAt: null }
  try {
    for (const repository of await takers(door)) {
      const number = await findPull(door.api, repository.full_name, door.head)
      if (number === null) continue
      const pullRequest = await readPull(door.api, repository, number)
      return { ...here, pullRequest, readAt: now }
    }
    return { ...here, pullRequest: null, readAt: now }
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    const known = before?.branch === branch ? before : null
    const { pullRequest = null, readAt = null } = known ?? {}
    return { ...here, pullRequest, readAt, problem: cause.toValue() }
  }
}
