// One file in conflict solved: by a side of it, by both, or as somebody has edited it. What lies there goes only once it is
// kept. Must be called under the checkout's lock.
import type { ConflictSide, Kept, Operation } from '@a-parallel/shared'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aSubmodule } from '../../changes/changed-file.ts'
import type { Checkout } from '../../changes/checkout.ts'
import type { KeptFiles } from '../../kept/keep.ts'
import { look, put } from '../../kept/places.ts'
import { clear, inTheWay, refuseChanged } from '../../kept/put-back.ts'
import { filteredAmong } from '../../restrict/filtered.ts'
import { writeEntries } from '../../stage/index-entries.ts'
import type { Run } from '../place.ts'
import { ownStage, readUnmerged, type Stage, type Unmerged } from '../update/conflicts.ts'
import { bothSides } from './both.ts'
import { markSizeOf } from './mark-size.ts'

export type Solved =
  /** `kept`: null where nothing lay there that went. */
  | { kind: 'solved'; kept: Kept | null }
  /** `filtered`: a filter of the repository would have to convert what lies there, and may not run yet. */
  | { kind: 'not-in-conflict' | 'marks-left' | 'no-marks' | 'filtered' }

export interface Solving {
  checkout: Checkout
  path: string
  side: ConflictSide
  /** Asked before files are written over, of all these: one may be half solved. */
  keep: (paths: readonly string[]) => Promise<KeptFiles>
}

/**
 * Takes one side of a file, which may be that it is gone; both; or the file as somebody has edited it.
 * @throws Problem `in_the_way` where a folder lies in its place, and `changed_meanwhile` for what was written once it was kept.
 */
export async function solve(run: Run, operation: Operation | null, ask: Solving): Promise<Solved> {
  const { checkout, path, side } = ask
  const file = (await readUnmerged(run)).find((one) => one.path === path)
  if (!file) return { kind: 'not-in-conflict' }
  if (side === 'ours' || side === 'theirs') return takeSide(run, operation, ask, file, side)
  // A side comes out of git, and goes back as it came; else what lies there would be kept unconverted.
  const { path: root, filtersOff } = checkout
  const filtered = await filteredAmong({ path: root, run, filtersOff }, [path])
  if (filtered.length > 0) return { kind: 'filtered' }
  return side === 'edited' ? takeEdited(run, path) : takeBoth(run, ask)
}

async function takeSide(
  run: Run,
  operation: Operation | null,
  ask: Solving,
  { stages }: Unmerged,
  side: 'ours' | 'theirs',
): Promise<Solved> {
  const own = ownStage(operation)
  const stage = side === 'ours' ? own : own === 2 ? 3 : 2
  const entry = stages.get(stage)
  const there = await look(ask.checkout.path, ask.path)
  if (entry === undefined) return takeGone(run, ask, there)
  if (entry.mode === aSubmodule) return takeRepository(run, ask, entry, there)
  return takeFile(run, ask, stage)
}

type There = Awaited<ReturnType<typeof look>>

async function takeFile(run: Run, ask: Solving, stage: 2 | 3): Promise<Solved> {
  const kept = await checkOut(run, ask, stage)
  await run(['add', '--', ask.path], 'resolve-stage')
  return { kind: 'solved', kept }
}

async function checkOut(run: Run, { checkout, path, keep }: Solving, stage: 2 | 3): Promise<Kept> {
  const { path: root } = checkout
  const paths = [path, ...(await inTheWay(root, [path], new Set()))]
  const files = await keep(paths)
  for (const one of paths) await refuseChanged(root, one, files)
  await run(['checkout', stage === 2 ? '--ours' : '--theirs', '--', path], 'resolve-side')
  return files.kept
}

/** Which commit of it is meant; what is checked out of it is done with from there. */
async function takeRepository(
  run: Run,
  ask: Solving,
  { stage, mode, oid }: Stage,
  there: There,
): Promise<Solved> {
  const kept = there === 'folder' ? null : await checkOut(run, ask, stage)
  await writeEntries(ask.checkout, [{ path: ask.path, entry: { mode, oid } }])
  return { kind: 'solved', kept }
}

/** A folder, or what lies behind a link, is not what was in conflict. */
async function takeGone(
  run: Run,
  { checkout: { path: root }, path, keep }: Solving,
  there: There,
): Promise<Solved> {
  const files = there === null || there === 'folder' ? null : await keep([path])
  if (files) await refuseChanged(root, path, files)
  await run(['rm', '--cached', '--quiet', '--force', '--', path], 'resolve-gone')
  if (files) await clear(root, path, files)
  return { kind: 'solved', kept: files?.kept ?? null }
}

/** Longer ones hold no marks that a person would want to have solved unseen. */
const mostBytes = 20_000_000

async function takeBoth(run: Run, { checkout, path, keep }: Solving): Promise<Solved> {
  const { path: root } = checkout
  const seen = await look(root, path)
  if (seen === null || seen === 'folder' || seen.mode === '120000' || seen.bytes > mostBytes)
    return { kind: 'no-marks' }
  const bytes = bothSides(await readFile(join(root, path)), await markSizeOf(run, path))
  if (bytes === null) return { kind: 'no-marks' }
  const { kept } = await keep([path])
  await refuseChanged(root, path, { seen: new Map([[path, seen]]) })
  await put(root, path, { content: bytes, mode: seen.mode, permissions: seen.permissions })
  await run(['add', '--', path], 'resolve-stage')
  return { kind: 'solved', kept }
}

async function takeEdited(run: Run, path: string): Promise<Solved> {
  const size = await markSizeOf(run, path)
  const marks = `^(${'<'.repeat(size)}|${'>'.repeat(size)})( |$)`
  const { code } = await run(
    ['grep', '--quiet', '--no-index', '-I', '-E', marks, '--', path],
    'find-marks',
    // 128: the file is gone, which is a way to solve it too.
    { access: 'read', successExitCodes: [0, 1, 128] },
  )
  if (code === 0) return { kind: 'marks-left' }
  await run(['add', '--all', '--', path], 'resolve-stage')
  return { kind: 'solved', kept: null }
}
