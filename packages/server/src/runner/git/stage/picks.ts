// What of a checkout's changes is meant, as it was seen. Must be asked under the checkout's lock, right before anything is
// done: whoever wrote since then is told of, never raced.
import { Problem } from '@a-parallel/contract/model'
import type { ChangedFile, DiffHunk, FileDiff } from '@a-parallel/shared'
import type { FilePick } from '../../review-port.ts'
import { largestCompared, type Checkout } from '../changes/checkout.ts'
import { aSubmodule } from '../changes/changed-file.ts'
import type { Contents } from '../changes/content.ts'
import { readChanged, type Changed } from '../changes/list.ts'
import type { StatusEntry } from '../changes/parse-status.ts'
import { readFoundDiff } from '../diff/file-diff.ts'
import type { Setting } from '../environment.ts'
import { fits, takesOf } from './selected.ts'

export type Staging = 'staged' | 'unstaged'

/** Some lines of a file. */
export interface Part {
  pick: FilePick
  diff: FileDiff
  /** What is not committed of it. */
  entries: readonly StatusEntry[]
  hunks: DiffHunk[]
  takes: (hunk: number, line: number) => boolean
}

export interface Meant {
  whole: Changed[]
  parts: Part[]
}

/** More paths than these are looked for among all changes. */
const mostNamed = 100

/** @throws Problem `changed_meanwhile` when one of them is no longer as it was seen. */
export async function readMeant(
  checkout: Checkout,
  contents: Contents,
  { scope, picks }: { scope: Staging; picks: readonly FilePick[] },
): Promise<Meant> {
  if (new Set(picks.map(({ path }) => path)).size < picks.length)
    throw new Problem('invalid_input', 'body.files: a path is named twice', { field: 'files' })
  const wholes = picks.filter(({ hunks }) => hunks === undefined)
  const parts: Part[] = []
  for (const pick of picks) {
    if (pick.hunks !== undefined) parts.push(await readPart(checkout, contents, scope, pick))
  }
  return { whole: await readWholes(checkout, contents, scope, wholes), parts }
}

async function readWholes(
  checkout: Checkout,
  contents: Contents,
  scope: Staging,
  picks: readonly FilePick[],
): Promise<Changed[]> {
  if (picks.length === 0) return []
  const found = new Map<string, Changed>()
  for (const one of await changedAt(checkout, contents, scope, picks)) found.set(one.file.path, one)
  return picks.map(({ path, version }) => {
    const one = found.get(path)
    if (!one || one.file.version !== version) throw changedMeanwhile(path)
    return one
  })
}

/** What has changed at the paths of these picks, whatever is done with the rest of the checkout. */
async function changedAt(
  checkout: Checkout,
  contents: Contents,
  scope: Staging,
  picks: readonly FilePick[],
): Promise<Changed[]> {
  const named = picks.flatMap(({ path, from }) => (from === undefined ? [path] : [from, path]))
  const paths = picks.length > mostNamed ? [] : named
  const ask = { base: null, between: { scope }, most: Infinity, paths }
  const { changed } = await readChanged(checkout, contents, ask)
  const wanted = new Set(named)
  return paths.length > 0 ? changed : changed.filter(({ raw }) => wanted.has(raw.path))
}

/** What is left in the scope of the files that something was done to, told by these paths alone. */
export async function readLeft(
  checkout: Checkout,
  contents: Contents,
  scope: Staging,
  picks: readonly FilePick[],
): Promise<ChangedFile[]> {
  return (await changedAt(checkout, contents, scope, picks)).map(({ file }) => file)
}

async function readPart(
  checkout: Checkout,
  contents: Contents,
  scope: Staging,
  pick: FilePick,
): Promise<Part> {
  const { path, from = null, hunks: picked = [] } = pick
  const how = { context: 3, ignoreSpace: false, whole: true }
  const ask = { base: null, between: { scope }, path, from, ...how }
  const { diff, entries } = await readFoundDiff(checkout, contents, ask).catch((cause: unknown) => {
    throw cause instanceof Problem && cause.code === 'change_not_found'
      ? changedMeanwhile(path)
      : cause
  })
  const { file, hunks, large } = diff
  if (file.version !== pick.version) throw changedMeanwhile(path)
  const wholeOnly = file.form !== 'text' || file.kind === 'type-changed' || large !== null
  if (wholeOnly || file.kind === 'conflicted') {
    const detail = `${path} can be taken as a whole only.`
    throw new Problem('not_by_lines', detail, { path })
  }
  if (!fits(picked, hunks)) throw changedMeanwhile(path)
  return { pick, diff, entries, hunks, takes: takesOf(picked) }
}

export function changedMeanwhile(path: string): Problem {
  const detail = `${path} was changed since it was shown. Look at it again first.`
  return new Problem('changed_meanwhile', detail, { path })
}

/** A repository inside the checkout: what is done there is done from there. */
export function refuseRepositories(changed: readonly Changed[]): void {
  const inside = changed.find(({ raw }) => raw.after?.mode === aSubmodule)
  if (!inside) return
  const { path } = inside.file
  const detail = `${path} is a repository of its own. Use git in that folder.`
  throw new Problem('in_a_repository', detail, { path })
}

/** What git holds on one side of a diff; no bytes where there is nothing. */
export function blobOf(checkout: Checkout, side: FileDiff['before']): Promise<Buffer> {
  return side?.oid ? readBlob(checkout, side.oid) : Promise.resolve(Buffer.alloc(0))
}

/** The bytes of an object. */
export async function readBlob({ run }: Checkout, oid: string): Promise<Buffer> {
  const { stdout } = await run(['cat-file', 'blob', oid], 'read-blob', {
    maxOutputBytes: largestCompared + 1,
  })
  return stdout
}

/** Keeps bytes as an object, as they are. */
export async function writeBlob(
  { run }: Checkout,
  bytes: Uint8Array,
  settings: readonly Setting[] = [],
): Promise<string> {
  const { text } = await run(['hash-object', '-w', '--no-filters', '--stdin'], 'write-blob', {
    access: 'write',
    stdin: bytes,
    settings,
  })
  return text.trim()
}
