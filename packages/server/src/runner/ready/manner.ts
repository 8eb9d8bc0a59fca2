// How git would write the files of a worktree now: its settings and patterns, a person's own among them. A checkout that was
// written in another manner looks clean all the same: what Git LFS left as pointers, or what a sparse checkout leaves out.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { ownPlacesOf } from '../git/restrict/places.ts'
import { readSettings } from '../git/restrict/settings.ts'
import { readText } from '../git/worktrees/if-there.ts'

/** As a short text, in which nothing of the settings can be read. */
export async function mannerOf(git: Git, repository: string): Promise<string> {
  const places = await ownPlacesOf(repository)
  const [settings, ...patterns] = await Promise.all([
    readSettings(git, repository),
    // A new worktree is given those of the checkout that it is made from.
    places && readText(join(places.gitDir, 'info/sparse-checkout')),
    places && readText(join(places.commonDir, 'info/attributes')),
  ])
  const said = settings
    .filter(({ key }) => /^(core|filter|lfs)\./.test(key))
    .map(({ key, value }) => [key, value])
  return createHash('sha256')
    .update(JSON.stringify([said, patterns]))
    .digest('hex')
}
