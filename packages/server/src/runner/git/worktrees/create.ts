// Makes a thread's worktree: listed under the repository's lock, files written outside it. Must never touch the main
// checkout, fall back to it, or leave anything behind when it fails.
import { mkdir, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Git, GitOptions } from '../core.ts'
import { GitError } from '../error.ts'
import { neutralise, readFilters, type Neutral } from '../filters.ts'
import { isBranchName, isPlainRevision } from '../names.ts'
import { creationMarker, dropBranch, undo } from './clean.ts'
import { withRepositoryLock } from './lock.ts'

export interface CreateAsk {
  /** Root of the project's checkout. */
  repository: string
  /** Absolute; must not exist. */
  path: string
  branch: string
  /** Any name of a commit: branch, tag, id. */
  base: string
  /** The project is trusted: filters and the post-checkout hook work. */
  trusted?: boolean
  /** Whether hooks may run in the worktree, asked once its files are there: they may bring hooks of their own. */
  mayRunHooks?: () => Promise<boolean>
  signal?: AbortSignal
}

export type CreateOutcome =
  | { kind: 'ready'; branch: string; path: string; commit: string }
  /** The branch exists, or one stands in its way (`a` and `a/b`). */
  | { kind: 'branch-exists' }
  | { kind: 'invalid-branch' }
  | { kind: 'unknown-base' }
  | { kind: 'path-exists' }
  | { kind: 'no-space' }
  | { kind: 'failed'; detail: string }

export const checkoutMs = 15 * 60_000

/** Creates branch and worktree. Every failure is an outcome, and leaves neither of them behind. */
export async function createWorktree(git: Git, ask: CreateAsk): Promise<CreateOutcome> {
  try {
    const found = await resolveBase(git, ask)
    if ('kind' in found) return found
    await mkdir(dirname(ask.path), { recursive: true, mode: 0o700 })
    await withRepositoryLock(found.commonDir, () => addEntry(git, ask, found))
    return await fill(git, ask, found)
  } catch (cause) {
    return outcomeOf(cause)
  }
}

export interface Base {
  commonDir: string
  commit: string
  /** Null when it must be read in the new worktree itself. */
  neutral: Neutral | null
}

/** Where it is to begin, and what keeps git harmless there; an outcome where it cannot be made. */
export async function resolveBase(git: Git, ask: CreateAsk): Promise<Base | CreateOutcome> {
  if (!isPlainRevision(ask.base)) return { kind: 'unknown-base' }
  const [validName, filters, said] = await Promise.all([
    isBranchName(git, ask.branch, ask.repository),
    readFilters(git, ask.repository, ask.trusted),
    // Without --verify, so that one call gives both. The base cannot be an option; `--` keeps it from being a path.
    git(['rev-parse', '--path-format=absolute', `${ask.base}^{commit}`, '--git-common-dir', '--'], {
      cwd: ask.repository,
      name: 'resolve-base',
      signal: ask.signal,
    }),
  ])
  if (!validName) return { kind: 'invalid-branch' }
  // A path may hold ends of line itself.
  const [, commit = '', common = ''] = /^(.*)\n([^]*)\n--\n$/.exec(said.text) ?? []
  const neutral = filters.conditional ? null : filters.neutral
  return { commonDir: await realpath(common), commit, neutral }
}

const attempts = 6

/** What another git beside ours causes, and what goes away by itself. */
const passing = new Set<string>(['lock', 'transient'])

/** Tries again what failed for a reason that goes away by itself. */
export async function retryPassing(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (cause) {
      const passes = cause instanceof GitError && passing.has(cause.code)
      if (!passes || attempt === attempts) throw cause
      await wait(attempt * attempt * 5 * (0.5 + Math.random()))
    }
  }
}

async function addEntry(git: Git, ask: CreateAsk, base: Base): Promise<void> {
  const args = ['--no-track', '--no-checkout', '-b', ask.branch, ask.path, base.commit]
  await retryPassing(async () => {
    try {
      await git(['worktree', 'add', ...args], {
        ...callOptions(ask),
        settings: [noHooks],
        cwd: ask.repository,
        name: 'worktree-add',
      })
    } catch (cause) {
      if (!(cause instanceof GitError) || cause.code === 'branch-exists') throw cause
      // The branch was not there before (git would have said so), so one that points at the base is this attempt's.
      // Git looks at the path only after it has made the branch: what lies there is not ours.
      if (cause.code === 'path-exists') {
        await dropBranch(git, base.commonDir, { ...ask, base: base.commit })
      } else await undo(git, base.commonDir, { ...ask, base: base.commit })
      throw cause
    }
  })
}

/** A relative folder of hooks lies in the worktree itself, and nobody has looked at that yet. */
export const noHooks = ['core.hooksPath', '/dev/null'] as const

/** Writes the files, and gives the options that they were written with. */
export async function checkOut(
  git: Git,
  ask: Pick<CreateAsk, 'path' | 'trusted' | 'signal'>,
  known: Neutral | null,
): Promise<Omit<GitOptions, 'name'>> {
  const neutral = known ?? (await neutralise(git, ask.path, ask.trusted))
  const options = {
    ...callOptions(ask),
    env: { ...neutral.env, [creationMarker]: ask.path },
    cwd: ask.path,
  }
  const settings = [...neutral.settings, ['checkout.workers', '0'], noHooks] as const
  // What `git worktree add` itself does when it checks out.
  await git(['reset', '--hard', '--quiet', '--no-recurse-submodules'], {
    ...options,
    settings,
    name: 'checkout',
    timeoutMs: checkoutMs,
  })
  return options
}

async function fill(git: Git, ask: CreateAsk, base: Base): Promise<CreateOutcome> {
  try {
    const options = await checkOut(git, ask, base.neutral)
    await runPostCheckout(git, ask, base.commit, options)
    return {
      kind: 'ready',
      branch: ask.branch,
      path: await realpath(ask.path),
      commit: base.commit,
    }
  } catch (cause) {
    await withRepositoryLock(base.commonDir, () =>
      undo(git, base.commonDir, { ...ask, base: base.commit }),
    )
    throw cause
  }
}

/** What `git worktree add` runs after a checkout: null id, new id, flag 1. */
export async function runPostCheckout(
  git: Git,
  { trusted, mayRunHooks }: Pick<CreateAsk, 'trusted' | 'mayRunHooks'>,
  commit: string,
  options: Omit<GitOptions, 'name'>,
): Promise<void> {
  if (!trusted || !((await mayRunHooks?.()) ?? true)) return
  const hook = ['hook', 'run', '--ignore-missing', 'post-checkout']
  const said = ['--', '0'.repeat(commit.length), commit, '1']
  await git([...hook, ...said], { ...options, name: 'post-checkout', timeoutMs: checkoutMs })
}

export function callOptions(
  ask: Pick<CreateAsk, 'path' | 'trusted' | 'signal'>,
): Pick<GitOptions, 'access' | 'trusted' | 'signal' | 'env'> {
  return {
    access: 'write',
    trusted: ask.trusted,
    signal: ask.signal,
    env: { [creationMarker]: ask.path },
  }
}

function outcomeOf(cause: unknown): CreateOutcome {
  if (cause instanceof GitError) {
    if (cause.code === 'branch-exists') return { kind: 'branch-exists' }
    if (cause.code === 'path-exists') return { kind: 'path-exists' }
    if (cause.code === 'unknown-revision') return { kind: 'unknown-base' }
    if (cause.code === 'no-space') return { kind: 'no-space' }
    return { kind: 'failed', detail: cause.stderr.trim().slice(0, 2000) || cause.message }
  }
  const { code, message } = cause as NodeJS.ErrnoException // All else here is fs, which throws errno errors.
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'no-space' }
  if (code === 'EEXIST') return { kind: 'path-exists' }
  return { kind: 'failed', detail: message }
}
