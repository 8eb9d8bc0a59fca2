// Whether what a repository of this machine brings may run: what it brings now, held against what its owner has trusted.
// What cannot be told is not trusted.
import { mayRun, trustState } from '@a-parallel/contract/model'
import type { Brought } from '@a-parallel/shared'
import { join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import type { Git } from '../git/core.ts'
import { isClosed } from '../git/kept/whole/closed.ts'
import { checkoutsOf } from '../git/restrict/places.ts'
import { mcpFile, serversBrought } from '../trust/agent-settings.ts'
import { contentOf } from '../trust/content.ts'
import { distinct, openBroughtReader } from '../trust/reader.ts'

export interface LocalTrust {
  /** What a repository brings in its checkout and in the worktrees of its threads. */
  read: (repository: string) => Promise<Brought[]>
  /**
   * Whether git may work in a checkout as in a terminal: hooks, filters, signing and all. Ask right before, also once it
   * was answered: an agent may have written something since.
   * @param checkout where git is to work; the repository's own without one.
   */
  isTrusted: (repository: string, checkout?: string) => Promise<boolean>
  /** The same for these things, which must be trusted themselves, whether the checkout holds them by now or not. */
  mayUse: (repository: string, checkout: string, things: readonly Brought[]) => Promise<boolean>
  /** The same for an agent, with the tool servers that it may start: what `.mcp.json` holds, or null. */
  ofAgent: (repository: string, checkout: string) => Promise<AgentTrust>
  /** An agent is about to start there: what is read now answers for it, if that is asked within a moment. */
  expectAgent: (repository: string, checkout: string) => void
}

export type AgentTrust = { trusted: false } | { trusted: true; servers: string | null }

/** What the owner of the project at this place has trusted; null when that was never done. */
export type TrustedAt = (repository: string) => ReadonlySet<string> | null

export interface LocalTrustAsk {
  git: Git
  /** Those that the worktrees of threads lie below. */
  folders: () => readonly string[]
  trustedAt: TrustedAt
  log: Log
}

const momentMs = 100
const keyOf = (repository: string, checkout: string) => `${repository}\0${checkout}`

/** Reads once for whoever expects the reader, and anew for everybody else. */
function withExpected(read: LocalTrust['ofAgent']): Pick<LocalTrust, 'ofAgent' | 'expectAgent'> {
  const expected = new Map<string, Promise<AgentTrust>>()
  return {
    expectAgent(repository, checkout) {
      const key = keyOf(repository, checkout)
      const told = read(repository, checkout)
      told.catch(() => undefined) // Whoever asks is told.
      expected.set(key, told)
      setTimeout(() => expected.get(key) === told && expected.delete(key), momentMs).unref()
    },
    ofAgent(repository, checkout) {
      const key = keyOf(repository, checkout)
      const told = expected.get(key)
      expected.delete(key)
      return told ?? read(repository, checkout)
    },
  }
}

export function localTrust({ git, folders, trustedAt, log }: LocalTrustAsk): LocalTrust {
  const reader = openBroughtReader(git)
  const known = async (repository: string, checkout: string): Promise<Brought[] | null> => {
    try {
      const brought = await reader.read(checkout)
      return mayRun(trustState(brought, trustedAt(repository))) ? brought : null
    } catch (cause) {
      log.warn({ err: cause, checkout }, 'what a checkout brings could not be read')
      return null
    }
  }
  const ofAgent = async (repository: string, checkout: string): Promise<AgentTrust> => {
    const [content, brought] = await Promise.all([
      contentOf(join(checkout, mcpFile)).catch((cause: unknown) => {
        if (!isClosed(cause)) throw cause
        return null // It is told among what the checkout brings.
      }),
      known(repository, checkout),
    ])
    if (brought === null) return { trusted: false }
    // What will be started is what was judged, whichever was read first.
    const digests = new Set(brought.map(({ digest }) => digest))
    const servers = content === null ? [] : serversBrought(mcpFile, content.text)
    if (!servers.every(({ digest }) => digests.has(digest))) return { trusted: false }
    return { trusted: true, servers: servers.length > 0 ? (content?.text ?? null) : null }
  }
  return {
    async read(repository) {
      const checkouts = await checkoutsOf(repository, folders())
      const found = await Promise.all(checkouts.map((checkout) => reader.read(checkout)))
      return distinct(found.flat())
    },
    isTrusted: async (repository, checkout = repository) =>
      (await known(repository, checkout)) !== null,
    async mayUse(repository, checkout, things) {
      if ((await known(repository, checkout)) === null) return false
      return mayRun(trustState(things, trustedAt(repository)))
    },
    ...withExpected(ofAgent),
  }
}
