// What changed in a checkout between two states, file by file.
import { join } from 'node:path'
import type { BranchState, ChangedFile } from '@a-parallel/shared'
import type { BaseAsk, Between } from '../../review-port.ts'
import { readBase, type Base } from './base.ts'
import { changedFile, aSubmodule, type Told } from './changed-file.ts'
import type { Checkout } from './checkout.ts'
import type { GitOptions } from '../core.ts'
import type { IndexRecord } from '../diff/index-file.ts'
import { digitsOf } from '../diff/object-names.ts'
import { inBatches } from '../versions/in-batches.ts'
import { oncePerFile, type Contents } from './content.ts'
import { asCompared, but, fewCompared, listing, names } from './diff-arguments.ts'
import { largeAmong } from './large.ts'
import { parseRaw, type RawChange } from './parse-raw.ts'
import type { StatusEntry } from './parse-status.ts'
import { compareSince, sidesOf, type Sides } from './sides.ts'
import { stateOf } from './state.ts'
import { readStatus, readStatusOf, type StatusOf } from './status.ts'
import { compareFiles, emptyBlob } from './untracked.ts'

export interface ListAsk {
  base: BaseAsk | null
  between: Between
  /** So many files are told. */
  most: number
  /** Only these; all without. */
  paths?: readonly string[]
}

export interface Listed {
  state: BranchState
  files: ChangedFile[]
  total: number
}

export async function listChanged(
  checkout: Checkout,
  known: Contents,
  ask: ListAsk,
): Promise<Listed> {
  const contents = oncePerFile(known)
  const status = readStatus(checkout)
  const base = readBase(checkout, ask.base)
  const [state, { changed, total }] = await Promise.all([
    stateOf(checkout, contents, { status, base }),
    gatherAll(checkout, contents, ask, { status, base }),
  ])
  return { state, files: changed.map(({ file }) => file), total }
}

/** A change in our words, and as git tells it. */
export interface Changed extends Told {
  file: ChangedFile
}

/** The changes alone, of some paths. */
export function readChanged(
  checkout: Checkout,
  contents: Contents,
  ask: ListAsk,
): Promise<{ changed: Changed[]; total: number }> {
  const status = readStatusOf(checkout, ask.paths ?? [])
  return gatherAll(checkout, contents, ask, { status, base: readBase(checkout, ask.base) })
}

interface Asked {
  status: Promise<StatusOf>
  base: Promise<Base | null>
}

async function gatherAll(
  checkout: Checkout,
  known: Contents,
  ask: ListAsk,
  { status, base }: Asked,
): Promise<{ changed: Changed[]; total: number }> {
  const contents = oncePerFile(known)
  const large = status.then(({ entries }) => {
    const changed = entries.filter(({ files }) => files !== '.')
    return largeAmong(
      checkout.path,
      changed.map(({ path }) => path),
    )
  })
  const [all, found, left, counted] = await Promise.all([
    status,
    compareSides(checkout, ask, { status, base, large }),
    large,
    countNew(checkout, ask, { status, large }),
    readAhead(checkout, contents, ask, status),
  ])
  const told = await gather(checkout, ask.between, { status: all, ...found })
  const wanted = told.toSorted((a, b) => (a.raw.path < b.raw.path ? -1 : 1)).slice(0, ask.most)
  const open = wanted.filter((one) => isUncounted(one) && !left.has(one.raw.path))
  await countUntracked(checkout, open, counted)
  const changed = await inBatches(wanted, async (one) => ({
    ...one,
    file: await changedFile(checkout, contents, one),
  }))
  return { changed, total: told.length }
}

/** What changed files hold is read while git still compares them: versions are made of it. */
async function readAhead(
  checkout: Checkout,
  contents: Contents,
  { between: { scope }, most }: ListAsk,
  status: Promise<StatusOf>,
): Promise<void> {
  if (scope === 'staged' || scope === 'turn' || scope === 'commit') return
  const { entries, head } = await status
  const changed = entries.filter(({ path, files }) => files !== '.' && !path.endsWith('/'))
  const digits = await digitsOf(checkout, head)
  await inBatches(changed.slice(0, most), ({ path }) =>
    contents.of(join(checkout.path, path), digits),
  )
}

interface Compared {
  sides: Sides
  changes: RawChange[]
}

async function compareSides(
  checkout: Checkout,
  { between, paths = [] }: ListAsk,
  asked: Asked & { large: Promise<Set<string>> },
): Promise<Compared> {
  const base = between.scope === 'branch' ? await asked.base : null
  const sides = await sidesOf(checkout, between, base?.mergeBase ?? null)
  const compared = paths.length > 0 ? fewCompared : asCompared
  const all = (how: readonly string[], only: readonly string[], more?: Partial<GitOptions>) =>
    compareSince(checkout, sides, asked.status, (revisions) =>
      compare(checkout, [...how, ...revisions, '--', ...only], { ...compared, ...more }),
    )
  if (sides.after !== 'files') return { sides, changes: await all(listing, paths) }
  // Begun before it is known whether there are large ones: there hardly ever are.
  const hasty = new AbortController()
  const hastily = all(listing, paths, { signal: hasty.signal })
  hastily.catch(() => undefined)
  const large = [...(await asked.large)]
  if (large.length === 0) return { sides, changes: await hastily }
  hasty.abort()
  const rest = but(paths, large)
  const [small, huge] = await Promise.all([
    all(listing, rest.paths, { env: rest.env }),
    all(names, large),
  ])
  return { sides, changes: [...small, ...huge] }
}

async function compare(
  { run }: Checkout,
  args: readonly string[],
  more: Partial<GitOptions> = {},
): Promise<RawChange[]> {
  const { stdout } = await run(args, 'changes', { ...asCompared, ...more })
  return parseRaw(stdout).changes
}

/** Adds what git leaves out: untracked files, and conflicted ones where index and files are compared. */
async function gather(
  checkout: Checkout,
  { scope }: Between,
  { status, sides, changes }: Compared & { status: StatusOf },
): Promise<Told[]> {
  const inFiles = sides.after === 'files'
  const known = entriesByPath(sides.after === 'commit' ? [] : status.entries)
  const told = new Map<string, Told>()
  const digits = await digitsOf(checkout, status.head)
  const put = (raw: RawChange) =>
    told.set(raw.path, { raw, entries: known.get(raw.path) ?? [], inFiles, digits })
  for (const raw of changes) put(raw)
  if (!inFiles) return [...told.values()]
  const conflicted = status.entries.filter((entry) => entry.conflicted).map(({ path }) => path)
  if (scope === 'unstaged' && conflicted.length > 0 && status.head !== null) {
    const args = [...listing, status.head, '--', ...conflicted]
    for (const raw of await compare(checkout, args)) put(raw)
    for (const path of conflicted) if (!told.has(path)) put(unchanged(path))
  }
  for (const entry of status.entries) {
    if (entry.untracked) put(untracked(entry.path, told.get(entry.path)?.raw.before ?? null))
  }
  return [...told.values()]
}

/** In conflict, and yet as in HEAD. */
function unchanged(path: string): RawChange {
  return { status: 'M', path, from: null, before: null, after: null, added: 0, removed: 0 }
}

/** @param before what the earlier side holds there: then it was only taken out of the index. */
export function untracked(path: string, before: RawChange['before']): RawChange {
  const repository = path.endsWith('/')
  return {
    status: before === null ? '?' : 'M',
    path: repository ? path.slice(0, -1) : path,
    from: null,
    before,
    after: { mode: repository ? aSubmodule : '100644', oid: null },
    added: null,
    removed: null,
  }
}

export function entriesByPath(entries: readonly StatusEntry[]): Map<string, StatusEntry[]> {
  const known = new Map<string, StatusEntry[]>()
  for (const entry of entries) {
    for (const name of entry.from === null ? [entry.path] : [entry.path, entry.from]) {
      const path = name.replace(/\/$/, '')
      known.set(path, [...(known.get(path) ?? []), entry])
    }
  }
  return known
}

type Counts = Map<string, RawChange>

function isUncounted({ entries, inFiles, raw }: Told): boolean {
  return inFiles && entries.some((entry) => entry.untracked) && raw.after?.mode !== aSubmodule
}

/** New files are counted while git still compares the others. */
async function countNew(
  checkout: Checkout,
  { between: { scope }, most }: ListAsk,
  asked: { status: Promise<StatusOf>; large: Promise<Set<string>> },
): Promise<Counts> {
  if (scope === 'staged' || scope === 'turn' || scope === 'commit') return new Map()
  const [status, large] = await Promise.all([asked.status, asked.large])
  const digits = await digitsOf(checkout, status.head)
  const paths = status.entries
    .filter((entry) => entry.untracked && !entry.path.endsWith('/') && !large.has(entry.path))
    .map(({ path }) => path)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .slice(0, most)
  const against = paths.map((path) => againstOf(untracked(path, null), digits))
  return countAgainst(checkout, against)
}

async function countAgainst(checkout: Checkout, against: readonly IndexRecord[]): Promise<Counts> {
  if (against.length === 0) return new Map()
  const { changes } = await compareFiles(checkout, against, listing)
  return new Map(changes.map((change) => [change.path, change]))
}

/** Fills in the lines and the mode of what git does not compare by itself. */
async function countUntracked(
  checkout: Checkout,
  open: readonly Told[],
  counted: Counts,
): Promise<void> {
  // What was only taken out of the index is compared with what the earlier side holds.
  const others = open.filter(({ raw }) => raw.before !== null).map(({ raw }) => againstOf(raw))
  const found = new Map([...counted, ...(await countAgainst(checkout, others))])
  for (const { raw } of open) {
    const seen = found.get(raw.path)
    raw.added = seen ? seen.added : 0
    raw.removed = seen ? seen.removed : 0
    if (raw.after && seen?.after) raw.after.mode = seen.after.mode
  }
}

/** A new file is compared with an empty one. */
export function againstOf({ path, before }: RawChange, digits: 40 | 64 = 40): IndexRecord {
  return { path, mode: before?.mode ?? '100644', oid: before?.oid ?? emptyBlob(digits) }
}
