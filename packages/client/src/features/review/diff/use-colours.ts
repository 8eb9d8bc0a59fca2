// The colours of a hunk's code: asked for once it has stood on screen for a moment, and never waited for.
import { useCallback, useSyncExternalStore } from 'react'
import { highlight, type Piece } from '../../../ui/text/highlight.ts'
import { linesOf, type DiffLine, type Hunk } from '../model/lines.ts'

/** By a line's place in the hunk. */
type Coloured = ReadonlyMap<number, readonly Piece[]>
type Held = { lines: Coloured | undefined; asked: boolean; readers: Set<() => void> }

/** Hunks that only fly past are left plain. */
const afterMs = 60
const longest = 100_000
const held = new WeakMap<Hunk, Held>()

function heldOf(hunk: Hunk): Held {
  const known = held.get(hunk)
  if (known) return known
  const made: Held = { lines: undefined, asked: false, readers: new Set() }
  held.set(hunk, made)
  return made
}

/** Undefined until, or unless, there are any. */
export function useColours(hunk: Hunk, path: string): Coloured | undefined {
  const subscribe = useCallback(
    (reader: () => void) => {
      const of = heldOf(hunk)
      of.readers.add(reader)
      const timer = of.asked ? undefined : setTimeout(() => void ask(hunk, path, of), afterMs)
      return () => {
        of.readers.delete(reader)
        clearTimeout(timer)
      }
    },
    [hunk, path],
  )
  return useSyncExternalStore(subscribe, () => heldOf(hunk).lines)
}

async function ask(hunk: Hunk, path: string, of: Held): Promise<void> {
  if (of.asked) return
  of.asked = true
  const language = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase()
  if (language === undefined) return
  const lines = linesOf(hunk)
  const after = lines.filter((line) => line.new !== null)
  const before = lines.filter((line) => line.old !== null)
  const sides = lines.some(({ kind }) => kind === 'removed') ? [before, after] : [after]
  const coloured = await Promise.all(sides.map((side) => coloursOf(language, side)))
  of.lines = new Map(coloured.flat())
  for (const reader of of.readers) reader()
}

async function coloursOf(
  language: string,
  lines: readonly DiffLine[],
): Promise<[number, Piece[]][]> {
  const code = lines.map(({ text }) => text.replace(/\r$/, '')).join('\n')
  if (code.length > longest) return []
  const pieces = await highlight(language, code)
  return lines.flatMap((line, index) => {
    const own = pieces?.[index]
    return own ? [[line.at, own]] : []
  })
}
