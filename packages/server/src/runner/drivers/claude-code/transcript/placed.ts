// The items of a conversation that is being read, each in its place. Only the last of them are kept: what a session holds may
// be more than memory should.
import type { Item } from '@a-parallel/shared'

/** How many items of a session are kept, and how many UTF-16 units they may come to as JSON. */
export const mostKept = { items: 20_000, units: 24_000_000 }

interface Slot {
  item: Item
  units: number
}

export class PlacedItems {
  #slots: Slot[] = []
  readonly #byId = new Map<string, Slot>()
  #units = 0
  #omitted = 0
  readonly #most: typeof mostKept

  constructor(most: typeof mostKept = mostKept) {
    this.#most = most
  }

  /** The item of an id, if it is kept. */
  find(id: string): Item | undefined {
    return this.#byId.get(id)?.item
  }

  /** Places an item, or replaces the one of its id. */
  put(item: Item): void {
    const units = JSON.stringify(item).length
    const known = this.#byId.get(item.id)
    if (known) {
      this.#units += units - known.units
      Object.assign(known, { item, units })
    } else {
      const slot = { item, units }
      this.#slots.push(slot)
      this.#byId.set(item.id, slot)
      this.#units += units
    }
    this.#shorten()
  }

  end(): { items: Item[]; omitted: number } {
    const items = this.#slots.map(({ item }) => item)
    return { items, omitted: this.#omitted }
  }

  /** Some at a time: a list that loses its first entry is copied. */
  #shorten(): void {
    const { items, units } = this.#most
    if (this.#slots.length <= items && this.#units <= units) return
    let gone = 0
    let left = this.#units
    const most = { items: Math.ceil(items * 0.9), units: units * 0.9 }
    while (
      gone < this.#slots.length - 1 &&
      (this.#slots.length - gone > most.items || left > most.units)
    ) {
      const slot = this.#slots[gone]
      if (slot) this.#byId.delete(slot.item.id)
      left -= slot?.units ?? 0
      gone += 1
    }
    this.#slots = this.#slots.slice(gone)
    this.#units = left
    this.#omitted += gone
  }
}
