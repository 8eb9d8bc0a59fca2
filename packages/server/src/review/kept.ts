// What an owner has thrown away and can have back. It is told by the repositories of their projects; a deleted thread of
// which they keep nothing, since it worked in the project's own checkout or left nothing uncommitted, by its log.
import { keptForMs, Problem } from '@a-parallel/contract/model'
import type { Actor, Kept, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import type { NewId } from '../platform/id.ts'
import type { Runner } from '../runner/port.ts'
import type { DeletedThread, Threads } from '../threads/index.ts'
import { openRepositories, type RepositoryPorts } from './repositories.ts'

export interface KeptPorts extends RepositoryPorts {
  threads: Pick<Threads, 'checkout' | 'bringBack' | 'deleted' | 'erase'>
  runner: Pick<Runner, 'review'>
  newId: NewId
}

export function reviewKept(ports: KeptPorts) {
  const { threads, runner, newId } = ports
  const repositories = openRepositories(ports)
  const all = async (actor: Actor) => {
    const owner = ownerOf(actor)
    const ask = (repository: string) => runner.review.kept({ repository, owner })
    const { told, unread } = await repositories.askAll(actor, ask)
    const found = told.flatMap(({ answer }) => answer)
    // Two projects may be checkouts of one repository.
    const known = new Map(found.map((one) => [one.id, one]))
    const whole = new Set(found.flatMap((one) => (one.thread ? [one.threadId] : [])))
    const others = threads.deleted(actor).filter(({ id }) => !whole.has(id))
    const kept = [...known.values(), ...others.map(asKept)]
    return { kept: kept.toSorted((a, b) => (a.at < b.at ? 1 : -1)), told, unread }
  }
  return {
    /** `unread`: names of projects whose repositories did not answer; what they keep is not known. */
    async list(actor: Actor, threadId?: ThreadId): Promise<{ kept: Kept[]; unread: string[] }> {
      const { kept, unread } = await all(actor)
      return {
        kept: kept.filter((one) => threadId === undefined || one.threadId === threadId),
        unread,
      }
    },
    /** What the files of each take; a deleted thread of which only the log is kept is not among them. */
    async bytes(actor: Actor): Promise<ReadonlyMap<KeptId, number>> {
      const owner = ownerOf(actor)
      const ask = (repository: string) => runner.review.keptBytes({ repository, owner })
      const { told } = await repositories.askAll(actor, ask)
      return new Map(told.flatMap(({ answer }) => [...answer]))
    },
    /** Destroys these; of a deleted thread all that there is of it but its branch. Gives how many there were. */
    async drop(actor: Actor, ids: ReadonlySet<string>): Promise<number> {
      const owner = ownerOf(actor)
      const { kept, told } = await all(actor)
      const asked = kept.filter(({ id }) => ids.has(id))
      const erased = new Set<ThreadId>()
      for (const { thread, threadId } of asked)
        if (thread !== null && (await eraseDeleted(threads, actor, threadId))) erased.add(threadId)
      const going = kept.filter(({ id, threadId }) => ids.has(id) || erased.has(threadId))
      for (const { repository } of told)
        await runner.review.dropKept({ repository, owner, ids: going.map(({ id }) => id) })
      return asked.length
    },
    async restore(actor: Actor, keptId: KeptId): Promise<{ kept: Kept | null }> {
      const { thread, threadId } = await findKept(ports, actor, keptId)
      if (thread !== null && threads.bringBack(actor, threadId) !== null) return { kept: null }
      if (keptId === asKeptId(threadId)) throw new Problem('kept_not_found')
      const checkout = threads.checkout(actor, threadId)
      const keeping = { owner: ownerOf(actor), id: newKeptId(newId), keptId }
      return { kept: await runner.review.restoreKept({ ...checkout, ...keeping }) }
    },
  }
}

/** @throws `kept_not_found`, or why a repository that may keep it did not answer. */
async function findKept(ports: KeptPorts, actor: Actor, keptId: KeptId): Promise<Kept> {
  const { threads, runner } = ports
  const owner = ownerOf(actor)
  const { found, unread } = await openRepositories(ports).findIn(actor, async (repository) => {
    const kept = await runner.review.kept({ repository, owner })
    return kept.find(({ id }) => id === keptId)
  })
  const thread = threads.deleted(actor).find(({ id }) => asKeptId(id) === keptId)
  const one = found ?? (thread && asKept(thread))
  if (!one) throw unread ?? new Problem('kept_not_found')
  return one
}

/** False for one that is not deleted now: a backup that was put in place knows nothing of it, or has it at work again. */
async function eraseDeleted(
  threads: Pick<Threads, 'erase'>,
  actor: Actor,
  threadId: ThreadId,
): Promise<boolean> {
  try {
    await threads.erase(actor, threadId)
    return true
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'thread_not_found') return false
    throw cause
  }
}

/** What is not in a repository goes by the thread's own id. */
function asKeptId(id: ThreadId): KeptId {
  return id as string as KeptId // Both are UUIDs.
}

function asKept({ id, title, branch, deletedAt: at }: DeletedThread): Kept {
  return {
    id: asKeptId(id),
    threadId: id,
    at,
    until: new Date(Date.parse(at) + keptForMs).toISOString(),
    why: 'delete',
    paths: [],
    total: 0,
    thread: { title, branch, left: { paths: [], total: 0 } },
    branch: null,
  }
}

export function newKeptId(newId: NewId): KeptId {
  return newId() as KeptId // newId gives UUIDs.
}

export function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
