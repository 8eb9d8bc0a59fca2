// Where two commits parted, and how far each went since. That stays so, and is remembered.
import { join } from 'node:path'
import { recent } from '../../../platform/recent.ts'
import { ownPlacesOf } from '../restrict/places.ts'
import { writtenOf } from '../restrict/written.ts'
import type { Ask } from './ask.ts'

export interface Parting {
  mergeBase: string | null
  /** Commits that only the branch has, and that only the base has. */
  ahead: number
  behind: number
}

interface PartingAsk extends Ask {
  /** Commits: the base's, and the branch's. */
  tip: string
  head: string
}

export type Partings = (ask: PartingAsk) => Promise<Parting>

const mostKnown = 1000

export function openPartings(): Partings {
  const known = recent<Parting>(mostKnown)
  return async (ask) => {
    const { path, tip, head } = ask
    const history = await historyOf(path)
    const key = [path, tip, head, history].join('\0')
    const found = known.get(key)
    if (found) return found
    const { parting, isTold } = await askParting(ask)
    if (history !== null && isTold) known.set(key, parting)
    return parting
  }
}

const histories = ['shallow', 'info/grafts', 'refs/replace', 'packed-refs', 'reftable/tables.list']

/** What can give commits other parents than they were made with, as it stands; null: it cannot be told. */
async function historyOf(root: string): Promise<string | null> {
  const own = await ownPlacesOf(root)
  if (own === null) return null
  const written = await writtenOf(histories.map((name) => join(own.commonDir, name)))
  return written === null ? null : `${own.commonDir}\0${written}`
}

/** `isTold`: git answered. A commit may be missing for a moment only, and then it does not. */
async function askParting({
  run,
  tip,
  head,
}: PartingAsk): Promise<{ parting: Parting; isTold: boolean }> {
  const [common, counts] = await Promise.all([
    run(['merge-base', tip, head], 'merge-base', { successExitCodes: [0, 1, 128] }),
    run(['rev-list', '--left-right', '--count', `${tip}...${head}`, '--'], 'ahead-behind', {
      successExitCodes: [0, 128],
    }),
  ])
  const [behind = 0, ahead = 0] =
    counts.code === 0 ? counts.text.trim().split('\t').map(Number) : []
  const mergeBase = common.code === 0 ? common.text.trim() : null
  return { parting: { mergeBase, ahead, behind }, isTold: common.code !== 128 && counts.code === 0 }
}
