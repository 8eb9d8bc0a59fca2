// Takes files, or lines of them, back to what the index holds. What is thrown away is kept first. Must be called under
// the checkout's lock.
import { Problem } from '@a-parallel/contract/model'
import type { Kept } from '@a-parallel/shared'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FilePick } from '../../review-port.ts'
import { aLink } from '../changes/changed-file.ts'
import type { Checkout } from '../changes/checkout.ts'
import type { Contents } from '../changes/content.ts'
import type { Changed } from '../changes/list.ts'
import { emptyBlob } from '../changes/untracked.ts'
import { readInside } from '../diff/file-side.ts'
import { keepFiles, lookAtAll, type KeepAsk, type KeptFiles } from '../kept/keep.ts'
import { put } from '../kept/places.ts'
import { clear, inTheWay, refuseChanged } from '../kept/put-back.ts'
import { toFile, toKept } from './convert.ts'
import { writeEntries, type IndexEntry } from './index-entries.ts'
import { blobOf, changedMeanwhile, readMeant, refuseRepositories, type Part } from './picks.ts'
import { selected } from './selected.ts'

export interface RevertAsk extends Omit<KeepAsk, 'why' | 'paths'> {
  files: readonly FilePick[]
  umask: number
}

/** A file as it is to be: these bytes, as the index has it, or gone. */
type Outcome = { path: string } & (
  | { kind: 'bytes'; bytes: Buffer; mode: string }
  | { kind: 'index' }
  | { kind: 'gone'; intended: boolean }
)

/** Some of it may be thrown away by now, all of which is kept. */
export class PartlyReverted extends Error {
  readonly kept: Kept

  constructor(kept: Kept, cause: unknown) {
    super('Not all could be reverted.', { cause })
    this.name = 'PartlyReverted'
    this.kept = kept
  }
}

/**
 * @throws Problem as staging does, and `in_the_way`, `in_conflict`; then nothing is thrown away.
 * @throws PartlyReverted when it failed later than that.
 */
export async function revert(
  checkout: Checkout,
  contents: Contents,
  ask: RevertAsk,
): Promise<KeptFiles> {
  const picks = ask.files
  // Before what is held against what was seen: whatever is written from here on was seen by nobody.
  const before = await lookAtAll(
    checkout,
    picks.map(({ path }) => path),
  )
  const { whole, parts } = await readMeant(checkout, contents, { scope: 'unstaged', picks })
  refuseRepositories(whole)
  refuseConflicts(whole)
  const outcomes = whole.map(wholeOutcome)
  for (const part of parts) outcomes.push(await partOutcome(checkout, part))
  const paths = outcomes.map(({ path }) => path)
  const back = outcomes.filter(({ kind }) => kind !== 'gone').map(({ path }) => path)
  const goes = new Set(paths.filter((path) => !back.includes(path)))
  const obstacles = await inTheWay(checkout.path, back, goes)
  const blocked = obstacles.filter((path) => !paths.includes(path))
  const keeping = { ...ask, why: 'revert', paths: [...paths, ...blocked] } as const
  const kept = await keepFiles(checkout, keeping, before)
  for (const [path, lay] of kept.seen)
    if (lay !== null) await refuseChanged(checkout.path, path, kept)
  // Git may refuse it, as somebody holds the index: before anything is thrown away.
  await writeEntries(checkout, outcomes.flatMap(outOfIndex))
  try {
    await carryOut(checkout, { outcomes, blocked, kept, umask: ask.umask })
  } catch (cause) {
    throw new PartlyReverted(kept.kept, cause)
  }
  return kept
}

/** A file that was only meant to be added: its entry goes with it. */
function outOfIndex(outcome: Outcome): IndexEntry[] {
  const goes = outcome.kind === 'gone' && outcome.intended
  return goes ? [{ path: outcome.path, entry: null }] : []
}

interface Doing {
  outcomes: readonly Outcome[]
  blocked: readonly string[]
  kept: KeptFiles
  umask: number
}

async function carryOut(checkout: Checkout, doing: Doing): Promise<void> {
  const { outcomes, blocked, kept, umask } = doing
  const { path: root } = checkout
  const gone = outcomes.filter(({ kind }) => kind === 'gone').map(({ path }) => path)
  for (const path of [...blocked, ...gone]) await clear(root, path, kept)
  for (const one of outcomes) {
    if (one.kind !== 'bytes') continue
    await refuseChanged(root, one.path, kept)
    const folder = join(root, dirname(one.path))
    await mkdir(folder, { recursive: true, mode: 0o777 & ~umask })
    const before = kept.seen.get(one.path)
    const usual = (one.mode === '100755' ? 0o777 : 0o666) & ~umask
    const permissions = before?.permissions ?? usual
    await put(root, one.path, { content: one.bytes, mode: one.mode, permissions })
  }
  const asIndexed = outcomes.filter((one) => one.kind === 'index').map(({ path }) => path)
  if (asIndexed.length === 0) return
  for (const path of asIndexed) await refuseChanged(root, path, kept)
  await checkout.run(['checkout-index', '--force', '-z', '--stdin'], 'revert-files', {
    access: 'write',
    stdin: asIndexed.map((path) => `${path}\0`).join(''),
  })
}

function wholeOutcome({ raw, entries, digits }: Changed): Outcome {
  const { path, before } = raw
  const untracked = entries.some((entry) => entry.untracked)
  if (untracked) return { path, kind: 'gone', intended: false }
  // A link that leads nowhere at all was only intended to be added, and is gone by now.
  const isLeadless = before?.mode === aLink && before.oid === emptyBlob(digits)
  if (before === null || isLeadless) return { path, kind: 'gone', intended: true }
  return { path, kind: 'index' }
}

async function partOutcome(checkout: Checkout, part: Part): Promise<Outcome> {
  const { pick, diff, hunks, takes } = part
  const { path } = pick
  const { before, after } = diff.file.modes
  const indexed = blobOf(checkout, diff.before)
  const [old, fresh] = await Promise.all([
    indexed,
    after === null ? Buffer.alloc(0) : readInside(checkout.path, path),
  ])
  const known = after === null ? fresh : await toKept(checkout, path, fresh, indexed)
  const found = selected(old, known, hunks, (hunk, line) => !takes(hunk, line))
  if (found === null) throw changedMeanwhile(path)
  if (found.none && before === null)
    return { path, kind: 'gone', intended: diff.file.kind !== 'untracked' }
  if (found.none && after === null) return { path, kind: 'index' }
  // Where nothing is converted, the lines that stay are those that lie there, to the byte.
  const converted = known !== fresh || after === null
  const bytes = converted ? await toFile(checkout, path, found.bytes) : found.bytes
  return { path, kind: 'bytes', bytes, mode: after ?? before ?? '100644' }
}

function refuseConflicts(whole: readonly Changed[]): void {
  const conflicted = whole.find(({ file }) => file.kind === 'conflicted')
  if (!conflicted) return
  const { path } = conflicted.file
  const detail = `${path} is in conflict. Solve it, or abort what git is in the middle of.`
  throw new Problem('in_conflict', detail, { path })
}
