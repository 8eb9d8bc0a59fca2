// A plan cut into what can be commented on: each step of a list, and each other block, by itself. Pure.
import { marked, type Token, type Tokens } from 'marked'

export interface PlanBlock {
  /** Markdown that is drawn and quoted by itself; a step keeps its number. */
  source: string
  /** What it says without its number: by it two plans are compared, so that a new step renames none. */
  says: string
}

/** The blocks of a plan, in order. Blank ones and link definitions are none. */
export function planBlocks(plan: string): PlanBlock[] {
  return marked.lexer(plan).flatMap((token) => {
    if (isList(token)) return token.items.map((item, index) => stepOf(token, item, index))
    const source = token.raw.trim()
    return token.type === 'def' || source === '' ? [] : [{ source, says: source }]
  })
}

/** What a block is called where there is room for a line: its first, without its signs. */
export function nameOf({ says }: PlanBlock): string {
  const line = says.split('\n').find((one) => !/^\s*(?:```|~~~)/.test(one)) ?? ''
  return line
    .replace(/^#+\s*/, '')
    .replaceAll(/[*_`]/g, '')
    .trim()
    .slice(0, 80)
}

function stepOf(list: Tokens.List, item: Tokens.ListItem, index: number): PlanBlock {
  const raw = item.raw.trim()
  const says = raw.replace(/^(?:[-*+]|\d+[.)])\s+/, '')
  if (!list.ordered) return { source: raw, says }
  return { source: `${Number(list.start) + index}. ${says}`, says }
}

const isList = (token: Token): token is Tokens.List => token.type === 'list'
