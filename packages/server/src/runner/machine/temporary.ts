// Folders that a killed server left among the temporary ones: each holds an index of ours, what a probe writes,
// or a repository that a token goes from, for a moment.
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'

const ours = /^a-parallel-(index|kept|probe|borrowing)-[A-Za-z0-9]{6}$/
/** What is done in one takes minutes at most. */
const oldMs = 6 * 3_600_000

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
