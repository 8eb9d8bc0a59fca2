// Whether a line of a file defines something, and what. Pure.
import type { SymbolKind } from '@a-parallel/shared'
import { languages, type Language } from './languages.ts'

export interface Definition {
  name: string
  kind: SymbolKind
}

const byEnding = new Map<string, Language>(
  languages.flatMap((language) => language.endings.map((ending) => [ending, language] as const)),
)
/** Longer lines were written by a program. */
const longest = 500

/** What a line of a file at this path defines; null: nothing, as far as its language is known here. */
export function definitionIn(path: string, line: string): Definition | null {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase()
  const language = ending === undefined ? undefined : byEnding.get(ending)
  if (!language || line.length > longest) return null
  for (const [kind, pattern] of language.rules) {
    const name = pattern.exec(line)?.groups?.['name']
    if (name !== undefined) return { name, kind }
  }
  return null
}
