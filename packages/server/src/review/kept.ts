// What an owner has thrown away and can have back. It is told by the repositories of their projects; a deleted thread of
// which they keep nothing, since it worked in the project's own checkout or left nothing uncommitted, by its log.
import { keptForMs, Problem } from '@a-parallel/contract/model'
import type { Actor, Kept, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import type { NewId } from '../platform/id.ts'
import type { Projects } from '../projects/index.ts'
import type { Runner } from '../runner/port.ts'
import type { DeletedThread, Threads } from '../threads/index.ts'

export interface KeptPorts {
  threads: Pick<Threads, 'checkout' | 'bringBack' | 'deleted' | 'erase'>
  projects: Pick<Projects, 'list'>
  runner: Pick<Runner, 'review'>
  newId: NewId
}

export function reviewKept({ threads, projects, runner, newId }: KeptPorts) {
  const repositoriesOf = (actor: Actor) =>
    projects
      .list(actor)
      .filter(({ available }) => available)
      .map(({ path }) => path)
  const all = async (actor: Actor): Promise<Kept[]> => {
    const owner = ownerOf(actor)
    const repositories = repositoriesOf(actor)
    const kept = await Promise.all(
      repositories.map((repository) => runner.review.kept({ repository, owner })),
    )
    // Two projects may be checkouts of one repository.
    const known = new Map(kept.flat().map((one) => [one.id, one]))
    const whole = new Set(kept.flat().flatMap((one) => (one.thread ? [one.threadId] : [])))
    const others = threads.deleted(actor).filter(({ id }) => !whole.has(id))
    return [...known.values(), ...others.map(asKept)].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  }
  return {
    async list(actor: Actor, threadId?: ThreadId): Promise<{ kept: Kept[] }> {
      const kept = await all(actor)
      return { kept: kept.filter((one) => threadId === undefined || one.threadId === threadId) }
    },
    /** What the files of each take; a deleted thread of which only the log is kept is not among them. */
    async bytes(actor: Actor): Promise<ReadonlyMap<KeptId, number>> {
      const owner = ownerOf(actor)
      const ask = (repository: string) => runner.review.keptBytes({ repository, owner })
      const read = await Promise.all(repositoriesOf(actor).map(ask))
      return new Map(read.flatMap((one) => [...one]))
    },
    /** Destroys these; of a deleted thread all that there is of it but its branch. Gives how many there were. */
    async drop(actor: Actor, ids: ReadonlySet<string>): Promise<number> {
      const owner = ownerOf(actor)
      const kept = await all(actor)
      const asked = kept.filter(({ id }) => ids.has(id))
      const erased = new Set<ThreadId>()
      for (const { thread, threadId } of asked)
        if (thread !== null && (await eraseDeleted(threads, actor, threadId))) erased.add(threadId)
      const going = kept.filter(({ id, threadId }) => ids.has(id) || erased.has(threadId))
      for (const repository of repositoriesOf(actor))
        await runner.review.dropKept({ repository, owner, ids: going.map(({ id }) => id) })
      return asked.length
    },
    async restore(actor: Actor, keptId: KeptId): Promise<{ kept: Kept | null }> {
      const found = (await all(actor)).find(({ id }) => id === keptId)
      if (!found) throw new Problem('kept_not_found')
      const { thread, threadId } = found
      if (thread !== null && threads.bringBack(actor, threadId) !== null) return { kept: null }
      if (keptId === asKeptId(threadId)) throw new Problem('kept_not_found')
      const checkout = threads.checkout(actor, threadId)
      const keeping = { owner: ownerOf(actor), id: newKeptId(newId), keptId }
      return { kept: await runner.review.restoreKept({ ...checkout, ...keeping }) }
    },
  }
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
  }
}

export function newKeptId(newId: NewId): KeptId {
  return newId() as KeptId // newId gives UUIDs.
}

export function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
