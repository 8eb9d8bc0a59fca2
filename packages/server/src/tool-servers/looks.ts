// Where the addresses of tool servers lead as agents are about to be given them: one that led outside when it was kept may lead
// inside by now, by its name or by a redirect. What was found holds for some minutes, in memory alone.
import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ToolServerId } from '@a-parallel/shared'
import type { Log } from '../platform/log.ts'
import { refuseDetours } from './address.ts'
import type { ToolServerRow } from './table.ts'

const holdsMs = 5 * 60_000
/** For so long an agent waits; what is found later counts from then on. */
const waitsMs = 1_000

/** Of one of this owner’s servers is found otherwise whether it may be given. */
export type OnFound = (owner: OwnerId) => void

interface Look {
  /** What was looked at. */
  place: string
  /** Milliseconds of `performance.now`. */
  since: number
  /** Null: it may be given, as far as anybody knows. */
  refusal: Problem | null
  done: Promise<void>
}

interface LooksPorts {
  log: Log
  look?: typeof refuseDetours
}

export function openLooks({ log, look = refuseDetours }: LooksPorts) {
  const known = new Map<string, Look>()
  const listeners = new Set<OnFound>()
  const knownOf = (row: ToolServerRow) => {
    const found = known.get(row.id)
    return found?.place === placeOf(row) ? found : undefined
  }
  /** Takes what a look at it comes to, and hands it on. */
  const take = (row: ToolServerRow, work: Promise<void>): Promise<void> => {
    const before = knownOf(row)?.refusal ?? null
    const one: Look = {
      place: placeOf(row),
      since: performance.now(),
      refusal: before,
      done: settled(work, log).then((refusal) => {
        one.refusal = refusal
        if (refusal?.message === before?.message || known.get(row.id) !== one) return
        for (const told of listeners) told(row.owner as OwnerId) // As it was written.
      }),
    }
    known.set(row.id, one)
    return one.done
  }
  return {
    /** Why it is not given; null: nothing is known against it. */
    refusalOf: (row: ToolServerRow): Problem | null => knownOf(row)?.refusal ?? null,
    /** Looks at those that were not looked at lately, all at once; returns within a second. */
    async at(rows: readonly ToolServerRow[]): Promise<void> {
      const looking = rows.flatMap((row) => {
        if (row.transport.type === 'stdio') return []
        const found = knownOf(row)
        if (found && performance.now() - found.since < holdsMs) return [found.done]
        return [take(row, look(row.transport.url, row.privateAddress))]
      })
      if (looking.length > 0) await within(Promise.all(looking))
    },
    /** Looks at it now. Throws as `refuseDetours` does. */
    async anew(row: ToolServerRow): Promise<void> {
      if (row.transport.type === 'stdio') return
      const work = look(row.transport.url, row.privateAddress)
      await take(row, work)
      await work
    },
    forget: (id: ToolServerId): void => void known.delete(id),
    listen: (listener: OnFound): void => void listeners.add(listener),
  }
}

function placeOf({ transport, privateAddress }: ToolServerRow): string {
  return transport.type === 'stdio' ? '' : `${privateAddress} ${transport.url}`
}

/** That it could not be looked at is said in the log, and holds nobody up. */
async function settled(work: Promise<void>, log: Log): Promise<Problem | null> {
  try {
    await work
    return null
  } catch (cause) {
    if (!(cause instanceof Problem)) {
      log.warn({ err: cause }, 'the address of a tool server was not looked at')
      return null
    }
    if (cause.code !== 'tool_server_private') return cause
    return new Problem('tool_server_leads_inside', cause.message, cause.values)
  }
}

function within(work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitsMs)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
