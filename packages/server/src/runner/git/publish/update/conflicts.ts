// Files in conflict, and one side of each taken whole, or both.
import type { ConflictedFile, ConflictSide, Operation } from '@a-parallel/shared'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { look, put } from '../../kept/places.ts'
import { filteredAmong } from '../../restrict/filtered.ts'
import type { Run } from '../place.ts'
import { bothSides } from './both.ts'
import { markSizeOf } from './mark-size.ts'

interface Unmerged {
  path: string
  /** 1: before both; 2: what is checked out; 3: what is brought in. */
  stages: ReadonlySet<number>
}

export async function listConflicts(
  run: Run,
  operation: Operation | null,
): Promise<ConflictedFile[]> {
  const own = ownStage(operation)
  return (await unmerged(run)).map(({ path, stages }) => ({
    path,
    ours: stages.has(own),
    theirs: stages.has(own === 2 ? 3 : 2),
  }))
}

/** A rebase checks out the other side, and brings the thread's own commits in. */
function ownStage(operation: Operation | null): 2 | 3 {
  return operation === 'rebase' ? 3 : 2
}

async function unmerged(run: Run): Promise<Unmerged[]> {
  const { text } = await run(['ls-files', '--unmerged', '-z', '--'], 'list-conflicts', {
    access: 'read',
  })
  return parseUnmerged(text)
}

/** Reads entries of `mode id stage TAB path`. */
export function parseUnmerged(text: string): Unmerged[] {
  const found = new Map<string, Set<number>>()
  for (const entry of text.split('\0')) {
    const [, stage, path] = /^\d+ [0-9a-f]+ ([123])\t([^]+)$/.exec(entry) ?? []
    if (path === undefined) continue
    const stages = found.get(path) ?? new Set()
    found.set(path, stages.add(Number(stage)))
  }
  return [...found].map(([path, stages]) => ({ path, stages }))
}

export type Resolution = {
  /** `filtered`: a filter of the repository would have to convert what lies there, and may not run yet. */
  kind: 'solved' | 'not-in-conflict' | 'marks-left' | 'no-marks' | 'raced' | 'filtered'
}

export interface Resolving {
  /** Top folder of the checkout. */
  root: string
  path: string
  side: ConflictSide
  /** Names of filters that are kept from running. */
  filtersOff: readonly string[]
  /** Asked before the file is written over: it may be half solved. */
  keep: () => Promise<void>
}

/** Takes one side of a file, which may be that it is gone; both; or the file as somebody has edited it. */
export async function resolveConflict(
  run: Run,
  operation: Operation | null,
  { root, path, side, filtersOff, keep }: Resolving,
): Promise<Resolution> {
  const file = (await unmerged(run)).find((one) => one.path === path)
  if (!file) return { kind: 'not-in-conflict' }
  // A side comes out of git, and goes back as it came; else what lies there would be kept unconverted.
  if (side === 'edited' || side === 'both') {
    const filtered = await filteredAmong({ path: root, run, filtersOff }, [path])
    if (filtered.length > 0) return { kind: 'filtered' }
  }
  if (side === 'edited') return takeEdited(run, path)
  await keep()
  if (side === 'both') return takeBoth(run, root, path)
  const own = ownStage(operation)
  const stage = side === 'ours' ? own : own === 2 ? 3 : 2
  if (file.stages.has(stage)) {
    await run(['checkout', stage === 2 ? '--ours' : '--theirs', '--', path], 'resolve-side')
    await run(['add', '--', path], 'resolve-stage')
  } else await run(['rm', '--quiet', '--force', '--', path], 'resolve-gone')
  return { kind: 'solved' }
}

/** Longer ones hold no marks that a person would want to have solved unseen. */
const mostBytes = 20_000_000

async function takeBoth(run: Run, root: string, path: string): Promise<Resolution> {
  const seen = await look(root, path)
  if (seen === null || seen === 'folder' || seen.mode === '120000' || seen.bytes > mostBytes)
    return { kind: 'no-marks' }
  const bytes = bothSides(await readFile(join(root, path)), await markSizeOf(run, path))
  if (bytes === null) return { kind: 'no-marks' }
  const now = await look(root, path)
  if (now === null || now === 'folder' || now.stamp !== seen.stamp) return { kind: 'raced' }
  await put(root, path, { content: bytes, mode: seen.mode, permissions: seen.permissions })
  await run(['add', '--', path], 'resolve-stage')
  return { kind: 'solved' }
}

async function takeEdited(run: Run, path: string): Promise<Resolution> {
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
  return { kind: 'solved' }
}
