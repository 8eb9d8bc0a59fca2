// Whether a path lies in one of some folders, as it is written or behind links.
import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'

export async function liesIn(path: string, folders: readonly string[]): Promise<boolean> {
  const [own, ...others] = await Promise.all([path, ...folders].map(real))
  return [path, own ?? path].some((one) =>
    [...folders, ...others].some((folder) => isInside(one, folder)),
  )
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path)
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}

/** What is not there leads nowhere else. */
function real(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
