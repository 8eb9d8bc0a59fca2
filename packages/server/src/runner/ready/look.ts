// What is asked of a repository and of a checkout that stands ready in it, before it is made, taken, renewed or removed.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { ownPlacesOf } from '../git/restrict/places.ts'
import { commonDirOf } from '../git/worktrees/common-dir.ts'
import { ifThere, isThere } from '../git/worktrees/if-there.ts'
import { listChanges } from '../git/worktrees/remove.ts'
import { worktreeState } from '../git/worktrees/state.ts'
import type { ReadyNote } from './notes.ts'

/**
 * The checkout's own directory in the repository, if it stands there as it was made: at its commit, on no branch or on the
 * one that is named, with nothing in it that was not checked out, not even what git ignores. Null where somebody may have
 * worked in it, or has locked it, which our moving would not heed.
 */
export async function untouched(
  git: Git,
  { repository, path, trusted, commit }: Omit<ReadyNote, 'base' | 'to' | 'manner'>,
  on = 'HEAD',
): Promise<string | null> {
  const state = await worktreeState(await commonDirOf(git, repository), path)
  if (state.kind !== 'ready' || (await isThere(join(state.gitDir, 'locked')))) return null
  const [{ text }, changes] = await Promise.all([
    // The commit, and then what HEAD names: a branch, or itself.
    git(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'], { cwd: path, name: 'ready-head' }),
    listChanges(git, path, trusted, true),
  ])
  return text.trim() === `${commit}\n${on}` && changes.length === 0 ? state.gitDir : null
}

/** Whether files that are the same in both commits may be written differently: attributes say how. */
export async function differsInAttributes(
  git: Git,
  { repository, from, to }: { repository: string; from: string; to: string },
): Promise<boolean> {
  if (from === to) return false
  const args = ['diff-tree', '-r', '--quiet', from, to, '--', ':(glob)**/.gitattributes']
  const { code } = await git(args, {
    cwd: repository,
    name: 'ready-attributes',
    env: { GIT_LITERAL_PATHSPECS: '0' },
    successExitCodes: [0, 1],
  })
  return code === 1
}

/** Null where there is no such base any more. */
export async function commitOf(
  git: Git,
  { repository, base }: Pick<ReadyNote, 'repository' | 'base'>,
): Promise<string | null> {
  const { code, text } = await git(['rev-parse', '--verify', '--quiet', `${base}^{commit}`], {
    cwd: repository,
    name: 'ready-base',
    successExitCodes: [0, 1, 128],
  })
  return code === 0 ? text.trim() : null
}

/** How many files the index of a repository's own checkout lists (gitformat-index(5)); 0 where that cannot be told. */
export async function filesIn(repository: string): Promise<number> {
  const places = await ownPlacesOf(repository)
  const file = places && (await ifThere(open(join(places.gitDir, 'index'))))
  if (!file) return 0
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0)
    return bytesRead === 12 ? buffer.readUInt32BE(8) : 0
  } finally {
    await file.close()
  }
}
