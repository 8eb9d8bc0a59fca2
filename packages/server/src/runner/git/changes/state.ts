// Where a checkout's branch stands: its base, its upstream, what git is in the middle of, who would commit. Reads only.
import type { BranchState } from '@a-parallel/shared'
import { join } from 'node:path'
import { isThere } from '../worktrees/if-there.ts'
import { operationIn } from '../operation.ts'
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
    readSettings(checkout),
    gitDirOf(checkout.path),
    asked.status.then((told) => readVersions(checkout, contents, told)),
  ])
  const [operation, locked] = await Promise.all([
    gitDir === null ? null : operationIn(gitDir),
    gitDir !== null && isThere(join(gitDir, 'index.lock')),
  ])
  const { head, branch, upstream, entries } = status
  const count = (fits: (entry: (typeof entries)[number]) => boolean) => entries.filter(fits).length
  return {
    branch,
    head,
    base,
    upstream,
    remotes: remotesOf(settings, branch),
    operation,
    unstaged: count(({ files, conflicted }) => files !== '.' && !conflicted),
    staged: count(({ index, conflicted }) => index !== '.' && !conflicted),
    conflicted: count(({ conflicted }) => conflicted),
    identity: identityOf(settings),
    locked,
    versions,
  }
}

type Settings = Map<string, string>

async function readSettings({ settings }: Checkout): Promise<Settings> {
  // The last one wins.
  return new Map((await settings()).map(({ key, value }) => [key, value ?? '']))
}

function remotesOf(settings: Settings, branch: string | null): string[] {
  const names = new Set<string>()
  for (const key of settings.keys()) {
    const name = /^remote\.([^]+)\.(url|pushurl)$/.exec(key)?.[1]
    if (name !== undefined) names.add(name)
  }
  const preferred = [
    settings.get(`branch.${branch}.pushremote`),
    settings.get('remote.pushdefault'),
    settings.get(`branch.${branch}.remote`),
    'origin',
  ].find((name) => name !== undefined && names.has(name))
  const others = [...names].toSorted().filter((name) => name !== preferred)
  return preferred === undefined ? others : [preferred, ...others]
}

function identityOf(settings: Settings): BranchState['identity'] {
  const said = (key: string) =>
    (settings.get(`author.${key}`) ?? settings.get(`user.${key}`) ?? '').trim()
  const [name, email] = [said('name'), said('email')]
  return name === '' || email === '' ? null : { name, email }
}
