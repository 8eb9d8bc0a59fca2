// What is noted while git makes a commit, with its hooks: where the server is killed meanwhile, the next one ends what goes on
// of it and takes back what was staged for it. Else all of it would stay staged, as if a person had approved it.
import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOrNull } from '../../../../platform/json.ts'
import { identify, isAlive, ProcessIdentity } from '../../../processes/identity.ts'
import { killTree } from '../../../processes/kill-tree.ts'
import type { Git } from '../../core.ts'
import { gitDirOf } from '../../restrict/places.ts'
import { ifThere } from '../../worktrees/if-there.ts'
import { ownCommit, ownCopy } from '../../worktrees/left/own-leftovers.ts'
import { commitOf } from '../bases.ts'
import { openPlace } from '../place.ts'
import { putIndex } from './kept-index.ts'

const Note = z.object({
  /** The server that makes it: others may be at work in the same repository. */
  server: ProcessIdentity.nullable(),
  mark: z.string(),
  head: z.string().nullable(),
  /** What the index held as git began. */
  tree: z.string(),
  /** When the index before was written, in seconds since 1970; null: there was none. */
  seconds: z.number().nullable(),
})
type Note = z.infer<typeof Note>

const mark = `commit-${randomUUID()}`
const graceMs = 1_500

/** What git carries in its environment while it makes a commit for this server, and its hooks with it. */
export const commitMark = { A_PARALLEL_RUN: mark }

/** @param gitDir the checkout's own directory in the repository. */
export async function noteCommit(
  gitDir: string,
  begun: Omit<Note, 'server' | 'mark'>,
): Promise<void> {
  const note: Note = { server: await identify(process.pid), mark, ...begun }
  await writeFile(join(gitDir, ownCommit), JSON.stringify(note))
}

export async function forgetCommit(gitDir: string): Promise<void> {
  await rm(join(gitDir, ownCommit), { force: true })
}

/**
 * The index is put back where it holds what that commit was made of, and nobody has committed since. What cannot be ended
 * is looked for again at the next start.
 * @param path of a checkout's top folder.
 */
export async function takeBackCommit(git: Git, path: string): Promise<void> {
  const gitDir = await gitDirOf(path)
  const text = gitDir && (await ifThere(readFile(join(gitDir, ownCommit), 'utf8')))
  const { data: note } = Note.safeParse(jsonOrNull(text ?? ''))
  if (!gitDir || !note || (note.server && (await isAlive(note.server)))) return
  const { survived } = await killTree({ marker: `A_PARALLEL_RUN=${note.mark}`, graceMs })
  if (survived.length > 0) return
  const copy = join(gitDir, ownCopy)
  const was = await ifThere(readFile(copy))
  const isWhole = (was === null) === (note.seconds === null)
  if (isWhole && (await isLeft(git, path, note))) await putIndex(gitDir, was, note.seconds ?? 0)
  await forgetCommit(gitDir)
  await rm(copy, { force: true })
}

async function isLeft(git: Git, path: string, { head, tree }: Note): Promise<boolean> {
  const run = await openPlace(git, { path, trusted: false })
  if ((await commitOf(run, 'HEAD')) !== head) return false
  const { text } = await run(['write-tree'], 'staged-tree', { successExitCodes: [0, 128] })
  return text.trim() === tree
}
