// The lines that differ between two checkpoints, so that they can be found: bounded by files, by lines and by letters, so
// that what a program wrote by the thousand takes no more than its share. Runs no program that the repository names.
import type { ChangedLines } from '@a-parallel/shared'
import type { RawChange } from '../changes/parse-raw.ts'
import { parseRaw } from '../changes/parse-raw.ts'
import type { Git, GitOptions } from '../core.ts'
import { sectionsOf } from '../diff/parse-patch.ts'
import { changesBetween } from './restore.ts'
import type { Shadow } from './shadow.ts'

export interface LinesAsk {
  /** What lacks nothing of both commits. */
  repository: string
  from: string
  to: string
  /** Files that are told of elsewhere. */
  but: readonly string[]
  signal: AbortSignal
}

export interface ReadLines {
  files: ChangedLines[]
  /** Files that are not told of, or not in full. */
  omitted: number
}

/** Files that are looked at. */
const mostFiles = 200
/** Bytes. Of a larger file git tells no lines. */
const largestRead = 512 * 1024
/** Of all files: git is not asked for more of them once so many lines are reached. */
const mostLines = 4_000
/** Letters of a line, of a file, and of all files with their paths. */
const most = { line: 2_000, file: 16_000, turn: 60_000 }
/** Bytes that git says of them. */
const enoughBytes = 1 << 20

/** @see https://git-scm.com/docs/git-diff-tree: unlike `git diff` it heeds nothing that a person has set for diffs. */
const compare = [
  'diff-tree',
  '-r',
  '-z',
  '--raw',
  '--numstat',
  '--no-abbrev',
  '--find-renames',
  '--no-ext-diff',
  '--no-textconv',
]
const withLines = [...compare, '--patch', '--unified=0', '--inter-hunk-context=0', '--full-index']

export async function linesBetween(git: Git, ask: LinesAsk): Promise<ReadLines> {
  const { repository: cwd, from, to, signal } = ask
  const options: Omit<GitOptions, 'name'> = {
    cwd,
    signal,
    settings: [['core.bigFileThreshold', String(largestRead)]],
    // What a partial clone lacks is not worth a way to its server.
    env: { GIT_NO_LAZY_FETCH: '1' },
  }
  const run: Shadow['run'] = (args, name, more) => git(args, { ...options, name, ...more })
  const told = new Set(ask.but)
  const changes = await changesBetween({ run }, from, to)
  const paths = changes.map(({ path }) => path).filter((path) => !told.has(path))
  const looked = paths.slice(0, mostFiles)
  if (looked.length === 0) return { files: [], omitted: 0 }
  const counted = await run([...compare, from, to, '--', ...looked], 'checkpoint-counts')
  const found = parseRaw(counted.stdout).changes.filter((change) => linesOf(change) !== 0)
  const chosen = shortest(found)
  const unseen = paths.length - looked.length + found.length - chosen.length
  if (chosen.length === 0) return { files: [], omitted: unseen }
  const of = chosen.flatMap((change) => [change.path, ...(change.from ? [change.from] : [])])
  const patch = await run([...withLines, from, to, '--', ...of], 'checkpoint-lines', {
    enoughBytes,
  })
  const { files, omitted } = cut(patch.stdout)
  return { files, omitted: omitted + unseen }
}

/** Null where git takes it for no text. */
function linesOf({ added, removed }: RawChange): number | null {
  return added === null || removed === null ? null : added + removed
}

/** As many as fit, and one that does not: its beginning is told. What is generated or locked is rarely among the short. */
function shortest(changes: readonly RawChange[]): RawChange[] {
  const chosen: RawChange[] = []
  let lines = 0
  const texts = changes.flatMap((change) => {
    const count = linesOf(change)
    return count === null ? [] : [{ change, count }]
  })
  for (const { change, count } of texts.toSorted((one, other) => one.count - other.count)) {
    if (lines > mostLines) break
    lines += count
    chosen.push(change)
  }
  return chosen
}

/** The shortest changes first. */
function cut(output: Buffer): ReadLines {
  const { changes, patch } = parseRaw(output)
  const sections = sectionsOf(changes, patch.toString('utf8'))
  const all = changes.map((change, at) => ({
    path: change.path,
    count: linesOf(change) ?? 0,
    lines: (sections[at] ?? []).flatMap(({ lines }) => lines).filter((line) => line[0] !== '\\'),
  }))
  const files: ChangedLines[] = []
  let room = most.turn
  let omitted = 0
  for (const { path, count, lines } of all.toSorted((one, other) => one.count - other.count)) {
    const kept = beginning(lines, Math.min(room - path.length, most.file))
    if (kept.length > 0) {
      room -= path.length + lettersOf(kept)
      files.push({ path, lines: kept })
    }
    if (kept.length < count || lettersOf(kept) < lettersOf(lines)) omitted += 1
  }
  return { files, omitted }
}

function beginning(lines: readonly string[], room: number): string[] {
  const kept: string[] = []
  let left = room
  for (const line of lines) {
    if (left <= 1) break
    const text = line.slice(0, Math.min(left, most.line))
    kept.push(text)
    left -= text.length
  }
  return kept
}

function lettersOf(lines: readonly string[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0)
}
