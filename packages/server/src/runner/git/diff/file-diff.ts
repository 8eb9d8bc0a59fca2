// One file's change, line by line.
import { Problem } from '@a-parallel/contract/model'
import type { FileDiff, FileSide, DiffHunk } from '@a-parallel/shared'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BaseAsk, Between } from '../../review-port.ts'
import { readBase } from '../changes/base.ts'
import { aLink, aSubmodule, changedFile } from '../changes/changed-file.ts'
import { largestCompared, type Checkout } from '../changes/checkout.ts'
import type { Contents } from '../changes/content.ts'
import { fewCompared, listing, names, withPatch, type PatchAsk } from '../changes/diff-arguments.ts'
import { largeAmong } from '../changes/large.ts'
import { againstOf, entriesByPath, untracked } from '../changes/list.ts'
import { parseRaw, type RawChange, type RawDiff } from '../changes/parse-raw.ts'
import type { StatusEntry } from '../changes/parse-status.ts'
import { compareSince, sidesOf, type Sides } from '../changes/sides.ts'
import { readStatusOf, type StatusOf } from '../changes/status.ts'
import { compareFiles } from '../changes/untracked.ts'
import { GitError } from '../error.ts'
import { ifThere } from '../worktrees/if-there.ts'
import { digitsOf } from './object-names.ts'
import { hunksAt, onlyLines } from './parse-patch.ts'

export interface DiffAsk extends PatchAsk {
  base: BaseAsk | null
  between: Between
  path: string
  /** Its path before it was renamed. */
  from: string | null
  /** Also what is too large to be shown unasked. */
  whole: boolean
}

const mostLines = 20_000
const mostBytes = 1 << 20
const mostBytesEver = 64 << 20

/** @throws Problem `change_not_found` where nothing has changed at this path. */
export async function readFileDiff(
  checkout: Checkout,
  contents: Contents,
  ask: DiffAsk,
): Promise<FileDiff> {
  return (await readFoundDiff(checkout, contents, ask)).diff
}

/** The same, with what is not committed at this path. */
export async function readFoundDiff(
  checkout: Checkout,
  contents: Contents,
  ask: DiffAsk,
): Promise<{ diff: FileDiff; entries: readonly StatusEntry[] }> {
  const found = await findChange(checkout, ask)
  if (found === null) throw new Problem('change_not_found', `${ask.path} has not changed.`)
  const { raw, entries, sides, lines } = found
  const told = { raw, entries, inFiles: sides.after === 'files', digits: found.digits }
  const file = await changedFile(checkout, contents, told)
  // What has lines is shown by them; how many bytes an object has is asked of git.
  const counted = file.form !== 'text'
  const [before, after] = await Promise.all([
    sideOf(checkout, raw.from ?? raw.path, raw.before, counted),
    sideOf(checkout, raw.path, raw.after, counted),
  ])
  const tooLarge = [before, after].some((side) => (side?.bytes ?? 0) > largestCompared)
  const hunks = lines ?? []
  const tooLong = lines === null || (!ask.whole && linesOf(hunks) > mostLines)
  const diff: FileDiff = {
    file,
    before,
    after,
    hunks: tooLarge || tooLong || file.form !== 'text' ? [] : hunks,
    large: tooLarge ? 'file' : tooLong ? 'diff' : null,
    target: targetOf(raw, hunks),
  }
  return { diff, entries }
}

export interface Found {
  raw: RawChange
  entries: readonly StatusEntry[]
  sides: Sides
  /** Null: more than may be shown. */
  lines: DiffHunk[] | null
  digits: 40 | 64
}

/** What is not committed has no say in what a commit changed. */
const isOfCommits = ({ scope }: Between) => scope === 'turn' || scope === 'commit'
const nothing: StatusOf = { head: null, entries: [] }

/** The change at one path, with nothing else of the checkout read. */
export async function findChange(checkout: Checkout, ask: DiffAsk): Promise<Found | null> {
  const { between, path, from } = ask
  const paths = from === null ? [path] : [from, path]
  const asked = isOfCommits(between) ? Promise.resolve(nothing) : readStatusOf(checkout, paths)
  const [status, { sides, large, diff }] = await Promise.all([
    asked,
    compareHastily(checkout, ask, { paths, status: asked }),
  ])
  const { head } = status
  const inFiles = sides.after === 'files'
  const entries = entriesByPath(status.entries).get(path) ?? []
  const conflicted = inFiles && head !== null && entries.some((entry) => entry.conflicted)
  // Of what commits hold, git gives the names.
  const digits = inFiles ? await digitsOf(checkout, head) : 40
  const whole = { entries, sides, digits }
  const { changes, patch } =
    conflicted && between.scope === 'unstaged'
      ? await readLong(checkout, { ...ask, large }, [head, '--', ...paths])
      : diff
  const raw = changes.find((change) => change.path === path) ?? null
  const other = inFiles ? entries.find((entry) => entry.untracked) : undefined
  if (!other) return raw && { ...whole, raw, lines: linesAt(path, { changes, patch }) }
  const change = untracked(other.path, raw?.before ?? null)
  if (large) return { ...whole, raw: change, lines: [] }
  return { ...whole, ...(await ofUntracked(checkout, ask, change, digits)) }
}

/** Beside the status, which hardly ever has a say in it. */
async function compareHastily(
  checkout: Checkout,
  ask: DiffAsk,
  { paths, status }: { paths: readonly string[]; status: Promise<StatusOf> },
): Promise<{ sides: Sides; large: boolean; diff: LongDiff }> {
  const base = ask.between.scope === 'branch' ? await readBase(checkout, ask.base) : null
  const sides = await sidesOf(checkout, ask.between, base?.mergeBase ?? null)
  const large =
    sides.after === 'files' && (await largeAmong(checkout.path, [ask.path])).has(ask.path)
  const diff = await compareSince(checkout, sides, status, (revisions) =>
    readLong(checkout, { ...ask, large }, [...revisions, '--', ...paths]),
  )
  return { sides, large, diff }
}

function linesAt(path: string, { changes, patch }: LongDiff): DiffHunk[] | null {
  return patch && hunksAt(path, changes, patch.toString('utf8'))
}

async function ofUntracked(
  checkout: Checkout,
  ask: DiffAsk,
  raw: RawChange,
  digits: 40 | 64,
): Promise<Pick<Found, 'raw' | 'lines'>> {
  if (raw.after?.mode === aSubmodule) return { raw, lines: [] }
  const diff = await asLong({ ...ask, large: false }, (args, maxOutputBytes) =>
    compareFiles(checkout, [againstOf(raw, digits)], args, maxOutputBytes),
  )
  const seen = diff.changes[0]
  const after = seen?.after ?? raw.after
  const counts = { added: seen ? seen.added : 0, removed: seen ? seen.removed : 0 }
  return { raw: { ...raw, ...counts, after }, lines: linesAt(raw.path, diff) }
}

interface LongDiff {
  changes: RawChange[]
  patch: Buffer | null
}

function readLong(
  { run }: Checkout,
  ask: DiffAsk & { large: boolean },
  of: readonly string[],
): Promise<LongDiff> {
  return asLong(ask, async (args, maxOutputBytes) => {
    const { stdout } = await run([...args, ...of], 'diff', { ...fewCompared, maxOutputBytes })
    return parseRaw(stdout)
  })
}

/** Without the patch when that is longer than wanted. */
async function asLong(
  ask: DiffAsk & { large: boolean },
  read: (args: readonly string[], maxOutputBytes: number) => Promise<RawDiff>,
): Promise<LongDiff> {
  if (ask.large) return read(names, mostBytesEver)
  try {
    const long = await read(withPatch(ask), ask.whole ? mostBytesEver : mostBytes)
    if (!ask.ignoreSpace || long.changes.every(({ added }) => added !== null)) return long
    // Where white space alone has changed git counts no lines then, as if it were no text.
    return { ...long, changes: (await read(listing, mostBytesEver)).changes }
  } catch (cause) {
    if (!(cause instanceof GitError && cause.code === 'output-too-large')) throw cause
    const { changes } = await read(listing, mostBytesEver)
    return { changes, patch: null }
  }
}

function linesOf(hunks: readonly DiffHunk[]): number {
  return hunks.reduce((sum, { lines }) => sum + lines.length, 0)
}

async function sideOf(
  { path: root, run }: Checkout,
  path: string,
  side: RawChange['after'],
  counted: boolean,
): Promise<FileSide | null> {
  if (side === null) return null
  const { oid, mode } = side
  if (mode === aSubmodule) return { oid, bytes: 0 }
  if (oid === null) {
    const seen = await ifThere(lstat(join(root, path)))
    return seen && { oid, bytes: seen.size }
  }
  if (!counted) return { oid, bytes: null }
  const { code, text } = await run(['cat-file', '-s', oid], 'object-size', {
    successExitCodes: [0, 128],
  })
  return { oid, bytes: code === 0 ? Number(text.trim()) : 0 }
}

function targetOf({ before, after }: RawChange, hunks: readonly DiffHunk[]): FileDiff['target'] {
  if (!isSpecial(before) && !isSpecial(after)) return null
  const lines = onlyLines(hunks)
  return {
    before: isSpecial(before) ? targetIn(lines.before) : null,
    after: isSpecial(after) ? targetIn(lines.after) : null,
  }
}

function isSpecial(side: { mode: string } | null): boolean {
  return side?.mode === aLink || side?.mode === aSubmodule
}

function targetIn(line: string | null): string | null {
  return line?.replace(/^Subproject commit /, '') ?? null
}
