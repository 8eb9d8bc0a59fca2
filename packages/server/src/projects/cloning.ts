// The clones that run, and those that ended lately: whose each is, how far it is, and the project that comes of it.
import { Problem, readCloneAddress } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  Clone,
  CloneId,
  OwnerId,
  Project,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { CredentialFor, LeftClone, Runner } from '../runner/port.ts'

export interface CloningPorts {
  adding: Runner['adding']
  /** Adds the repository at a path to somebody's projects. */
  add: (actor: Actor, body: { path: string }) => Promise<Project>
  clock: Clock
  newId: NewId
  log: Log
}

interface Held {
  owner: OwnerId
  clone: Clone
  breakOff: AbortController
  /** Resolves once nothing more is done for it. */
  over: Promise<void>
}

const mostRunning = 4
/** So many that ended are remembered. */
const mostEnded = 20

export type Cloning = ReturnType<typeof openCloning>

export function openCloning(ports: CloningPorts) {
  const { adding, clock, newId } = ports
  /** Oldest first. */
  const held = new Map<CloneId, Held>()
  let closing = false
  let clearing = Promise.resolve()
  const mine = (actor: Actor) => [...held.values()].filter(({ owner }) => owner === ownerOf(actor))
  const own = (actor: Actor, id: CloneId): Held => {
    const found = held.get(id)
    if (!found || found.owner !== ownerOf(actor)) throw new Problem('clone_not_found')
    return found
  }
  return {
    /** Once it is known what an earlier server has left. */
    async clones(actor: Actor): Promise<Clone[]> {
      await clearing.catch(() => undefined) // Whoever began it hears of that.
      return mine(actor)
        .map(({ clone }) => clone)
        .toReversed()
    },
    async startClone(
      actor: Actor,
      body: CallRequest<Calls['startClone']>['body'],
      credentialFor: CredentialFor,
    ): Promise<Clone> {
      const owner = ownerOf(actor)
      const { from, name } = sourceOf(body)
      const path = await adding.clonePlace({ from, into: body.into, name })
      // Nothing is waited for from here on: of many at once each sees those before it.
      refuseBeside(mine(actor).filter(isRunning), path)
      const id = newId() as CloneId // newId gives UUIDs.
      const clone = begun({ id, from, path, startedAt: clock.now() })
      const breakOff = new AbortController()
      const ask = { clone, owner, into: body.into, name, breakOff, credentialFor }
      const over = follow(ports, actor, { ...ask, isLeft: () => closing })
      held.set(id, { owner, clone, breakOff, over })
      forgetOld(held)
      return clone
    },
    /** Resolves once nothing is left of one that ran. */
    async cancelClone(actor: Actor, id: CloneId): Promise<Clone> {
      const found = own(actor, id)
      if (!isRunning(found)) held.delete(id)
      found.breakOff.abort()
      await found.over
      return found.clone
    },
    /** Ends what an earlier server left. Each of its clones counts as failed from now on. */
    clearClones: () =>
      (clearing = adding.clearClones((left) => {
        held.set(left.id, brokenOff(left))
        forgetOld(held)
      })),
    async close(): Promise<void> {
      closing = true
      for (const { breakOff } of held.values()) breakOff.abort()
      await Promise.all([...held.values()].map(({ over }) => over))
    },
  }
}

function begun(told: Pick<Clone, 'id' | 'from' | 'path' | 'startedAt'>): Clone {
  return {
    ...told,
    state: 'running',
    progress: { phase: 'connecting', percent: null, bytes: null, bytesPerSecond: null },
    problem: null,
    projectId: null,
  }
}

function brokenOff({ owner, ...told }: LeftClone): Held {
  const problem = new Problem('clone_broken_off').toValue()
  const clone: Clone = { ...begun(told), state: 'failed', problem }
  return { owner, clone, breakOff: new AbortController(), over: Promise.resolve() }
}

const isRunning = ({ clone }: Held) => clone.state === 'running'

/** Throws where so many run that one has to be waited for, and where one runs to the same place. */
function refuseBeside(running: readonly Held[], path: string): void {
  if (running.length >= mostRunning)
    throw new Problem('too_many_requests', 'Wait until one of the clones has ended.')
  if (running.some(({ clone }) => clone.path === path))
    throw new Problem('clone_target_taken', `${path} is being cloned already.`, { path })
}

interface FollowAsk {
  clone: Clone
  owner: OwnerId
  into: string
  name: string
  breakOff: AbortController
  credentialFor: CredentialFor
  isLeft: () => boolean
}

/** Never rejects: what becomes of a clone stands in it. */
async function follow({ adding, add, log }: CloningPorts, actor: Actor, ask: FollowAsk) {
  const { clone, breakOff, ...rest } = ask
  const { id, from, startedAt } = clone
  const { signal } = breakOff
  let isThere = false
  try {
    const onProgress = (progress: Clone['progress']) => {
      clone.progress = progress
    }
    const path = await adding.clone({ ...rest, id, from, startedAt, onProgress, signal })
    isThere = true
    clone.projectId = (await add(actor, { path })).id
    clone.state = 'done'
  } catch (cause) {
    clone.state = isThere ? 'done' : signal.aborted ? 'cancelled' : 'failed'
    if (clone.state === 'cancelled') return
    const known = cause instanceof Problem ? cause : new Problem('internal')
    if (known.code === 'internal') log.error({ err: cause }, 'a clone failed')
    clone.problem = known.toValue()
  }
}

/** Throws `clone_address_refused`. */
function sourceOf({ from, name }: CallRequest<Calls['startClone']>['body']) {
  const read = readCloneAddress(from)
  if (read.kind === 'refused')
    // What it says is told to nobody: there may be a password in it.
    throw new Problem('clone_address_refused', 'Give an https or ssh address, or a folder.', {
      fault: read.fault,
    })
  return { from: read.address, name: name ?? read.name }
}

function forgetOld(held: Map<CloneId, Held>): void {
  const ended = [...held].filter(([, one]) => !isRunning(one))
  for (const [id] of ended.slice(0, Math.max(0, ended.length - mostEnded))) held.delete(id)
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
