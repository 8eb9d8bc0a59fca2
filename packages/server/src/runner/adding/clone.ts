// A clone is made beside the place where it will lie and put there once it is whole, so that half a repository is never taken
// for one. Nothing that it brings runs: no hooks, no templates, no submodules; and git speaks https and ssh alone, or reads the
// one folder that was named.
import { Problem, readCloneAddress } from '@a-parallel/contract/model'
import type { CloneId } from '@a-parallel/shared'
import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { allOf } from '../../platform/all-of.ts'
import type { CloneAsk, LeftClone } from '../adding-port.ts'
import type { Git } from '../git/core.ts'
import { progressLines } from '../git/progress-lines.ts'
import { asGitOrWithToken, fromAddress } from '../git/remotes/from-address.ts'
import { absolute } from '../machine/absolute.ts'
import { killTree } from '../processes/kill-tree.ts'
import { readCloneProgress } from './clone-progress.ts'
import { cloneProblem } from './failure.ts'
import { readNote, removeNote, writeNote } from './notes.ts'
import { clonePlace } from './place.ts'

export interface CloningPorts {
  git: Git
  /** Our data directory, and the folder in it that tells which clones are under way. */
  home: string
  notes: string
}

const marker = (id: string) => `A_PARALLEL_CLONE=${id}`
/** How a half clone is called; nothing else is ever removed. */
const halfName = (id: string) => `.a-parallel-clone-${id}`
const anyHalf = /^\.a-parallel-clone-([0-9a-f-]{36})$/

const graceMs = 2_000
const longestMs = 12 * 3_600_000

/** Resolves with the folder. Throws a Problem, or the signal's reason once nothing is left of it. */
export async function clone({ git, home, notes }: CloningPorts, ask: CloneAsk): Promise<string> {
  const { id, owner, startedAt, signal, onProgress, credentialFor } = ask
  const from = sourceOf(ask.from)
  const { folder, path } = await clonePlace({ ...ask, home })
  const half = join(folder, halfName(id))
  await writeNote(notes, id, { half, owner, from: ask.from, path, startedAt })
  try {
    const { address, protocols, options } = from
    await asGitOrWithToken(git, { address, cwd: folder, credentialFor }, async (way) =>
      git(['clone', '--progress', '--template=', ...options, '--', address, half], {
        ...fromAddress({ protocols, env: { A_PARALLEL_CLONE: id }, way }),
        cwd: folder,
        name: 'clone',
        timeoutMs: longestMs,
        signal,
        onStderr: progressLines(readCloneProgress, onProgress),
      }),
    )
    signal.throwIfAborted()
    await putInPlace(half, path)
  } catch (cause) {
    // Where that fails the note stays, and the next server tries again.
    await clearHalf(id, half)
    if (!ask.isLeft?.()) await removeNote(notes, id)
    signal.throwIfAborted()
    throw cloneProblem(cause)
  }
  await removeNote(notes, id)
  return path
}

interface Source {
  address: string
  protocols: 'https:ssh' | 'file'
  options: readonly string[]
}

function sourceOf(from: string): Source {
  const read = readCloneAddress(from)
  if (read.kind === 'refused')
    throw new Problem('clone_address_refused', 'Give an https or ssh address, or a folder.', {
      fault: read.fault,
    })
  return read.kind === 'remote'
    ? { address: read.address, protocols: 'https:ssh', options: [] }
    : // Through git's own transport: links and foreign files in its objects are not taken over.
      { address: absolute(read.address), protocols: 'file', options: ['--no-local'] }
}

/** What came to lie there meanwhile stays, and the clone goes. */
async function putInPlace(half: string, path: string): Promise<void> {
  // Windows puts nothing in the place of an empty folder.
  await rmdir(path).catch(() => null)
  try {
    await rename(half, path)
  } catch (cause) {
    throw new Problem('clone_target_taken', `${path} is there already.`, { path }, { cause })
  }
}

/** Ends whatever still works at it, also what has left git's group, and removes it. */
async function clearHalf(id: string, half: string): Promise<void> {
  await killTree({ marker: marker(id), graceMs })
  await rm(half, { recursive: true, force: true, maxRetries: 3 })
}

/** Ends clones that an earlier server left, and removes what there is of them. Throws once all were tried. */
export async function clearClones(
  { notes }: Pick<CloningPorts, 'notes'>,
  onCleared: (left: LeftClone) => void,
): Promise<void> {
  const ids = await readdir(notes).catch(() => [])
  await allOf(ids.map((id) => clearNoted(notes, id, onCleared)))
}

async function clearNoted(
  notes: string,
  id: string,
  onCleared: (left: LeftClone) => void,
): Promise<void> {
  const { half, told } = await readNote(notes, id)
  const isOurs = anyHalf.exec(basename(half))?.[1] === id && dirname(half) !== half
  if (isOurs) await clearHalf(id, half)
  await removeNote(notes, id)
  if (!isOurs || told === null) return
  const { owner, from, path, startedAt } = told
  // Its half is called by it.
  onCleared({ id: id as CloneId, owner, from, path, startedAt })
}
