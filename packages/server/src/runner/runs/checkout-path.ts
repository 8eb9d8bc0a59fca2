// Where a path inside a checkout really leads.
import { readlink, realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'

/** Whether following links leads out of the checkout, or into its `.git`. The file itself need not exist yet. */
export async function followsLinksOutside(checkout: string, path: string): Promise<boolean> {
  const root = await realpath(checkout)
  const place = await deepest(resolve(root, path))
  const inside = place === root || place.startsWith(root + sep)
  return !inside || place === join(root, '.git') || place.startsWith(join(root, '.git') + sep)
}

/** As many links as the kernel follows (path_resolution(7)). */
const mostLinks = 40

/**
 * The real path of the file, or of the nearest folder above it that exists. A link that leads to nothing yet counts as
 * what it names: writing to it makes a file there.
 */
async function deepest(path: string, links = 0): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    const target = await readlink(path).catch(() => null)
    if (target === null) return parent === path ? path : deepest(parent, links)
    if (links === mostLinks) return sep
    return deepest(resolve(await realpath(parent), target), links + 1)
  }
}
