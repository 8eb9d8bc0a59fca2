// The files of a worktree's own entry in the repository that say where it stands: its HEAD and what git is in the middle of.
// What ties it to its place is not among them; git writes that anew.
import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

/** Of the place, of other gits at work, of no use later, or kept in another way. */
const notTaken =
  /^(index|FETCH_HEAD|gitdir|commondir|locked|modules|logs|reftable|fsmonitor--daemon.*|sharedindex\..*|a-parallel.*)$/
const mostFiles = 2_000
const largest = 4 << 20

export interface EntryFile {
  /** Below the entry. */
  path: string
  bytes: Buffer
}

/** @throws where there is more than an operation ever writes. */
export async function readEntryFiles(gitDir: string): Promise<EntryFile[]> {
  const found: EntryFile[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of (await ifThere(readdir(join(gitDir, folder)))) ?? []) {
      if ((folder === '' && notTaken.test(name)) || name.endsWith('.lock')) continue
      const path = folder === '' ? name : `${folder}/${name}`
      const seen = await ifThere(lstat(join(gitDir, path)))
      if (seen?.isDirectory()) folders.push(path)
      if (!seen?.isFile()) continue
      if (found.length >= mostFiles || seen.size > largest)
        throw new Error(`${path} is more than can be kept of what git is in the middle of`)
      found.push({ path, bytes: await readFile(join(gitDir, path)) })
    }
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

export async function writeEntryFiles(gitDir: string, files: readonly EntryFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(join(gitDir, dirname(path)), { recursive: true })
    await writeFile(join(gitDir, path), bytes)
  }
}

/** Everything in them that looks like the name of an object. */
export function objectNamesIn(files: readonly EntryFile[]): string[] {
  const names = files.flatMap(({ bytes }) =>
    [...bytes.toString('latin1').matchAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g)].map(
      ([name]) => name,
    ),
  )
  return [...new Set(names)]
}
