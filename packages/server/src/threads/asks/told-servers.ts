// How agents last said that their tool servers stand, in memory alone.
import type { Signal, ThreadId, ToldToolServer } from '@a-parallel/shared'

type Told = Extract<Signal, { type: 'tool-servers-told' }>

export function openToldServers() {
  /** Of every agent that has said something to this server; each says something when it is started or taken up. */
  const all = new Map<ThreadId, Map<string, ToldToolServer>>()
  /** Names of those that none of its owner’s were called when they were told. */
  const brought = new Map<ThreadId, ReadonlySet<string>>()
  /** Names of those whose fault was asked for, and that have not stood otherwise since. */
  const asked = new Map<ThreadId, ReadonlySet<string>>()
  const knownOf = (threadId: ThreadId) => {
    const known = all.get(threadId) ?? new Map<string, ToldToolServer>()
    all.set(threadId, known)
    return known
  }
  const broughtTo = (threadId: ThreadId) =>
    [...knownOf(threadId).values()].filter(({ name }) => brought.get(threadId)?.has(name))
  return {
    /** Those that its owner has not given it. */
    broughtTo,
    /** Names of those that its owner has not given it and that failed without a word why. Each is told once. */
    unexplained(threadId: ThreadId): string[] {
      const names = broughtTo(threadId)
        .filter(({ status, error }) => status === 'failed' && error === null)
        .map(({ name }) => name)
      const before = asked.get(threadId)
      asked.set(threadId, new Set(names))
      return names.filter((name) => !before?.has(name))
    },
    of: (threadId: ThreadId, name: string) => all.get(threadId)?.get(name),
    /** Whether it was told, and is not connected. */
    isAmiss(threadId: ThreadId, name: string): boolean {
      const status = all.get(threadId)?.get(name)?.status
      return status === 'failed' || status === 'needs-sign-in'
    },
    /** It is being reached anew. */
    pending(threadId: ThreadId, name: string): void {
      knownOf(threadId).set(name, { name, status: 'pending', error: null })
    },
    /**
     * Whether it is news.
     * @param own names of its owner’s; `programs`: of those that are programs.
     */
    heard(threadId: ThreadId, signal: Told, own: { all: string[]; programs: string[] }): boolean {
      const known = knownOf(threadId)
      const before = told(known)
      // Of what it was given all is its owner’s, also one that is gone by now.
      if (!signal.added) {
        const others = signal.servers
          .map(({ name }) => name)
          .filter((name) => !own.all.includes(name))
        const still = (signal.partly && brought.get(threadId)) || []
        brought.set(threadId, new Set([...still, ...others]))
      }
      for (const name of signal.removed ?? []) known.delete(name)
      take(known, signal)
      for (const name of signal.added ?? [])
        if (own.programs.includes(name)) known.set(name, { name, status: 'connected', error: null })
        else known.delete(name)
      return told(known) !== before
    },
  }
}

/** Why one failed is told only once, and stays for as long as it is failed. */
function take(known: Map<string, ToldToolServer>, { servers, partly }: Told): void {
  const before = new Map(known)
  if (!partly) known.clear()
  for (const one of servers) {
    const error =
      one.status === 'failed' ? (one.error ?? before.get(one.name)?.error ?? null) : null
    known.set(one.name, { ...one, error })
  }
}

/** The same text where the same is known, in whatever order it was told. */
function told(known: ReadonlyMap<string, ToldToolServer>): string {
  const sorted = [...known.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return JSON.stringify(sorted.map(({ name, status, error }) => [name, status, error]))
}
