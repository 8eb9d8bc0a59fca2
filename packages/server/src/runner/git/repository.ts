// What a path is, to someone who wants to add it as a project. Reads only, and never runs what the repository brings.
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { defaultBranch } from './branches.ts'
import type { Git } from './core.ts'
import { GitError, gitErrorCode } from './error.ts'
import { withoutEnd } from './restrict/said-path.ts'
import { commonDirOf } from './worktrees/common-dir.ts'

export interface Repository {
  /** Real path of the checkout. */
  root: string
  /** Real path of the repository's own directory, which all its worktrees share. */
  commonDir: string
  /** Null only when the head is detached and no usual name exists. */
  defaultBranch: string | null
  /** `branch` is null when the head is detached. */
  head: { branch: string | null; commit: string }
  /** The main checkout, when `root` is a linked worktree of it. */
  main: string | null
}

export type Inspection =
  | ({ kind: 'repository' } & Repository)
  | { kind: 'missing' }
  | { kind: 'not-a-directory' }
  | { kind: 'unreadable' }
  | { kind: 'not-a-repository' }
  | { kind: 'bare' }
  | { kind: 'no-commits'; root: string }
  | { kind: 'inside'; root: string }
  | { kind: 'dubious-ownership' }

/** Says what lies at an absolute path. @throws GitError when git itself fails in an unforeseen way. */
export async function inspectRepository(git: Git, path: string): Promise<Inspection> {
  const place = await findDirectory(path)
  if (typeof place !== 'string') return place
  try {
    return await ask(git, place)
  } catch (cause) {
    const outcome = cause instanceof GitError ? outcomes[cause.code] : undefined
    if (outcome === undefined) throw cause
    return { kind: outcome }
  }
}

const outcomes: Partial<
  Record<
    GitError['code'],
    'not-a-repository' | 'bare' | 'dubious-ownership' | 'unreadable' | 'missing'
  >
> = {
  'not-a-repository': 'not-a-repository',
  'bare-repository': 'bare',
  'dubious-ownership': 'dubious-ownership',
  permission: 'unreadable',
  'missing-cwd': 'missing',
}

async function findDirectory(path: string): Promise<string | Inspection> {
  try {
    const real = await realpath(path)
    return (await stat(real)).isDirectory() ? real : { kind: 'not-a-directory' }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (code === 'ENOENT') return { kind: 'missing' }
    if (code === 'ENOTDIR') return { kind: 'not-a-directory' }
    if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') return { kind: 'unreadable' }
    throw cause
  }
}

async function ask(git: Git, place: string): Promise<Inspection> {
  const { text } = await git(
    ['rev-parse', '--is-bare-repository', '--is-inside-git-dir', '--absolute-git-dir'],
    { cwd: place, name: 'inspect', successExitCodes: [0, 128] },
  ).then(refuseUnlessStarted)
  const [, bare, within, gitDir = ''] = /^(.*)\n(.*)\n([^]*)\n$/.exec(text) ?? []
  if (bare === 'true') return { kind: 'bare' }
  const commonDir = await commonDirOf(git, place)
  const top = await git(['rev-parse', '--show-toplevel'], {
    cwd: place,
    name: 'inspect-top',
    successExitCodes: [0, 128],
  })
  if (within === 'true' || top.code !== 0) return { kind: 'inside', root: dirname(commonDir) }
  const root = await realpath(withoutEnd(top.text))
  if (root !== place) return { kind: 'inside', root }
  const linked = (await realpath(gitDir)) !== commonDir
  const [head, standard] = await Promise.all([readHead(git, root), defaultBranch(git, root)])
  if (!head) return { kind: 'no-commits', root }
  const main = linked && basename(commonDir) === '.git' ? dirname(commonDir) : null
  return { kind: 'repository', root, commonDir, defaultBranch: standard, head, main }
}

/** 128 is also how git says that there is no repository at all: then it printed nothing. */
function refuseUnlessStarted<T extends { code: number; text: string; stderr: string }>(
  output: T,
): T {
  if (output.code === 0 || output.text !== '') return output
  throw new GitError({
    code: gitErrorCode(output.stderr),
    args: ['rev-parse'],
    exitCode: output.code,
    stderr: output.stderr,
  })
}

async function readHead(git: Git, cwd: string): Promise<Repository['head'] | null> {
  const [commit, branch] = await Promise.all([
    git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], {
      cwd,
      name: 'head-commit',
      successExitCodes: [0, 1, 128],
    }),
    git(['symbolic-ref', '--quiet', '--short', 'HEAD'], {
      cwd,
      name: 'head-branch',
      successExitCodes: [0, 1],
    }),
  ])
  if (commit.code !== 0) return null
  return { commit: commit.text.trim(), branch: branch.code === 0 ? branch.text.trim() : null }
}
