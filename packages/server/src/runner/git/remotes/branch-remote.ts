// Where a branch is pushed, and how much of it was. Changes nothing and asks no remote.
import type { Git } from '../core.ts'
import { currentBranch } from '../current-branch.ts'
import { readSettings } from '../restrict/settings.ts'
import type { Settings } from './addresses.ts'
import { chosenRemote, namedRemote, remoteNames, type Remote } from './chosen.ts'

export interface BranchAtRemote {
  /** Null: HEAD is detached. */
  branch: string | null
  /** Null: there is nowhere to push to. */
  remote: {
    name: string
    /** Its addresses: as git would use them to push, and as they are written down. */
    urls: string[]
    /** What the branch is called there. */
    branch: string
    /** The remote by whose branches, as they were fetched, those there are known: itself, if it has a name. */
    near: string | null
  } | null
  /** Commits that were not pushed; null: the branch never was, as far as is known here. */
  unpushed: number | null
}

export interface BranchAsk {
  cwd: string
  /** Without it: the one that is checked out. */
  branch: string | null
  /** What the branch began at; a branch that merely follows it is not called so at its remote. */
  base: string | null
}

export async function branchAtRemote(git: Git, ask: BranchAsk): Promise<BranchAtRemote> {
  const { cwd, base } = ask
  const branch =
    ask.branch ?? (await currentBranch((args, name, more) => git(args, { cwd, name, ...more })))
  if (branch === null) return { branch, remote: null, unpushed: null }
  const settings = await readSettings(git, cwd)
  const chosen = chosenRemote(settings, branch)
  if (chosen === null) return { branch, remote: null, unpushed: null }
  const remote = asFollowed(settings, chosen, { branch, base })
  const { name, tracking, branch: there } = remote
  return {
    branch,
    remote: { name, urls: urlsOf(settings, remote), branch: there, near: nearOf(settings, remote) },
    unpushed: await countUnpushed(git, cwd, { branch, tracked: tracking }),
  }
}

/** At a named remote the branch is called as its upstream is, unless that is the base which it began at. */
function asFollowed(
  settings: Settings,
  remote: Remote,
  { branch, base }: { branch: string; base: string | null },
): Remote {
  const of = (key: string) =>
    settings.findLast((one) => one.key === `branch.${branch}.${key}`)?.value ?? ''
  const [, upstream] = /^refs\/heads\/(.+)$/.exec(of('merge')) ?? []
  const follows = remote.isNamed && of('remote') === remote.at && upstream !== undefined
  if (!follows || upstream === base || `${remote.name}/${upstream}` === base) return remote
  return namedRemote(settings, remote.at, upstream)
}

/** As git pushes there, and as it is written down: either may be what tells the host. */
function urlsOf(settings: Settings, { name, isNamed, pushed }: Remote): string[] {
  const written = settings.flatMap(({ key, value }) =>
    key === `remote.${name}.url` && value !== null ? [value] : [],
  )
  return [...new Set([...pushed, ...(isNamed ? written : [name])])]
}

/** Somebody's fork that has no name here was made of what `origin` names, or else the first remote. */
function nearOf(settings: Settings, { name, isNamed }: Remote): string | null {
  if (isNamed) return name
  const names = remoteNames(settings)
  return names.includes('origin') ? 'origin' : (names[0] ?? null)
}

async function countUnpushed(
  git: Git,
  cwd: string,
  { branch, tracked }: { branch: string; tracked: string },
): Promise<number | null> {
  const { code, text } = await git(
    ['rev-list', '--count', '--end-of-options', `${tracked}..refs/heads/${branch}`],
    { cwd, name: 'count-unpushed', successExitCodes: [0, 128] },
  )
  return code === 0 ? Number(text) : null
}
