// What stood in a checkout and its index, and whether it can still be had: from the files, the index, what is committed, and
// what is kept. For tests.
import type { StageRig } from '../stage-rig.ts'
import { filesIn } from '../plain-rig.ts'

/** What each path holds: permissions and bytes, a character for a byte, or `-> ` and where it leads. */
export type Held = ReadonlyMap<string, string>

/** All that something can be had from. */
export interface Sources {
  files: Held
  index: Held
  /** The index as git prints it: mode, object, stage and path of each entry. */
  entries: readonly string[]
  committed: Held
  kept: readonly { ref: string; held: Held }[]
}

/** Looks at a checkout in which nothing is committed meanwhile. */
export function openSources(rig: StageRig): () => Sources {
  const exact = (...args: string[]) => rig.repository.exact(args, rig.ask.path)
  const blob = remembered((oid) => exact('cat-file', 'blob', oid))
  const heldIn = (records: string): Held =>
    new Map(
      records.split('\0').flatMap((record): [string, string][] => {
        const found = /^(\d+) (?:blob )?([0-9a-f]+)(?: 0)?\t([^]+)$/.exec(record)
        if (!found) return []
        const [, mode = '', oid = '', path = ''] = found
        const what = mode === '120000' ? `-> ${blob(oid)}` : `${mode.slice(3)} ${blob(oid)}`
        return [[Buffer.from(path, 'latin1').toString(), what]]
      }),
    )
  const tree = remembered((commit) => heldIn(exact('ls-tree', '-r', '-z', commit)))
  const committed = tree('HEAD')
  const keptIn = (line: string) => {
    const [ref = '', commit = ''] = line.split(' ')
    return { ref, held: tree(commit) }
  }
  return () => {
    const records = exact('ls-files', '--stage', '-z')
    const refs = exact('for-each-ref', '--format=%(refname) %(objectname)', 'refs/a-parallel/trash')
    return {
      files: new Map(Object.entries(filesIn(rig.ask.path))),
      index: heldIn(records),
      entries: records.split('\0'),
      committed,
      kept: refs.split('\n').flatMap((line) => (line === '' ? [] : keptIn(line))),
    }
  }
}

function remembered<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    const found = known.get(name) ?? read(name)
    known.set(name, found)
    return found
  }
}
