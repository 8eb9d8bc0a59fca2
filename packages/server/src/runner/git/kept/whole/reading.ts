// What lies in a checkout and in nothing else: what is not committed, what is ignored, repositories inside. Git may go into
// submodules for this, with nothing of the repository's own running there.
import type { Operation } from '@a-parallel/shared'
import { relative } from 'node:path'
import { operationIn } from '../../operation.ts'
import type { Git } from '../../core.ts'
import { neutraliseAll } from '../../filters.ts'
import { standingOf } from '../../publish/standing.ts'
import { linkedCheckouts } from '../../restrict/links.ts'
import type { Setting } from '../../environment.ts'
import { listUnsavedSubmodules } from '../../worktrees/submodules.ts'
import { withWork } from './inside.ts'

export interface WholePlace {
  /** The worktree, and its entry in the repository. */
  path: string
  gitDir: string
  trusted: boolean
}

export interface Uncommitted {
  head: string | null
  /** Null: detached. */
  branch: string | null
  operation: Operation | null
  staged: string[]
  /** Conflicted ones too. */
  unstaged: string[]
  untracked: string[]
  /** As git names them: folders with a slash behind them. */
  ignored: string[]
  /** The same of submodules, from the checkout's top. */
  inSubmodules: string[]
  /** Clones that git does not know, and submodules in which something is not committed or that are at another commit. */
  repositories: string[]
  /** All of the above as git said it. */
  said: string
}

const status = [
  'status',
  '--porcelain=v2',
  '-z',
  '--branch',
  '--untracked-files=all',
  '--ignored=matching',
  '--no-renames',
  '--ignore-submodules=none',
]
// The option does not reach the git that looks into a submodule.
const everywhere: Setting = ['status.showUntrackedFiles', 'all']

/** Names that are no text, as far as they can be read: their files could not be found again. */
export class NotText extends Error {
  readonly paths: string[]

  constructor(paths: string[]) {
    super(`${paths[0] ?? 'a path'} is not UTF-8`)
    this.paths = paths
  }
}

/** @throws NotText */
export async function readUncommitted(git: Git, place: WholePlace): Promise<Uncommitted> {
  const { path: root, gitDir, trusted } = place
  const text = await statusIn(git, root, trusted)
  const inSubmodules: string[] = []
  for (const { path } of await linkedCheckouts(git, root)) {
    // Only names are wanted, and the folder may be a link to somebody else's repository by now.
    const said = await statusIn(git, path, false)
    inSubmodules.push(...ignoredIn(said).map((name) => `${relative(root, path)}/${name}`))
  }
  const found = standingOf(text)
  const clones = found.untracked.filter((path) => path.endsWith('/'))
  return {
    head: found.head,
    branch: found.branch,
    operation: await operationIn(gitDir),
    staged: found.staged,
    unstaged: [...new Set([...found.conflicted, ...found.unstaged])],
    untracked: found.untracked.filter((path) => !path.endsWith('/')),
    ignored: ignoredIn(text),
    inSubmodules,
    repositories: [...clones, ...submodulesIn(text)],
    said: text,
  }
}

async function statusIn(git: Git, cwd: string, trusted: boolean): Promise<string> {
  const neutral = await neutraliseAll(git, cwd, trusted)
  const { text } = await git(status, {
    ...neutral,
    cwd,
    name: 'whole-status',
    trusted,
    settings: [...neutral.settings, everywhere],
    maxOutputBytes: 256 << 20,
    timeoutMs: 5 * 60_000,
  })
  if (text.includes('\ufffd')) throw new NotText(namedIn(text))
  return text
}

function namedIn(said: string): string[] {
  const { conflicted, staged, unstaged, untracked } = standingOf(said)
  const all = [conflicted, staged, unstaged, untracked, ignoredIn(said)].flat()
  return [...new Set(all)].filter((path) => path.includes('\ufffd'))
}

function ignoredIn(said: string): string[] {
  return said.split('\0').flatMap((entry) => (entry.startsWith('! ') ? entry.slice(2) : []))
}

/** `1 XY S<c><m><u> …`: at another commit, with changes, with untracked files; `u …` is in conflict. */
function submodulesIn(said: string): string[] {
  return said.split('\0').flatMap((entry) => {
    const [, sub, path] =
      /^1 .{2} (S.{3}) (?:\S+ ){5}([^]+)$/.exec(entry) ??
      /^u .{2} (S.{3}) (?:\S+ ){7}([^]+)$/.exec(entry) ??
      []
    const changed = sub !== 'S...' || entry.startsWith('u')
    return path !== undefined && changed ? [path] : []
  })
}

/**
 * Submodules with commits that no remote of theirs has, beside those with something uncommitted.
 * @param checkouts that lie in what is ignored.
 */
export async function readRepositories(
  git: Git,
  place: WholePlace,
  uncommitted: Uncommitted,
  checkouts: readonly string[],
): Promise<string[]> {
  const unsaved = await listUnsavedSubmodules(git, place)
  const inside = await withWork(git, place.path, checkouts)
  return [...new Set([...uncommitted.repositories, ...unsaved, ...inside])]
}

/** Commits from HEAD that no other branch, no remote branch and no tag holds. */
export async function countOwnCommits(
  git: Git,
  { path, trusted }: WholePlace,
  branch: string | null,
): Promise<number> {
  const own = branch === null ? [] : [`--exclude=${branch}`]
  const others = ['--not', ...own, '--branches', '--remotes', '--tags']
  const { text } = await git(['rev-list', '--count', 'HEAD', ...others, '--'], {
    cwd: path,
    name: 'own-commit-count',
    trusted,
    env: { GIT_NO_LAZY_FETCH: '1' },
  })
  return Number(text.trim())
}
