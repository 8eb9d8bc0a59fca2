// What is owed to whoever works in a checkout: nothing that stood in its files or its index may be gone for good by an act of
// ours. For tests.
import type { Held, Sources } from './sources.ts'

interface Owed {
  where: 'files' | 'index'
  path: string
  what: string
}

export interface Ledger {
  /** From now on what stands there is to be had, whatever is done. */
  owe(): void
  /** Somebody else wrote over files, or the index: what stood there alone is theirs to keep. */
  forgive(): void
  /** What is owed and can be had no more. */
  missing(): Owed[]
}

/** @param converts git keeps the files with other line ends than it writes them with. */
export function openLedger(look: () => Sources, converts: boolean): Ledger {
  const owed = new Map<string, Owed>()
  const add = (one: Owed) => owed.set(JSON.stringify(one), one)
  const missing = () => {
    const sources = look()
    return [...owed.values()].filter((one) => !isThere(one, sources, converts))
  }
  return {
    owe() {
      const { files, index } = look()
      for (const [path, what] of files) add({ where: 'files', path, what })
      for (const [path, what] of index) add({ where: 'index', path, what })
    },
    forgive() {
      for (const one of missing()) owed.delete(JSON.stringify(one))
    },
    missing,
  }
}

/**
 * A file is there as it lies, or is kept, to the byte. So is what was staged, or it is made of lines of
 * what is committed and of one other text, in the order of each. Whether it was staged as executable is told by no byte.
 */
function isThere({ where, path, what }: Owed, sources: Sources, converts: boolean): boolean {
  const at = (held: Held) => held.get(path) ?? []
  const kept = sources.kept.flatMap(({ held }) => at(held))
  const lying = at(sources.files)
  if (where === 'files') return [kept, lying].flat().includes(what)
  const known = [kept, lying, at(sources.index), at(sources.committed)].flat()
  if (isLink(what)) return isIntended(what) || known.includes(what)
  const files = known.filter((one) => !isLink(one)).map(bytesOf)
  const texts = ['', ...files, ...(converts ? files.map(asKept) : [])]
  const bases = ['', ...[at(sources.committed)].flat().map(bytesOf)]
  const bytes = bytesOf(what)
  return (
    texts.includes(bytes) || bases.some((base) => texts.some((text) => isMadeOf(bytes, base, text)))
  )
}

const isLink = (what: string) => what.startsWith('-> ')
/** Of what is intended to be added, the index holds nothing yet. */
const isIntended = (what: string) => what === '-> '
const bytesOf = (what: string) => what.replace(/^\d+ /, '')
const asKept = (text: string) => text.replaceAll('\r\n', '\n')

/** Whether each line of a text is one of the two others, in their order. */
export function isMadeOf(text: string, one: string, other: string): boolean {
  const lines = linesOf(text)
  let ways = new Map([['0 0', { one: 0, other: 0 }]])
  for (const [at, line] of lines.entries()) {
    const next: typeof ways = new Map()
    const isLast = at === lines.length - 1
    for (const way of ways.values()) {
      const first = nextOf(linesOf(one), way.one, line, isLast)
      const second = nextOf(linesOf(other), way.other, line, isLast)
      if (first > 0) next.set(`${first} ${way.other}`, { ...way, one: first })
      if (second > 0) next.set(`${way.one} ${second}`, { ...way, other: second })
    }
    ways = next
  }
  return ways.size > 0
}

/** The place behind the next line like this one; 0: there is none. A last line gets its end where others follow it. */
function nextOf(lines: readonly string[], from: number, line: string, isLast: boolean): number {
  const isLike = (each: string) => each === line || (!isLast && `${each}\n` === line)
  return lines.findIndex((each, at) => at >= from && isLike(each)) + 1
}

const linesOf = (text: string) => text.split(/(?<=\n)/).filter((line) => line !== '')
