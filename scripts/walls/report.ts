// All walls in one list, run over a tree and told to a person. Must not know what a wall checks.
import { clientLayers, desktopInOneFile } from './client-layers.ts'
import { cycles } from './cycles.ts'
import { faces, namedPlatforms, vagueNames } from './names.ts'
import { contractImports, reach, schemasAtTheEdge, sharedEmitsNothing } from './packages.ts'
import { casts, openings } from './prose.ts'
import { pureContract } from './purity.ts'
import { blindHolder, pureDrivers, queriesInStore, serverLayers } from './server-layers.ts'
import { fileSizes, folderSizes, functionSizes } from './sizes.ts'
import { readTree, type Tree, type Violation } from './tree.ts'
import { applyWaivers, readWaivers, waiverFile } from './waivers.ts'
import { words } from './words.ts'

type Wall = (tree: Tree) => Violation[]

export const walls: readonly Wall[] = [
  reach,
  contractImports,
  pureContract,
  sharedEmitsNothing,
  schemasAtTheEdge,
  serverLayers,
  pureDrivers,
  blindHolder,
  queriesInStore,
  clientLayers,
  desktopInOneFile,
  cycles,
  faces,
  vagueNames,
  words,
  openings,
  casts,
  namedPlatforms,
]

export const sizeWalls: readonly Wall[] = [fileSizes, functionSizes, folderSizes]

/** Runs walls over the tree at `root`, prints what they found, and returns how many violations are left. */
export function reportWalls(
  root: string,
  list: readonly Wall[],
  say: (line: string) => void,
): number {
  const tree = readTree(root)
  // A wall that looks at nothing passes silently, which is worse than no wall.
  if (tree.modules.length === 0) {
    say(`No modules found under ${root}: the walls looked at nothing.`)
    return 1
  }
  const { left } = applyWaivers(
    list.flatMap((wall) => wall(tree)),
    readWaivers(root),
  )
  for (const { wall, path, line, what } of left) say(`${path}:${line} [${wall}] ${what}`)
  say(`${tree.modules.length} modules, ${left.length} violations.`)
  return left.length
}

/** Waivers that no violation needs any more: the list must lose them. */
export function reportIdleWaivers(root: string, say: (line: string) => void): number {
  const tree = readTree(root)
  const found = [...walls, ...sizeWalls].flatMap((wall) => wall(tree))
  const { idle } = applyWaivers(found, readWaivers(root))
  for (const { wall, path } of idle)
    say(`${waiverFile}: nothing at ${path} breaks ${wall} any more.`)
  return idle.length
}
