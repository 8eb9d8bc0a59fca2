// Files of a kept worktree by their paths in the checkout, also those of which git has refused the names. No git has looked
// at these names: none of ours leads out of the checkout, or to what ties it to its repository.
import { oddFiles, wholeFiles, type KeptEntry } from './blobs.ts'
import { obstacleOf } from './places.ts'

export function filesAmong(entries: readonly KeptEntry[], odd: readonly string[]): KeptEntry[] {
  return entries.flatMap((entry) => {
    const { path: at } = entry
    if (at.startsWith(wholeFiles)) return [{ ...entry, path: at.slice(wholeFiles.length) }]
    const path = at.startsWith(oddFiles) ? odd[Number(at.slice(oddFiles.length))] : undefined
    return path === undefined ? [] : [{ ...entry, path }]
  })
}

/** @throws when it cannot lie there. */
export async function refuseObstacle(root: string, path: string): Promise<void> {
  const parts = path.split('/')
  const leadsOut = parts[0] === '.git' || parts.some((part) => ['', '.', '..'].includes(part))
  if (leadsOut || (await obstacleOf(root, path)) !== null)
    throw new Error(`${path} cannot be put into ${root}`)
}
