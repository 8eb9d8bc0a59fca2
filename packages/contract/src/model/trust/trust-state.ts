// Whether what a repository brings may run: everything that it brings was there when its owner trusted it.
import type { Brought, TrustState } from '../../nouns/trust/trust.ts'

/** @param trusted the digests that its owner has trusted; null when nothing ever was. */
export function trustState(
  brought: readonly Brought[],
  trusted: ReadonlySet<string> | null,
): TrustState {
  if (trusted === null) return brought.length === 0 ? 'nothing' : 'restricted'
  return freshOf(brought, trusted).length === 0 ? 'trusted' : 'drifted'
}

/** What was not there when it was trusted. What is gone since asks for nothing. */
export function freshOf(
  brought: readonly Brought[],
  trusted: ReadonlySet<string> | null,
): Brought[] {
  return trusted === null ? [] : brought.filter(({ digest }) => !trusted.has(digest))
}

/** In these states what is brought runs, as in a terminal. */
export function mayRun(state: TrustState): boolean {
  return state === 'nothing' || state === 'trusted'
}
