// What is looked for, by what was typed: a file, perhaps with a line, or behind an @ something that is defined. Pure.
import { readTarget } from '@a-parallel/contract/model'

export type JumpAsk =
  | { kind: 'file'; sought: string; line: number | null }
  | { kind: 'symbol'; sought: string }

export const symbolSign = '@'

export function readAsk(typed: string): JumpAsk {
  const text = typed.trimStart()
  if (text.startsWith(symbolSign))
    return { kind: 'symbol', sought: text.slice(symbolSign.length).trim() }
  return { kind: 'file', ...readTarget(text) }
}
