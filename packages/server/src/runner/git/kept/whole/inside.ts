// Repositories in what a checkout ignores: git says nothing of them there. Their commits are not the checkout's, so what is
// in none of their remotes would go with it for good. None of their programs run, whoever is trusted.
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git, GitOptions } from '../../core.ts'
import { neutraliseAll } from '../../filters.ts'
import { standingOf } from '../../publish/standing.ts'
import { ownPlacesOf } from '../../restrict/places.ts'
import { isThere } from '../../worktrees/if-there.ts'

/** Whether a folder in which something named `.git` lies is a checkout. */
export async function isCheckout(folder: string): Promise<boolean> {
  const own = await ownPlacesOf(folder)
  if (own === null) return false
  const parts = await Promise.all(
    ['HEAD', 'objects'].map((name) => isThere(join(own.commonDir, name))),
  )
  return !parts.includes(false)
}

/**
 * Those in which something is not committed, or commits that would be nowhere else.
 * @param folders checkouts inside, with a slash behind them.
 */
export async function withWork(
  git: Git,
  root: string,
  folders: readonly string[],
): Promise<string[]> {
  const found: string[] = []
  for (const folder of folders) if (await holdsWork(git, root, folder)) found.push(folder)
  return found
}

async function holdsWork(git: Git, root: string, folder: string): Promise<boolean> {
  const cwd = join(root, folder)
  const own = await ownPlacesOf(cwd)
  if (own === null) return false
  const neutral = await neutraliseAll(git, cwd)
  // Without these git would take the checkout around it where this one is broken.
  const env = { ...neutral.env, GIT_DIR: own.gitDir, GIT_WORK_TREE: cwd, GIT_NO_LAZY_FETCH: '1' }
  const options: GitOptions = { cwd, name: 'inside', settings: neutral.settings, env }
  const args = ['status', '--porcelain=v2', '-z', '--branch', '--no-renames']
  const { text } = await git(
    [...args, '--untracked-files=all', '--ignore-submodules=none'],
    options,
  )
  const { head, staged, unstaged, conflicted, untracked } = standingOf(text)
  if ([staged, unstaged, conflicted, untracked].some(({ length }) => length > 0)) return true
  const goes = `${own.commonDir}/`.startsWith(`${await realpath(root)}/`)
  if (!goes && head === null) return false
  // Of a repository elsewhere only what no branch holds would be lost.
  const asked = goes
    ? ['--all', '--not', '--remotes']
    : ['HEAD', '--not', '--branches', '--remotes', '--tags']
  return (await git(['rev-list', '--max-count=1', ...asked, '--'], options)).text !== ''
}
