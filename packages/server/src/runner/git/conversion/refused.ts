// Files that git refuses one by one, since it cannot convert them: bytes that are not in the encoding that an attribute names,
// or a filter that it needs and that fails. It ends at the first, and then does nothing for all others.
import { hashFiles, type Converted } from './as-written.ts'
import { GitError } from '../error.ts'
import { look } from '../kept/places.ts'

const onTheWay = {
  in: /^fatal: (BOM is (required|prohibited) in '|failed to encode '|encoding '|[^]*: clean filter ')/m,
  out: /^fatal: [^]*: smudge filter /m,
}

/** Whether git ended because it could not convert a file on its way into the repository, or out of it. */
export function isRefusal(cause: unknown, way: keyof typeof onTheWay): boolean {
  return cause instanceof GitError && onTheWay[way].test(cause.stderr)
}

/** Does the work for all of these files that git does not refuse, and gives those that it refuses. */
export async function refusedAmong(
  paths: readonly string[],
  way: keyof typeof onTheWay,
  work: (paths: readonly string[]) => Promise<void>,
): Promise<string[]> {
  if (paths.length === 0) return []
  try {
    await work(paths)
    return []
  } catch (cause) {
    if (!isRefusal(cause, way)) throw cause
  }
  if (paths.length === 1) return [...paths]
  const half = paths.length >> 1
  const first = await refusedAmong(paths.slice(0, half), way, work)
  return [...first, ...(await refusedAmong(paths.slice(half), way, work))]
}

/**
 * Takes files into the index: those that git refuses as they lie there, which it then holds of them.
 * @param add takes in all of these, or none.
 */
export async function addRefused(
  checkout: Converted,
  paths: readonly string[],
  add: (paths: readonly string[]) => Promise<void>,
): Promise<void> {
  const rest = await changedAmong(checkout, paths)
  const converted = await convertedAmong(checkout, rest)
  await add(rest.filter((path) => !converted.has(path)))
  const refused = await refusedAmong([...converted], 'in', add)
  const names = await hashFiles(checkout, refused, ['-w'])
  const entries = await Promise.all(
    [...names].map(async ([path, oid]) => entryOf(await modeOf(checkout, path), oid, path)),
  )
  if (entries.length === 0) return
  // Without a time: git looks at them again each time, as they are not what it would have made of them.
  await checkout.run(['update-index', '-z', '--index-info'], 'checkpoint-as-they-lie', {
    access: 'write',
    stdin: entries.map((entry) => `${entry}\0`).join(''),
  })
}

const entryOf = (mode: string, oid: string, path: string) => `${mode} ${oid}\t${path}`

async function modeOf({ path: root }: Converted, path: string): Promise<string> {
  const seen = await look(root, path)
  return seen === null || seen === 'folder' ? '' : seen.mode
}

/** Those that the index does not hold already as they lie there. */
async function changedAmong(checkout: Converted, paths: readonly string[]): Promise<string[]> {
  const [names, listed] = await Promise.all([
    hashFiles(checkout, paths),
    checkout.run(['ls-files', '--stage', '-z'], 'held-files'),
  ])
  const held = new Set(listed.text.replaceAll(' 0\t', '\t').split('\0'))
  const isHeld = async (path: string) => {
    const oid = names.get(path)
    return oid !== undefined && held.has(entryOf(await modeOf(checkout, path), oid, path))
  }
  const known = await Promise.all(paths.map(isHeld))
  return paths.filter((_, at) => !known[at])
}

/** Those that a filter or an encoding is named for. */
async function convertedAmong({ run }: Converted, paths: readonly string[]): Promise<Set<string>> {
  const stdin = paths.map((path) => `${path}\0`).join('')
  const args = ['check-attr', '-z', '--stdin', 'filter', 'working-tree-encoding']
  const parts = (await run(args, 'conversions', { stdin })).text.split('\0')
  const found = new Set<string>()
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', , value = ''] = parts.slice(at, at + 3)
    if (!['unspecified', 'unset'].includes(value)) found.add(path)
  }
  return found
}
