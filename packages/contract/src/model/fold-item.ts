// The part of the fold that concerns items: the first event of an id places the item, later ones replace it.
import type { ItemId } from '../nouns/ids.ts'
import type { Item } from '../nouns/item.ts'
import type { ThreadView } from '../nouns/thread-view.ts'

export function foldItem(view: ThreadView, item: Item): ThreadView {
  const index = view.items.findLastIndex((known) => known.id === item.id)
  if (index === -1) return { ...view, items: [...view.items, item] }
  const items = view.items.slice()
  const known = items[index]
  items[index] = known ? { ...item, at: known.at } : item
  return { ...view, items }
}

/** Where each item of a list stands, for the lists that grow in place. */
const places = new WeakMap<readonly Item[], Map<ItemId, number>>()

/** The item of an id; at once where the list grows in place, else by looking through it. */
export function findItem({ items }: Pick<ThreadView, 'items'>, id: ItemId): Item | undefined {
  const known = places.get(items)
  if (!known) return items.findLast((item) => item.id === id)
  const place = known.get(id)
  return place === undefined ? undefined : items[place]
}

/** What foldItem does, in place. */
export function putItem(items: Item[], item: Item): void {
  const known = placesOf(items)
  const place = known.get(item.id) ?? items.length
  const before = items[place]
  items[place] = before ? { ...item, at: before.at } : item
  known.set(item.id, place)
}

function placesOf(items: Item[]): Map<ItemId, number> {
  const known = places.get(items) ?? new Map(items.map((item, place) => [item.id, place]))
  places.set(items, known)
  return known
}

/** What was known of a list holds for the one that came from it by adding one item; nobody uses the old one any more. */
export function carryPlaces(from: readonly Item[], to: readonly Item[]): void {
  const known = places.get(from)
  const last = to.at(-1)
  if (!known || !last || to.length !== from.length + 1 || to.at(-2) !== from.at(-1)) return
  places.delete(from)
  known.set(last.id, to.length - 1)
  places.set(to, known)
}
