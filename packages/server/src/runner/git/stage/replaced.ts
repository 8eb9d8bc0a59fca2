// What goes from the index with what comes into it: where a file lies in the one, no folder can, and the other way round.
import type { Checkout } from '../changes/checkout.ts'
import type { Held } from './index-only.ts'

/**
 * With what the index holds besides: below these paths, which are new to it, or in place of a folder above them.
 * @param held what goes anyway.
 */
export async function withReplaced(
  { run }: Checkout,
  paths: readonly string[],
  held: readonly Held[],
): Promise<readonly Held[]> {
  if (paths.length === 0) return held
  const { text } = await run(['ls-files', '--stage', '-z'], 'index-replaced')
  const fresh = new Set(paths)
  const above = new Set(paths.flatMap(foldersOf))
  const known = new Set(held.map(({ path }) => path))
  const replaced = text.split('\0').flatMap((record): Held[] => {
    const [, mode, oid, path] = /^(\d+) ([0-9a-f]+) \d\t([^]+)$/.exec(record) ?? []
    if (mode === undefined || oid === undefined || path === undefined || known.has(path)) return []
    const goes = above.has(path) || foldersOf(path).some((folder) => fresh.has(folder))
    return goes ? [{ path, mode, oid }] : []
  })
  return [...held, ...replaced]
}

/** `a` and `a/b` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at))
  return folders
}
