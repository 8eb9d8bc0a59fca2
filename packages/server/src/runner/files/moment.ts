// What takes a while to find out of a checkout, kept for a moment: a person types faster than it is found out. A newer answer
// is made behind their back.

/** So long an answer is taken as it is; older, it is taken once more while a new one is made; then it is let go. */
const freshMs = 2_000
const usableMs = 30_000
const mostKeys = 8

interface Held<T> {
  at: number
  answer: Promise<T>
  /** A newer one is being made. */
  renewing: boolean
}

/** `make` is called where nothing usable is kept under the key. Throws what it throws, and keeps no failure. */
export type ForAMoment<T> = (key: string, make: () => Promise<T>) => Promise<T>

/** @param now milliseconds that only grow. */
export function keptForAMoment<T>(now: () => number): ForAMoment<T> {
  const kept = new Map<string, Held<T>>()
  const keep = (key: string, held: Held<T>) => {
    kept.delete(key)
    kept.set(key, held)
    const [oldest] = kept.keys()
    if (kept.size > mostKeys && oldest !== undefined) kept.delete(oldest)
  }
  const begin = (key: string, make: () => Promise<T>): Promise<T> => {
    const held = { at: now(), answer: make(), renewing: false }
    keep(key, held)
    // Whoever waits for it hears of the failure; nobody else is to find it here.
    held.answer.catch(() => {
      if (kept.get(key) === held) kept.delete(key)
    })
    return held.answer
  }
  const renew = (key: string, old: Held<T>, make: () => Promise<T>) => {
    if (old.renewing) return
    old.renewing = true
    const answer = make()
    answer.then(
      () => keep(key, { at: now(), answer, renewing: false }),
      () => kept.delete(key),
    )
  }
  const letGo = () => {
    for (const [key, { at }] of kept) if (now() - at > usableMs) kept.delete(key)
  }
  return (key, make) => {
    letGo()
    const known = kept.get(key)
    if (!known) return begin(key, make)
    if (now() - known.at > freshMs) renew(key, known, make)
    return known.answer
  }
}
