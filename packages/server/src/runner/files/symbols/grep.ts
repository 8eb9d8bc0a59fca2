// Looks for lines that define something, with `git grep`: in what git tracks and in what is new, as it lies there now. What
// was typed is looked for as it stands and is never a pattern; which lines define something is told by `definitionIn`.
import type { FoundSymbol } from '@a-parallel/shared'
import { foldedText, shorterFirst } from '@a-parallel/contract/model'
import { SymbolKind } from '@a-parallel/contract/nouns'
import type { Checkout } from '../../git/changes/checkout.ts'
import { GitError, type GitErrorCode } from '../../git/error.ts'
import { definitionIn } from './definition.ts'
import { languages } from './languages.ts'

export interface SymbolAsk {
  /** A part of a name; without control characters. */
  query: string
  /** What the thread changed: it goes before the rest. */
  changed: ReadonlySet<string>
  most: number
  /** Git is ended with it. */
  signal: AbortSignal | undefined
}

export interface FoundSymbols {
  symbols: FoundSymbol[]
  /** There are more than these. */
  more: boolean
  /** It took too long, or nobody waits for it any more: some of the files were not read. */
  cut: boolean
}

const longestMs = 4_000
/** Of which git is not to blame. */
const ends: ReadonlySet<GitErrorCode> = new Set(['timeout', 'aborted'])
const mostBytes = 4 << 20
const longestText = 200
/** Whoever writes lines of which it is hard to tell what they define is not to hold up everybody else. */
const longestTellingMs = 500
/** Git reads each file whole, also those of which we tell nothing: recordings, databases, what was printed. */
const readable = languages.flatMap(({ endings }) => endings.map((ending) => `:(icase)*.${ending}`))

/** Words that stand somewhere before a name that is being defined, in any of the languages. */
const leading =
  'class|interface|enum|struct|union|trait|protocol|extension|actor|object|record|module|mod|namespace|package|type|typealias|typedef|associatedtype|func|fun|fn|def|defp|defmodule|defmacrop?|function|const|let|var|val|static|macro_rules!|define|using|delegate|mixin|message|service|input|scalar|rpc|local|table|view|procedure|trigger|public|private|protected|internal|final|readonly|override|declare'

/**
 * @param now milliseconds that only grow.
 * @throws GitError where git cannot look; not where it only took too long, was ended, or said too much.
 */
export async function findSymbols(
  checkout: Checkout,
  ask: SymbolAsk,
  now: () => number,
): Promise<FoundSymbols> {
  const { text, all, cut } = await grep(checkout, ask)
  const lines = linesOf(all ? text : text.slice(0, text.lastIndexOf('\n') + 1))
  const { found, told } = symbolsIn(lines, ask, now)
  const symbols = ranked(found, ask.query)
  const more = !all || !told || symbols.length > ask.most
  return { symbols: symbols.slice(0, ask.most), more, cut: cut || !told }
}

/** `told`: of all lines; not where that took too long. */
function symbolsIn(
  lines: readonly Line[],
  ask: SymbolAsk,
  now: () => number,
): { found: FoundSymbol[]; told: boolean } {
  const found: FoundSymbol[] = []
  const until = now() + longestTellingMs
  for (const line of lines) {
    if (now() > until) return { found, told: false }
    const symbol = symbolIn(line, ask)
    if (symbol) found.push(symbol)
  }
  return { found, told: true }
}

/** `all`: git has said all that it had to say. */
async function grep(
  { run }: Checkout,
  { query, signal }: SymbolAsk,
): Promise<{ text: string; all: boolean; cut: boolean }> {
  try {
    const { text, stdout } = await run(grepArguments(query), 'find-symbols', {
      successExitCodes: [0, 1],
      timeoutMs: longestMs,
      enoughBytes: mostBytes,
      ...(signal && { signal }),
      env: { GIT_LITERAL_PATHSPECS: '0' },
    })
    return { text, all: stdout.length < mostBytes, cut: false }
  } catch (cause) {
    if (!(cause instanceof GitError && ends.has(cause.code))) throw cause
    return { text: cause.stdout, all: false, cut: true }
  }
}

/** The literal text first: only lines that hold it are held against the rest. */
function grepArguments(query: string): string[] {
  const q = literal(query)
  const shapes = [
    `(^|[^[:alnum:]_])(${leading})[^[:alnum:]_][^=;]*${q}`,
    // A callable without a word before it, which is no statement.
    `^[^=.;"'(]*${q}[^[:space:](]*[[:space:]]*(<[^>]*>)?\\(.*[^;[:space:]][[:space:]]*$`,
    `^[^("'.=]*${q}[^[:space:](=:]*[[:space:]]*[:=][[:space:]]*(async|function|\\(|<|[[:alnum:]_$]+[[:space:]]*=>)`,
    `^[[:space:]]*[^[:space:]=.(]*${q}[^[:space:]=.(]*[[:space:]]*(:[^=]*)?=[^=]`,
  ]
  const how = ['--untracked', '-I', '-n', '-z', '-i', '-E', '--full-name', '--no-color']
  const never = ['--no-column', '--no-textconv', '--no-recurse-submodules', '--no-break']
  const any = shapes.flatMap((shape, at) => [...(at > 0 ? ['--or'] : []), '-e', shape])
  const what = ['-e', q, '--and', '(', ...any, ')']
  return ['grep', ...how, ...never, '--no-heading', ...what, '--', ...readable]
}

/** A text as an extended regular expression that fits nothing else. */
function literal(text: string): string {
  return text.replaceAll(/[.[\]{}()*+?^$|\\]/g, (sign) =>
    sign === '\\' || sign === '^' ? `\\${sign}` : `[${sign}]`,
  )
}

interface Line {
  path: string
  number: number
  text: string
}

/** Paths may hold newlines, lines cannot: `path NUL number NUL text LF`. */
function linesOf(said: string): Line[] {
  const lines: Line[] = []
  for (let at = 0; at < said.length;) {
    const path = said.indexOf('\0', at)
    const number = said.indexOf('\0', path + 1)
    const end = said.indexOf('\n', number + 1)
    if (path === -1 || number === -1) break
    const text = said.slice(number + 1, end === -1 ? undefined : end)
    lines.push({ path: said.slice(at, path), number: Number(said.slice(path + 1, number)), text })
    if (end === -1) break
    at = end + 1
  }
  return lines
}

function symbolIn({ path, number, text }: Line, { query, changed }: SymbolAsk): FoundSymbol | null {
  const defined = definitionIn(path, text)
  // A path that is no UTF-8 could not be asked for.
  if (!defined || path.includes('\uFFFD')) return null
  if (!foldedText(defined.name).includes(foldedText(query))) return null
  const shown = text.trim().slice(0, longestText)
  return { ...defined, path, line: number, text: shown, changed: changed.has(path) }
}

/** Types before values: the kinds stand so in the contract. */
const order = SymbolKind.options

/** The very name first, then names that begin so; among these what the thread changed, then types before values. */
function ranked(found: readonly FoundSymbol[], query: string): FoundSymbol[] {
  const sought = foldedText(query)
  const fit = ({ name }: FoundSymbol) => {
    if (name === query) return 0
    const folded = foldedText(name)
    return folded === sought ? 1 : folded.startsWith(sought) ? 2 : 3
  }
  return found
    .map((symbol) => ({ symbol, fit: fit(symbol), kind: order.indexOf(symbol.kind) }))
    .toSorted(
      (a, b) =>
        a.fit - b.fit ||
        Number(b.symbol.changed) - Number(a.symbol.changed) ||
        a.kind - b.kind ||
        a.symbol.name.length - b.symbol.name.length ||
        shorterFirst(a.symbol.path, b.symbol.path) ||
        a.symbol.line - b.symbol.line,
    )
    .map(({ symbol }) => symbol)
}
