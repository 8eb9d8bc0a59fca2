// The disk of this machine, as the port promises it.
import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import type { DiskRunner } from '../disk-port.ts'
import type { Git } from '../git/core.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { realPathOf } from '../git/worktrees/state.ts'
import { oneAtATime } from '../local/one-at-a-time.ts'
import { readProcessesWithCwd } from '../processes/table.ts'
import { listWorktrees } from './list-worktrees.ts'
import { folderOfProject, isAway } from './away.ts'
import { measure } from './measure.ts'
import { partedAt } from './parted.ts'
import { foldersIn, straysIn } from './strays.ts'

/** @param root the folder that worktrees of threads lie below, by project. */
export function localDisk(git: Git, root: string): DiskRunner {
  const inTurn = oneAtATime<'measure'>()
  return {
    worktrees: (repository) => listWorktrees(git, repository),
    async folders(projectId, chosen) {
      const wanted = [root, ...(chosen === null ? [] : [chosen])]
      const at = await Promise.all(
        wanted.map((folder) => realPathOf(folderOfProject(folder, projectId))),
      )
      return { at, inside: (await Promise.all(at.map(foldersIn))).flat() }
    },
    strays: async (known) => straysIn(await realPathOf(root), known),
    placeOf: realPathOf,
    isAway: (path) => isAway(root, path),
    partedAt: (ask) => partedAt(git, ask),
    measure: (path) => inTurn('measure', () => measure(path)),
    async isInUse(path) {
      const place = (await ifThere(realpath(path))) ?? path
      const rows = await readProcessesWithCwd()
      return rows.some(({ cwd }) => cwd === place || cwd?.startsWith(`${place}${sep}`))
    },
  }
}
