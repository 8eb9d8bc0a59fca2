// Where a branch is pushed, told from git's settings: to a remote by its name, or to an address that bears none, as the
// GitHub CLI sets it for a branch of somebody's fork. Asks nothing. Pure.
import { createHash } from 'node:crypto'
import type { Setting } from '../environment.ts'
import { addressesOf, aliasOf, shownAddress, type Addresses, type Settings } from './addresses.ts'

export interface Remote extends Addresses {
  /** As people see it: the remote's name, or the address without what is secret in it. */
  name: string
  /** What git is told: the name, or the address as it stands in the settings. */
  at: string
  isNamed: boolean
  /** What the branch is called there. */
  branch: string
  /** The ref by which we note what we saw there. */
  tracking: string
  /** What git calls what it last saw there: its own note of an upstream may have another name. */
  seen: string
  /** How it is reached: what is set of the remote beside its addresses. */
  ways: readonly Setting[]
}

/**
 * As git chooses it, else `origin`, else the first one. At a named remote the branch bears the same name, whatever its
 * upstream is: one that was begun at `origin/main` must not end on `main`. At an address that the branch also follows it is
 * called as it is followed, unless `push.default` wants its own name. Null: there is nowhere to push to.
 */
export function chosenRemote(settings: Settings, branch: string): Remote | null {
  // Of what is set several times the last one counts.
  const set = new Map(settings.map(({ key, value }) => [key, value]))
  const of = (key: string) => set.get(`branch.${branch}.${key}`) ?? undefined
  const names = remoteNames(settings)
  const followed = of('remote')
  const at = [of('pushremote'), set.get('remote.pushdefault') ?? undefined, followed].find(
    (place) => place !== undefined && (names.includes(place) || isAddress(settings, place)),
  )
  if (at === undefined || names.includes(at)) {
    const name = at ?? (names.includes('origin') ? 'origin' : names[0])
    if (name === undefined) return null
    const remote = namedRemote(settings, name, branch)
    const isUpstream = followed === name && of('merge') === `refs/heads/${branch}`
    return isUpstream ? { ...remote, seen: `${branch}@{upstream}` } : remote
  }
  const own = at !== followed || set.get('push.default') === 'current'
  const merge = own ? undefined : /^refs\/heads\/(.+)$/.exec(of('merge') ?? '')?.[1]
  return atAddress(settings, at, merge ?? branch)
}

const reaching = new Set(['proxy', 'proxyauthmethod', 'receivepack', 'uploadpack', 'serveroption'])

/** @param branch what it is called there. */
export function namedRemote(settings: Settings, name: string, branch: string): Remote {
  const tracking = `refs/remotes/${name}/${branch}`
  const ways = settings.flatMap(({ key, value }): Setting[] => {
    const part = key.startsWith(`remote.${name}.`) ? key.slice(`remote.${name}.`.length) : ''
    return reaching.has(part) && value !== null ? [[part, value]] : []
  })
  const noted = { tracking, seen: tracking }
  return { name, at: name, isNamed: true, branch, ...noted, ways, ...addressesOf(settings, name) }
}

/** Git notes of no address what it saw there: we do, under a hidden ref. */
function atAddress(settings: Settings, at: string, branch: string): Remote {
  const name = shownAddress(at)
  const place = createHash('sha256').update(name).digest('hex').slice(0, 16)
  // As one name: a branch that is gone there must not stand in the way of one in a folder of its name.
  const tracking = `refs/a-parallel/pushed/${place}/${encodeURIComponent(branch)}`
  const noted = { tracking, seen: tracking }
  return { name, at, isNamed: false, branch, ...noted, ways: [], ...addressesOf(settings, at) }
}

/** Of the branch there, for people: `origin/feature`. */
export function nameThere({ name, isNamed, branch }: Remote): string {
  return isNamed ? `${name}/${branch}` : `${name}#${branch}`
}

/** Those that have an address, sorted. */
export function remoteNames(settings: Settings): string[] {
  const names = settings.flatMap(
    ({ key }) => /^remote\.([^]+)\.(url|pushurl)$/.exec(key)?.[1] ?? [],
  )
  return [...new Set(names)].toSorted()
}

/** A bare word is the name of a remote, if of one that is gone; a dot is the repository itself. */
function isAddress(settings: Settings, place: string): boolean {
  if (/^(\.{0,2}\/|[^/]*:)/.test(place)) return true
  return place !== '.' && aliasOf(settings, place, 'insteadof') !== null
}
