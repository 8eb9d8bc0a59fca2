// Which probes are under way, each written down before it begins: what a killed server has left of one is ended by the next.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allOf } from '../../platform/all-of.ts'
import { isUuid } from '../../platform/id.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { killTree } from '../processes/kill-tree.ts'

export interface ProbeNotes {
  begin(id: string): Promise<void>
  /** Ends the probe with everything that it started. What survives that stays written down. */
  end(id: string): Promise<void>
  /** Ends what an earlier server has left. Throws once all were tried. */
  clear(): Promise<void>
}

const graceMs = 1_500

/** What everything that a probe starts carries in its environment, as `A_PARALLEL_RUN`. */
export function runOf(id: string): string {
  return `probe-${id}`
}

/** @param folder is made when it is first needed. */
export function openProbeNotes(folder: string): ProbeNotes {
  const own = new Set<string>()
  const end = async (id: string) => {
    const { survived } = await killTree({ marker: `A_PARALLEL_RUN=${runOf(id)}`, graceMs })
    if (survived.length === 0) await rm(join(folder, id), { force: true })
  }
  return {
    async begin(id) {
      own.add(id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, id), '', { mode: 0o600 })
    },
    end,
    async clear() {
      const names = (await ifThere(readdir(folder))) ?? []
      const left = names.filter((name) => isUuid(name) && !own.has(name))
      await allOf(left.map(end))
    },
  }
}
