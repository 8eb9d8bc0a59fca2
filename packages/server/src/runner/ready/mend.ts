// What a server that died left of a checkout that stood ready, was being made, or was on its way to a thread.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { killTree } from '../processes/kill-tree.ts'
import type { Git } from '../git/core.ts'
import { placeBehind, readPointer } from '../git/restrict/pointer.ts'
import { creationMarker, removeHalfMade } from '../git/worktrees/clean.ts'
import { commonDirOf } from '../git/worktrees/common-dir.ts'
import { isThere } from '../git/worktrees/if-there.ts'
import { findEntry, isBegun } from '../git/worktrees/state.ts'
import { unlock } from './make.ts'
import type { ReadyNote } from './notes.ts'

/**
 * @returns what stands there now; null where nothing does: it was never whole, is a thread's by now, or is no longer ours.
 * Whether somebody has worked in it is looked for by whoever takes it.
 */
export async function mend(git: Git, note: ReadyNote): Promise<ReadyNote | null> {
  const { repository, path, to } = note
  // What git has begun it goes on with by itself; nobody is to meet it there.
  for (const place of to === null ? [path] : [path, to])
    await killTree({ marker: `${creationMarker}=${place}`, graceMs: 3_000 })
  const commonDir = await commonDirOf(git, repository)
  const entry = await findEntry(commonDir, path)
  if (to !== null && !(await isThere(path))) {
    if (entry !== null) await tellPlace(entry, to)
    return null
  }
  if (note.commit === null) {
    const left = await removeHalfMade(git, { repository, path, branch: null })
    return left.kind === 'ready' ? { ...note, commit: left.commit } : null
  }
  if (entry === null) return null
  // It was looked at right before it was locked, and its files were whole.
  if (await isBegun(entry)) await unlock(entry)
  return { ...note, to: null }
}

/** The folder was moved, and git was ended before it had written where to. */
async function tellPlace(entry: string, to: string): Promise<void> {
  const said = /^gitdir: ([^]+)$/.exec((await readPointer(join(to, '.git'))) ?? '')?.[1]
  if (said === undefined || (await placeBehind(to, said)) !== entry) return
  await writeFile(join(entry, 'gitdir'), `${join(to, '.git')}\n`)
}
