// Where words stand in a conversation: in all of it, whether drawn, folded or scrolled away. Pure.
import type { Item } from '@a-parallel/shared'
import { diffOf, outputOf } from '../actions/copies.ts'

/** `nth`: which place within the item, from 0. */
export type Hit = { itemId: string; nth: number }

/** More are not counted: nobody walks them one by one. */
export const mostHits = 5000

/** Lower case, so that a search costs no more than looking through it. */
const texts = new WeakMap<Item, string>()

/** All places, first to last; none for an empty query. */
export function hitsOf(items: readonly Item[], query: string): Hit[] {
  const wanted = query.toLowerCase()
  const hits: Hit[] = []
  if (wanted === '') return hits
  for (const item of items) {
    const text = textOf(item)
    let nth = 0
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      hits.push({ itemId: item.id, nth })
      nth += 1
      if (hits.length === mostHits) return hits
    }
  }
  return hits
}

function textOf(item: Item): string {
  const known = texts.get(item)
  if (known !== undefined) return known
  const text = shownText(item).toLowerCase()
  texts.set(item, text)
  return text
}

/** What a person can read of an item, all of it opened, in the order in which it stands there. */
function shownText(item: Item): string {
  switch (item.kind) {
    case 'user-message':
    case 'agent-message':
    case 'reasoning':
      return item.text
    case 'notice':
      return item.detail
    default:
      return callText(item)
  }
}

function callText(call: Extract<Item, { kind: 'tool-call' }>): string {
  const { detail } = call
  const output = outputOf(call)
  switch (detail.kind) {
    // Shown above the composer, and nowhere in the conversation.
    case 'todo':
      return ''
    case 'command':
      return join(detail.command, detail.description, output)
    case 'edit':
      return join(detail.path, diffOf(detail.hunks))
    case 'read':
      return join(detail.path, output)
    case 'search':
      return join(detail.pattern, detail.path, output)
    case 'task':
      return join(call.title, detail.prompt, output)
    case 'plan':
      return detail.plan
    case 'question':
      return join(
        ...detail.questions.map(({ question }) => question),
        ...Object.values(detail.answers),
      )
    case 'other':
      return join(call.name, detail.input, output)
    default:
      return join(call.title, output)
  }
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n')
}

/** Where the walk goes on when the hits have changed: the same place, else the first behind it, else the first. */
export function keepPlace(before: readonly Hit[], current: number, after: readonly Hit[]): number {
  const was = before[current]
  if (!was) return 0
  const same = after.findIndex(({ itemId, nth }) => itemId === was.itemId && nth === was.nth)
  return same >= 0 ? same : Math.min(current, Math.max(0, after.length - 1))
}
