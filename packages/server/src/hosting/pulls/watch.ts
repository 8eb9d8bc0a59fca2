// How a thread's branch stands at its host, for however many pages that look at it: each asks again and again, and the
// host is asked once for all of them, as often as it allows. Nobody looks: nobody asks.
import { Problem } from '@a-parallel/contract/model'
import type { HostedBranch, ThreadId } from '@a-parallel/shared'
import type { Memory, Rate } from '../github/api.ts'
import { lookHere, lookThere, openDoor, type BranchOf, type LookPorts } from './look.ts'
import { hourMs, pauseUntilNext } from './pace.ts'

export interface WatchPorts extends LookPorts {
  quickestMs: number
}

interface Watched {
  of: BranchOf
  memory: Memory
  rate: Rate | null
  value: HostedBranch | null
  readMs: number
  /** Not before this is it asked again. */
  dueMs: number
  lookedMs: number
  flight: Promise<void> | null
}

export type Watch = ReturnType<typeof openWatch>

/** What is older is not shown before it was asked again. */
const oldMs = 60_000
/** One that nobody looks at is forgotten after a while. */
const forgottenMs = 10 * 60_000
/** Even whoever wants it fresh does not ask more often. */
const leastMs = 1_000

export function openWatch(ports: WatchPorts) {
  const { now } = ports
  const watched = new Map<string, Watched>()
  const find = (threadId: ThreadId, of: BranchOf) => found(watched, threadId, of, now())
  const ask = (one: Watched): Promise<void> => {
    one.flight ??= look(ports, one).finally(() => void (one.flight = null))
    return one.flight
  }
  return {
    /** @param fresh something has changed: it is asked at once, unless the host wants to be left alone. */
    async read(threadId: ThreadId, of: BranchOf, fresh: boolean): Promise<HostedBranch> {
      const one = find(threadId, of)
      const limited = one.value?.problem?.code === 'host_rate_limited' && now() < one.dueMs
      const mayAsk = one.value === null || (!limited && now() - one.readMs >= leastMs)
      if (fresh && mayAsk) {
        // One that is under way may have begun before the change.
        await one.flight
        await ask(one)
      } else if (now() >= one.dueMs) {
        const asked = ask(one)
        if (one.value === null || now() - one.readMs > oldMs) await asked
        // Whoever asks next gets what comes of it; a failure that is none of the host's is told then.
        else asked.catch(() => void (one.value = null))
      }
      if (one.value === null) await ask(one)
      if (one.value === null) throw new Problem('internal')
      return one.value
    },
    /** Something was done with it: what is known is old. */
    async changed(threadId: ThreadId, of: BranchOf): Promise<HostedBranch> {
      const one = find(threadId, of)
      await one.flight?.catch(() => undefined) // Whoever asked for that was told.
      await ask(one)
      if (one.value === null) throw new Problem('internal')
      return one.value
    },
    /** Accounts have changed. */
    forget(): void {
      watched.clear()
    },
  }
}

function found(
  watched: Map<string, Watched>,
  threadId: ThreadId,
  of: BranchOf,
  now: number,
): Watched {
  for (const [key, one] of watched) {
    const idle = now - one.lookedMs > forgottenMs
    // One that the host wants to be left alone about is remembered for that.
    if (idle && now >= one.dueMs) watched.delete(key)
  }
  const key = `${of.owner} ${threadId}`
  const one = watched.get(key) ?? unlooked(of)
  Object.assign(one, { of, lookedMs: now })
  watched.set(key, one)
  return one
}

function unlooked(of: BranchOf): Watched {
  const times = { readMs: 0, dueMs: 0, lookedMs: 0 }
  return { of, memory: new Map(), rate: null, value: null, flight: null, ...times }
}

/** Asks, and says when it may be asked again. */
async function look(ports: WatchPorts, one: Watched): Promise<void> {
  const { now, quickestMs } = ports
  const local = await lookHere(ports, one.of)
  const heard = (rate: Rate) => void (one.rate = rate)
  let value: HostedBranch
  try {
    const door = await openDoor(ports, one.of.owner, local, one.memory, heard)
    value = await lookThere(door, local, one.value, new Date(now()).toISOString())
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    value = { ...unasked(local), problem: cause.toValue() }
  }
  one.value = value
  one.readMs = now()
  one.dueMs = one.readMs + pauseOf(value, one, quickestMs, now())
}

type Local = Awaited<ReturnType<typeof lookHere>>

function unasked({ at: { branch, unpushed }, remote }: Local): HostedBranch {
  return { branch, remote, unpushed, account: null, pullRequest: null, readAt: null, problem: null }
}

function pauseOf(value: HostedBranch, { rate }: Watched, quickestMs: number, now: number): number {
  const { problem, pullRequest } = value
  if (problem?.code === 'host_rate_limited') {
    const resetAt = Date.parse(String(problem.values?.resetAt ?? ''))
    const left = Number.isNaN(resetAt) ? 0 : resetAt - now
    return Math.max(quickestMs, Math.min(left, hourMs))
  }
  if (value.account === null && problem === null) return quickestMs
  return pauseUntilNext({ pullRequest, rate, now, quickestMs })
}
