// Our folders among the temporary ones, each for a moment: an index of ours, what a probe writes, a repository that a token goes
// from. Those that a killed server left are removed.
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'

/** What each is for. None is made by another name, so that each is found again. */
const kinds = ['index', 'kept', 'links', 'names', 'rules', 'probe', 'borrowing'] as const
const ours = new RegExp(`^a-parallel-(${kinds.join('|')})-[A-Za-z0-9]{6}$`)
/** What is done in one takes minutes at most. */
const oldMs = 6 * 3_600_000

/** Makes one of this user's alone; whoever asks removes it. */
export function temporaryFolder(kind: (typeof kinds)[number]): Promise<string> {
  return mkdtemp(join(tmpdir(), `a-parallel-${kind}-`))
}

/**
 * Removes those of this user's that are old.
 * @param now milliseconds since 1970.
 */
export async function removeOldFolders(folder: string, now: number): Promise<void> {
  for (const name of (await ifThere(readdir(folder))) ?? []) {
    if (!ours.test(name)) continue
    const path = join(folder, name)
    const seen = await ifThere(lstat(path))
    if (!seen?.isDirectory() || seen.uid !== (process.getuid?.() ?? seen.uid)) continue
    if (now - seen.mtimeMs >= oldMs) await rm(path, { recursive: true, force: true })
  }
}
