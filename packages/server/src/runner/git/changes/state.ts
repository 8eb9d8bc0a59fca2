// Where a checkout's branch stands: its base, its upstream, what git is in the middle of, who would commit. Reads only.
import type { BranchState } from '@a-parallel/shared'
import { join } from 'node:path'
import { isThere } from '../worktrees/if-there.ts'
import { operationIn } from '../operation.ts'
import { stampOf } from '../publish/update/beginning.ts'
import { chosenRemote, remoteNames, type Remote } from '../remotes/chosen.ts'
import { standingThere } from '../remotes/standing-there.ts'
import type { StandingSetting } from '../restrict/settings.ts'
import { gitDirOf } from '../restrict/places.ts'
import { readVersions } from '../versions/versions.ts'
import type { Base } from './base.ts'
import type { Checkout } from './checkout.ts'
import type { Contents } from './content.ts'
import type { Status } from './parse-status.ts'

/** @param asked what whoever asks has asked for already. */
export async function stateOf(
  checkout: Checkout,
  contents: Contents,
  asked: { status: Promise<Status>; base: Promise<Base | null> },
): Promise<BranchState> {
  const [status, base, settings, gitDir, versions] = await Promise.all([
    asked.status,
    asked.base,
    checkout.settings(),
    gitDirOf(checkout.path),
    asked.status.then((told) => readVersions(checkout, contents, told)),
  ])
  const { head, branch, entries } = status
  const remote = branch === null ? null : chosenRemote(settings, branch)
  const [operation, locked, upstream] = await Promise.all([
    gitDir === null ? null : operationIn(gitDir),
    gitDir !== null && isThere(join(gitDir, 'index.lock')),
    standingThere(checkout, status, remote),
  ])
  const count = (fits: (entry: (typeof entries)[number]) => boolean) => entries.filter(fits).length
  const stamp = gitDir === null ? null : await stampOf(gitDir, operation)
  return {
    branch,
    head,
    base,
    upstream,
    remotes: remotesOf(settings, remote),
    operation,
    stamp,
    unstaged: count(({ files, conflicted }) => files !== '.' && !conflicted),
    staged: count(({ index, conflicted }) => index !== '.' && !conflicted),
    conflicted: count(({ conflicted }) => conflicted),
    identity: identityOf(settings),
    locked,
    versions,
  }
}

/** Names of all, and before them where the branch is pushed to. */
function remotesOf(settings: readonly StandingSetting[], remote: Remote | null): string[] {
  const names = remoteNames(settings)
  return remote ? [remote.name, ...names.filter((name) => name !== remote.name)] : names
}

function identityOf(settings: readonly StandingSetting[]): BranchState['identity'] {
  // The last one wins.
  const set = new Map(settings.map(({ key, value }) => [key, value ?? '']))
  const said = (key: string) => (set.get(`author.${key}`) ?? set.get(`user.${key}`) ?? '').trim()
  const [name, email] = [said('name'), said('email')]
  return name === '' || email === '' ? null : { name, email }
}
