// The recipe of a checkout, as a file. Read and written as it is: a link in its place is no recipe, and nothing is ever
// written through one.
import { recipeFile } from '@a-parallel/contract/model'
import { randomUUID } from 'node:crypto'
import { lstat, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import { contentOf } from '../trust/content.ts'

/** What the recipe of a checkout holds, whatever that is; null when no plain file is there. */
export async function readRecipeFile(checkout: string): Promise<string | null> {
  const path = join(checkout, recipeFile)
  const entry = await ifThere(lstat(path))
  if (!entry?.isFile()) return null
  return (await contentOf(path))?.text ?? null
}

/**
 * Writes the recipe in one step, if it still holds `was`.
 * @returns false when something else is there by now: then nothing was written.
 */
export async function writeRecipeFile(
  checkout: string,
  { text, was }: { text: string; was: string | null },
): Promise<boolean> {
  const path = join(checkout, recipeFile)
  const entry = await ifThere(lstat(path))
  if (entry && !entry.isFile()) return false
  if ((await readRecipeFile(checkout)) !== was) return false
  const fresh = `${path}.${randomUUID()}`
  try {
    await writeFile(fresh, text, { flag: 'wx', mode: (entry?.mode ?? 0o644) & 0o777 })
    await rename(fresh, path)
  } finally {
    await rm(fresh, { force: true })
  }
  return true
}
