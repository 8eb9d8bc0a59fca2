// Keeps rows where they are while a person aims at the list. Pure.

/**
 * The order to show. Free: as `wanted`. Held: what is shown stays where it is, even when it should leave, and what is
 * new goes to the end.
 */
export function steadyOrder<Id>(
  shown: readonly Id[],
  wanted: readonly Id[],
  held: boolean,
): readonly Id[] {
  if (!held) return wanted
  const known = new Set(shown)
  const fresh = wanted.filter((id) => !known.has(id))
  return fresh.length === 0 ? shown : [...shown, ...fresh]
}
