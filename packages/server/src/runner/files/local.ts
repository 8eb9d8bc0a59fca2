// The files of this machine's checkouts, as the port promises them.
import { rankFiles } from '@a-parallel/contract/model'
import { readChangedPaths } from './changed.ts'
import { browse } from './browse.ts'
import { openFileSearch } from './find.ts'
import { keptForAMoment } from './moment.ts'
import { openPaths } from './paths.ts'
import { readBytes, readWhole } from './read.ts'
import { findSymbols } from './symbols/grep.ts'
import type { FilesRunner } from '../files-port.ts'
import type { Git } from '../git/core.ts'
import { mediaTypeOf } from '../git/diff/media-type.ts'
import { createPool } from '../git/pool.ts'
import { absolute } from '../machine/absolute.ts'
import { openInside, type InsideSetup } from '../local/review.ts'
import type { ReviewAsk } from '../review-port.ts'

/** Whoever types a name asks many times, and each time all files are read: others are to get their turn. */
const namesAtOnce = 2

const now = () => performance.now()

export function localFiles(git: Git, setup: InsideSetup): FilesRunner {
  const paths = openPaths(git, now)
  const search = openFileSearch(git, now, paths)
  const inside = openInside(git, setup)
  const changedOf = keptForAMoment<ReadonlySet<string>>(now)
  const names = createPool(namesAtOnce)
  const changed = (ask: ReviewAsk) =>
    changedOf(JSON.stringify([ask.path, ask.base]), () =>
      inside(ask, (checkout) => readChangedPaths(checkout, ask.base)),
    )
  return {
    browse: (path) => browse(absolute(path)),
    find: ({ path, query, limit }) => search.find(path, query, limit),
    jump: ({ query, recent, most, ...ask }) =>
      inside(ask, async () => {
        const [{ prepared }, changes] = await Promise.all([paths(ask.path), changed(ask)])
        const sought = fromTop(query, ask.path)
        const found = rankFiles(prepared, sought, { changed: changes, recent }, most)
        const lately = new Set(recent)
        return {
          files: found.map((path) => ({
            path,
            changed: changes.has(path),
            recent: lately.has(path),
          })),
          among: prepared.paths.length,
        }
      }),
    symbols: ({ query, most, signal, ...ask }) =>
      names(async () => {
        // While others had their turn, whoever typed this has typed more.
        if (signal?.aborted) return { symbols: [], more: false, cut: true }
        const changes = await changed(ask)
        return inside(ask, (checkout) =>
          findSymbols(checkout, { query, changed: changes, most, signal }, now),
        )
      }),
    read: ({ file, whole, ...ask }) => inside(ask, (checkout) => readWhole(checkout, file, whole)),
    bytes: ({ file, ...ask }) =>
      inside(ask, async (checkout) => {
        const bytes = await readBytes(checkout, file)
        return { bytes, mediaType: mediaTypeOf(bytes) }
      }),
  }
}

/** A whole path, as an agent or a compiler says it, is meant from the top of the checkout. */
function fromTop(query: string, root: string): string {
  return query.startsWith(`${root}/`) ? query.slice(root.length + 1) : query
}
