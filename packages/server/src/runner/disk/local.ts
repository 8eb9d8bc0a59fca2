// The disk of this machine, as the port promises it.
import { readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { DiskRunner } from '../disk-port.ts'
import type { Git } from '../git/core.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { realPathOf } from '../git/worktrees/state.ts'
import { oneAtATime } from '../local/one-at-a-time.ts'
import { readProcessesWithCwd } from '../processes/table.ts'
import { listWorktrees } from './list-worktrees.ts'
import { isAway } from './away.ts'
import { measure } from './measure.ts'
import { partedAt } from './parted.ts'

/** @param root the folder that worktrees of threads lie below, by project. */
export function localDisk(git: Git, root: string): DiskRunner {
  const inTurn = oneAtATime<'measure'>()
  return {
    worktrees: (repository) => listWorktrees(git, repository),
    async folders(projectId) {
      const folder = await realPathOf(join(root, projectId.slice(0, 8)))
      const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
      const inside = entries.filter((one) => one.isDirectory())
      return { folder, inside: inside.map(({ name }) => join(folder, name)) }
    },
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
