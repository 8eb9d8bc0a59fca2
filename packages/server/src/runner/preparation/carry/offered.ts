// What a recipe would give a worktree now, as a short text: what was given before is compared by it.
import type { Recipe } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { lstat, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../../git/core.ts'
import { ifThere } from '../../git/worktrees/if-there.ts'
import { choose, type Chosen } from './choose.ts'

/**
 * Another one once a file that is copied by itself was written, and once something came or went. Folders are told by
 * their names alone: they are large, and made out of what is committed.
 */
export async function offered(
  git: Git,
  { repository, recipe }: { repository: string; recipe: Recipe },
): Promise<string> {
  const root = await realpath(repository)
  const { chosen } = await choose(git, root, recipe)
  const told = await Promise.all(chosen.map((one) => toldOf(root, one)))
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

async function toldOf(root: string, { path, how }: Chosen): Promise<string[]> {
  const entry = await ifThere(lstat(join(root, path), { bigint: true }))
  // What a link leads to is what it is at any time.
  if (!entry?.isFile() || how === 'link') return [path, how, entry?.isFile() ? 'file' : 'other']
  const { ino, size, mtimeNs, ctimeNs } = entry
  return [path, how, `${ino}:${size}:${mtimeNs}:${ctimeNs}`]
}
