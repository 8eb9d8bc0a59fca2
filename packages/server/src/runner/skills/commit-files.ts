// The files of a commit that nobody has vouched for, by the rules of archives. Read as git stores them: attributes in it
// would have `git archive` leave files out, rewrite them, and hand them to the person's own filters. How many there are is
// known before any of them is read, since a small tree may hold itself a thousand times over.
import { skillLimits } from '@a-parallel/contract/model'
import type { Git, GitOptions } from '../git/core.ts'
import { GitError } from '../git/error.ts'
import { openTally, plainPath, refused, type TreeFile } from './archive/rules.ts'

interface Blob {
  path: string
  id: string
  size: number
  executable: boolean
}

/** Bytes of paths, one after the other, folders among them. */
const longestListing = 4 << 20
/** In front of a file's bytes git says what it is. */
const headBytes = 200

/**
 * @param options with the folder to run in and the settings; the names of calls are our own.
 * Throws `skill_archive_refused`.
 */
export async function filesOfCommit(
  git: Git,
  options: Omit<GitOptions, 'name' | 'stdin' | 'maxOutputBytes'>,
  { gitDir, commit }: { gitDir: string; commit: string },
): Promise<TreeFile[]> {
  const at = `--git-dir=${gitDir}`
  const listed = await git([at, 'ls-tree', '-r', '-t', '-z', '-l', '--full-tree', commit], {
    ...options,
    name: 'skills-tree',
    maxOutputBytes: longestListing,
  }).catch((cause: unknown) => {
    if (cause instanceof GitError && cause.code === 'output-too-large')
      throw refused('files', '', cause)
    throw cause
  })
  const blobs = blobsIn(listed.text)
  if (blobs.length === 0) return []
  const { stdout } = await git([at, 'cat-file', '--batch'], {
    ...options,
    name: 'skills-files',
    stdin: blobs.map(({ id }) => `${id}\n`).join(''),
    maxOutputBytes: skillLimits.bytes + blobs.length * headBytes,
  })
  return contentsIn(stdout, blobs)
}

/** What is not another repository, a folder, or left out. */
function blobsIn(listing: string): Blob[] {
  const tally = openTally(null)
  return listing.split('\0').flatMap((line): Blob[] => {
    const [, mode = '', kind, id = '', size = '', given = ''] =
      /^(\d+) (\w+) ([0-9a-f]+) +(-|\d+)\t([^]*)$/.exec(line) ?? []
    if (kind !== 'blob') return []
    if (mode === '120000') throw refused('link', given)
    const path = plainPath(given)
    if (path === null) return []
    tally.file(path)
    tally.add(Number(size))
    return [{ path, id, size: Number(size), executable: mode === '100755' }]
  })
}

function contentsIn(said: Buffer, blobs: readonly Blob[]): TreeFile[] {
  let at = 0
  return blobs.map(({ path, id, size, executable }) => {
    const head = `${id} blob ${size}\n`
    const begins = at + head.length
    if (said.toString('latin1', at, begins) !== head) throw refused('broken', path)
    at = begins + size + 1
    return { path, bytes: Buffer.from(said.subarray(begins, begins + size)), executable }
  })
}
