// Which files of a checkout are other bytes than git would write there for what it holds of them: CR LF where it writes LF or
// the other way round, an `$Id$` of somebody else's, another encoding, what a filter does not give again. Few files are
// read for this: one that is as large as what git holds, and that git writes as it holds it, is that.
import { constants } from 'node:fs'
import { access, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../changes/checkout.ts'
import { blobName } from '../changes/content.ts'
import { GitError } from '../error.ts'
import { batchesOf, readBlobs } from '../kept/blobs.ts'
import { quoted } from '../restrict/said-path.ts'
import { ifThere } from '../worktrees/if-there.ts'
import type { Rules } from './rules.ts'

export type Converted = Pick<Checkout, 'path' | 'run'>

/** A file that lies in the checkout; no link. */
export interface HeldFile {
  path: string
  /** What git holds of it. */
  oid: string
  /** Of the file as it lies there. */
  bytes: number
}

/** Bytes. A larger file is taken to be as git writes it. */
const largestJudged = 50 << 20
const timeoutMs = 10 * 60_000
/** A filter that hangs holds up whoever waits for the checkpoint; then the bytes are kept. */
const filterMs = 60_000

/** A file of which more has to be known than its size. */
export interface Suspect<F extends HeldFile = HeldFile> {
  file: F
  way: Way
  /** Bytes of what git holds; undefined where a partial clone lacks it. */
  size: number | undefined
}

/**
 * The paths of those that are otherwise, and of those of which it cannot be told.
 * @param thorough the rules were others when git took them in, so that their sizes tell nothing.
 */
export async function otherThanWritten(
  checkout: Converted,
  rules: Pick<Rules, 'outwards' | 'crlf'>,
  held: readonly HeldFile[],
  thorough = false,
): Promise<string[]> {
  const suspects = await suspectsAmong(checkout, rules, held, thorough)
  return [...(await otherAmong(checkout, suspects)).keys()]
}

/** All others are the very bytes that git holds, and writes. */
export async function suspectsAmong<F extends HeldFile>(
  checkout: Converted,
  rules: Pick<Rules, 'outwards' | 'crlf'>,
  held: readonly F[],
  thorough = false,
): Promise<Suspect<F>[]> {
  const judged = held.filter(({ bytes }) => bytes <= largestJudged)
  if (judged.length === 0) return []
  const [sizes, ways] = await Promise.all([
    readSizes(checkout, judged),
    readWays(checkout, rules, judged),
  ])
  return judged
    .map((file) => ({ file, way: ways.get(file.path) ?? 'as-held', size: sizes.get(file.oid) }))
    .filter(({ file, way, size }) => thorough || file.bytes !== size || way !== 'as-held')
}

/** The same among these, each with the name that its bytes have as they lie there. */
export async function otherAmong(
  checkout: Converted,
  suspects: readonly Suspect[],
): Promise<Map<string, string>> {
  const pointers = await readPointers(checkout, suspects)
  const rest = suspects.filter(({ file }) => pointers.get(file.path) !== file.bytes)
  const names = await hashFiles(
    checkout,
    rest.map(({ file }) => file.path),
  )
  const other = new Map<string, string>()
  const doubtful: (HeldFile & { name: string })[] = []
  for (const { file, way } of rest) {
    const name = names.get(file.path)
    // It is gone by now.
    if (name === undefined) continue
    // Git LFS would go over the network for it.
    if (name === file.oid && pointers.has(file.path)) other.set(file.path, name)
    // Git would go by the attributes of a path without the blanks.
    else if (/^[ \t]/.test(file.path)) other.set(file.path, name)
    else if (name !== file.oid || way !== 'as-held') doubtful.push({ ...file, name })
  }
  for (const batch of batchesOf(doubtful)) {
    const written = await writtenNames(checkout, batch)
    for (const [index, { path, name }] of batch.entries())
      if (written?.[index] !== name) other.set(path, name)
  }
  return other
}

/** What git makes of what it holds, where it writes it into a checkout. */
type Way = 'as-held' | 'converted' | 'filtered'

const asked = ['filter', 'ident', 'working-tree-encoding', 'eol']
const askedOfEnds = [...asked, 'text', 'crlf']
const isUnset = (value: string | undefined) => value === 'unspecified' || value === 'unset'

/** Of a path that is missing there it writes them as held. */
async function readWays(
  { run }: Converted,
  { outwards, crlf }: Pick<Rules, 'outwards' | 'crlf'>,
  files: readonly HeldFile[],
): Promise<ReadonlyMap<string, Way>> {
  const ways = new Map<string, Way>()
  if (!outwards) return ways
  const names = crlf ? askedOfEnds : asked
  const stdin = files.map(({ path }) => `${path}\0`).join('')
  const { text } = await run(['check-attr', '-z', '--stdin', ...names], 'conversions', { stdin })
  const parts = text.split('\0')
  for (const [index, { path }] of files.entries()) {
    const at = index * names.length * 3 + 2
    const [filter, ident, encoding, eol, ends, legacy] = names.map((_, n) => parts[at + n * 3])
    const isText = ends !== 'unset' && legacy !== 'unset'
    const endsLines = eol === 'crlf' || (crlf && eol !== 'lf' && isText)
    if (!isUnset(filter)) ways.set(path, 'filtered')
    else if (endsLines || ![ident, encoding].every(isUnset)) ways.set(path, 'converted')
  }
  return ways
}

/** Bytes of objects; those that a partial clone has not fetched are left out. */
async function readSizes(
  { run }: Converted,
  files: readonly { oid: string }[],
): Promise<Map<string, number>> {
  const oids = [...new Set(files.map(({ oid }) => oid))]
  const { text } = await run(
    ['cat-file', '--batch-check=%(objectname) %(objectsize)'],
    'held-sizes',
    { stdin: oids.map((oid) => `${oid}\n`).join(''), env: { GIT_NO_LAZY_FETCH: '1' } },
  )
  return new Map(
    text.split('\n').flatMap((line): [string, number][] => {
      const [, oid, size] = /^([0-9a-f]+) (\d+)$/.exec(line) ?? []
      return oid === undefined ? [] : [[oid, Number(size)]]
    }),
  )
}

/** Bytes. A pointer is smaller. */
const largestPointer = 1024

/**
 * Of how many bytes the pointers speak that git holds in the place of these files. Git LFS has those, and gives them again:
 * they may be very large, and are not read for this.
 */
async function readPointers(
  checkout: Converted,
  suspects: readonly Suspect[],
): Promise<Map<string, number>> {
  const small = suspects.flatMap(({ file: { path, oid }, way, size: bytes = Infinity }) =>
    way === 'filtered' && bytes <= largestPointer ? [{ path, oid, bytes }] : [],
  )
  if (small.length === 0) return new Map()
  const held = await readBlobs(checkout, small)
  const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[^]*\n)?size (\d+)\n$/
  return new Map(
    small.flatMap(({ path }, index): [string, number][] => {
      const size = pointer.exec(held[index]?.toString('latin1') ?? '')?.[1]
      return size === undefined ? [] : [[path, Number(size)]]
    }),
  )
}

/**
 * What git would name the bytes of these files as they lie there. One that goes meanwhile is left out.
 * @param write they become objects.
 */
export async function hashFiles(
  { path: root, run }: Converted,
  paths: readonly string[],
  write: readonly ['-w'] | readonly [] = [],
): Promise<Map<string, string>> {
  const args = ['hash-object', ...write, '--no-filters', '--stdin-paths']
  for (let again = false; ; again = true) {
    const there = await readable(root, paths)
    if (there.length === 0) return new Map()
    const stdin = there.map((path) => `${quoted(path)}\n`).join('')
    try {
      const access = write.length > 0 ? 'write' : 'read'
      const oids = (await run(args, 'file-names', { access, stdin, timeoutMs })).text.split('\n')
      return new Map(there.map((path, index) => [path, oids[index] ?? '']))
    } catch (cause) {
      // One went, or was closed, behind our look.
      if (again || !(cause instanceof GitError)) throw cause
    }
  }
}

const atOnce = 256

async function readable(root: string, paths: readonly string[]): Promise<string[]> {
  const there: string[] = []
  for (let from = 0; from < paths.length; from += atOnce) {
    const some = paths.slice(from, from + atOnce)
    const verdicts = await Promise.all(some.map((path) => isReadable(join(root, path))))
    there.push(...some.filter((_, index) => verdicts[index]))
  }
  return there
}

async function isReadable(file: string): Promise<boolean> {
  if (!(await ifThere(lstat(file)))?.isFile()) return false
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}

/** Names of the bytes that git would write for each; null: it cannot be told, as where a filter is needed and fails. */
async function writtenNames(
  { run }: Converted,
  files: readonly HeldFile[],
): Promise<string[] | null> {
  // Git tells no size that would hold for what it has converted.
  const begin = crypto.randomUUID()
  const args = ['cat-file', `--batch=${begin}`, '--filters', '-z']
  const stdin = files.map(({ oid, path }) => `${oid} ${path}\0`).join('')
  const more = {
    stdin,
    timeoutMs: filterMs,
    maxOutputBytes: 1 << 30,
    env: { GIT_NO_LAZY_FETCH: '1' },
  }
  const told = await run(args, 'as-written', more).catch((cause: unknown) => {
    if (cause instanceof GitError) return null
    throw cause
  })
  if (told === null) return null
  const digits = files[0]?.oid.length === 64 ? 64 : 40
  const names: string[] = []
  const mark = Buffer.from(`${begin}\n`)
  let at = 0
  while (told.stdout.indexOf(mark, at) === at) {
    const from = at + mark.length
    const next = told.stdout.indexOf(mark, from)
    at = next === -1 ? told.stdout.length : next
    names.push(blobName(told.stdout.subarray(from, at - 1), digits))
  }
  return names.length === files.length ? names : null
}
