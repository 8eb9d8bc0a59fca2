// The order of a list when one of it is put elsewhere. Pure.

/** The same ids with `id` at the place `at`, counted without it. Null: nothing would change. */
export function rearranged<Id>(ids: readonly Id[], id: Id, at: number): Id[] | null {
  const others = ids.filter((one) => one !== id)
  const place = Math.max(0, Math.min(others.length, at))
  if (others.length === ids.length || ids.indexOf(id) === place) return null
  return others.toSpliced(place, 0, id)
}

/** Where `id` goes when it is dropped on one side of `target`, counted without it. */
export function droppedAt<Id>(ids: readonly Id[], id: Id, target: Id, after: boolean): number {
  return ids.filter((one) => one !== id).indexOf(target) + (after ? 1 : 0)
}
