// Whether a path lies in one of some repositories: as it is written, where its links lie and lead to, or in another checkout
// of one, wherever that is.
import { readlink, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, parse, relative, sep } from 'node:path'
import { ownPlacesOf } from '../git/restrict/places.ts'

/** As many as a system follows. */
const mostLinks = 40

/**
 * @param path absolute.
 * @param folders repositories, and folders in which worktrees lie.
 */
export async function liesIn(path: string, folders: readonly string[]): Promise<boolean> {
  const [own, ...others] = await Promise.all([path, ...folders].map(real))
  const places = [path, own ?? path, ...(await linksOf(path))]
  const all = [...folders, ...others]
  if (places.some((one) => all.some((folder) => isInside(one, folder)))) return true
  const shared = new Set(await Promise.all(folders.map(sharedBy)))
  shared.delete(null)
  for (const place of places) if (await isInCheckout(place, shared)) return true
  return false
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path)
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}

/** What is not there leads nowhere else. */
function real(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

/** Where each link lies that is followed on the way: whoever writes there decides where that leads. */
async function linksOf(path: string): Promise<string[]> {
  const links: string[] = []
  let { root: at } = parse(path)
  const left = path.slice(at.length).split(sep)
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const next = join(at, name)
    const target = await readlink(next).catch(() => null)
    if (target === null) {
      at = next
      continue
    }
    links.push(next)
    if (links.length === mostLinks) break
    const { root } = parse(target)
    at = root === '' ? at : root
    left.unshift(...target.slice(root.length).split(sep))
  }
  return links
}

/** Whether one of the folders above is a checkout of one of these. */
async function isInCheckout(
  place: string,
  repositories: ReadonlySet<string | null>,
): Promise<boolean> {
  const folder = dirname(place)
  const found = await sharedBy(folder)
  if (found !== null && repositories.has(found)) return true
  return folder !== place && isInCheckout(folder, repositories)
}

/** What all checkouts of the repository there share; null where there is none, or none that can be read. */
async function sharedBy(folder: string): Promise<string | null> {
  const places = await ownPlacesOf(folder).catch(() => null)
  return places?.commonDir ?? null
}
