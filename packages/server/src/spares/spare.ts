// One spare: made as it is wanted last, one step after the other, until its thread takes it or nobody wants it any more.
import type { Carried, OwnerId, ProjectId, RunId, ThreadId } from '@a-parallel/shared'
import type { NewId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { GivenAhead, Place, Preparations } from '../preparation/index.ts'
import type { Free, Runner, SpareAgent, SpareAsk } from '../runner/port.ts'

export interface SparePorts {
  runner: Pick<Runner, 'spares' | 'free'> & { disk: Pick<Runner['disk'], 'placeOf'> }
  preparations: Pick<Preparations, 'giveAhead' | 'isGivenStill' | 'releasePorts'>
  newId: NewId
  /** What must be free on the machine for a turn to begin. */
  floors: Free
  log: Log
}

/** What a thread that is being written would begin with. */
export type SpareWish = Omit<SpareAsk, 'runId'> &
  Omit<SpareAgent, 'runId' | 'sessionId' | 'environment'> & { projectId: ProjectId }

export type SparePlace = Pick<SpareWish, 'repository' | 'path' | 'branch' | 'base'>

/** How its agent is started. */
export type SpareHow = Pick<SpareWish, 'model' | 'effort' | 'permissionMode'>

/** A worktree that is there, with the commit that it was made at, and what it was given. */
export interface MadePlace {
  path: string
  commit: string
  /** Of its files as they are; null where none was made ahead. */
  checkpoint: string | null
  carried: Carried
}

/** The names by which a thread's first run finds the agent that waits for it. */
export type SpareNames = Pick<SpareAgent, 'runId' | 'sessionId'>

/** One that stands. */
interface Made {
  wish: SpareWish
  names: SpareNames
  place: Place
  given: GivenAhead
}

/** Memory that must be free beside the floor, in bytes: its agent's, and that of one at work. */
const besideFloor = 700 * 1024 * 1024
/** Every other wish costs a worktree and the start of an agent. */
const mostMade = 5
/** So long ago is now, for a thread that was being created meanwhile. */
const momentMs = 250

export class Spare {
  readonly owner: OwnerId
  readonly #threadId: ThreadId
  readonly #ports: SparePorts
  /** Told once nothing of it is left. */
  readonly #over: () => void
  #wanted: SpareWish | null = null
  #made: Made | null = null
  #timesMade = 0
  #taken = false
  #looked: { made: Made; at: number; found: Promise<MadePlace | null> } | null = null
  #timer: NodeJS.Timeout | undefined
  #work = Promise.resolve()

  constructor(ports: SparePorts, owner: OwnerId, threadId: ThreadId, over: () => void) {
    this.#ports = ports
    this.owner = owner
    this.#threadId = threadId
    this.#over = over
  }

  /** Somebody writes its thread, and nobody has taken it. */
  get waits(): boolean {
    return this.#wanted !== null && !this.#taken
  }

  /** How its thread's first run is to be called; null where no agent waits for it, and another is ended. */
  names(how: SpareHow): SpareNames | null {
    if (!this.#taken || !this.#made) return null
    if (isSameHow(this.#made.wish, how)) return this.#made.names
    void this.drop()
    return null
  }

  /** @param ms how long it is kept. */
  want(wish: SpareWish, ms: number): void {
    if (this.#taken) return
    this.#wanted = wish
    this.#dropIn(ms)
    void this.#settle()
  }

  /** Once it was taken, the worktree is the thread's and stays. */
  drop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#wanted = null
    this.#timesMade = 0
    if (!this.#taken) return this.#settle()
    // At once: no run may be given the names of an agent that is being ended.
    this.#made = null
    return this.#next(async () => {
      this.#made = null
      await this.#spares.dismiss(this.#threadId)
      this.#spares.handOver(this.#threadId)
    })
  }

  /** Its thread is being created: what waits for it is looked at meanwhile. */
  look(): void {
    const made = this.#made
    if (made && this.waits)
      this.#looked = { made, at: performance.now(), found: this.#lookAt(made) }
  }

  /** @param ms how long its agent waits for the thread's first run. */
  async take(place: SparePlace, ms: number): Promise<MadePlace | null> {
    this.#taken = true
    this.#dropIn(ms)
    let found: MadePlace | null = null
    await this.#next(async () => {
      this.#wanted = null
      const made = this.#made
      found = made && isPlace(made.wish, place) ? await this.#current(made) : null
      // Its ports stay: they are its thread's by now.
      if (!found) await this.#remove()
    })
    return found
  }

  /** The log has its thread's first run. */
  begun(): void {
    this.#spares.handOver(this.#threadId)
    this.#made = null
    this.#end()
  }

  /** Clears away what another made. */
  clear(away: () => Promise<void>): Promise<void> {
    return this.#next(away)
  }

  /** Ends its agent; the next server clears the rest away. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#taken = true
    const made = this.#made
    this.#made = null
    if (made) await this.#spares.dismiss(this.#threadId)
  }

  get #spares() {
    return this.#ports.runner.spares
  }

  #dropIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.drop(), ms).unref()
  }

  #settle(): Promise<void> {
    return this.#next(async () => {
      while (!this.#taken && !isSame(this.#made?.wish ?? null, this.#wanted)) {
        if (this.#made && this.#wanted && isPlace(this.#made.wish, this.#wanted))
          await this.#startAnew(this.#made, this.#wanted)
        else if (this.#made) await this.#giveUp()
        else if (this.#wanted) await this.#make(this.#wanted)
      }
    })
  }

  /** Behind all that was begun; what fails is not tried again before it is wanted anew. */
  #next(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step).catch((cause: unknown) => {
      this.#wanted = null
      const { log } = this.#ports
      log.warn({ err: cause, threadId: this.#threadId }, 'a spare is not ready, or not gone yet')
    })
    return this.#work.then(() => {
      // One that was made too often is remembered until nobody writes it any more.
      const isRemembered = this.#timesMade === mostMade && !this.#taken
      if (!this.#made && !this.#wanted && !isRemembered) this.#end()
    })
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#over()
  }

  async #make(wish: SpareWish): Promise<void> {
    if (!(await this.#mayMake())) return
    const names = this.#newNames()
    const { path } = await this.#spares.make({ ...wish, ...names })
    try {
      const { owner, threadId, projectId, repository } = wish
      const place = { owner, threadId, projectId, repository, path, ports: {} }
      const given = await this.#ports.preparations.giveAhead(place)
      await this.#start(wish, names, given)
      this.#made = { wish, names, place, given }
    } catch (cause) {
      await this.#giveUp()
      throw cause
    }
  }

  /** Another agent in the same worktree. */
  async #startAnew(made: Made, wish: SpareWish): Promise<void> {
    if (!(await this.#mayMake())) return
    const names = this.#newNames()
    // None is to be taken for the one that is ended now.
    this.#made = null
    try {
      await this.#start(wish, names, made.given)
      this.#made = { ...made, wish, names }
    } catch (cause) {
      await this.#giveUp()
      throw cause
    }
  }

  #start(wish: SpareWish, names: SpareNames, { variables }: GivenAhead): Promise<void> {
    const { model, effort, permissionMode, skillsOff, instructions, program } = wish
    const how = { model, effort, permissionMode, skillsOff, instructions, program }
    return this.#spares.start(this.#threadId, { ...names, ...how, environment: variables })
  }

  #newNames(): SpareNames {
    const { newId } = this.#ports
    return { runId: newId() as RunId, sessionId: newId() } // newId gives UUIDs.
  }

  /** Counts it. Where it may not, nothing is wanted any more, and what was made goes. */
  async #mayMake(): Promise<boolean> {
    const may = this.#timesMade < mostMade && (await this.#hasRoom())
    if (may) this.#timesMade += 1
    else this.#wanted = null
    return may
  }

  #current(made: Made): Promise<MadePlace | null> {
    const looked = this.#looked
    this.#looked = null
    const isNow = looked?.made === made && performance.now() - looked.at < momentMs
    return isNow ? looked.found : this.#lookAt(made)
  }

  /** Where it still is what its thread would begin with. What cannot be told is not. */
  async #lookAt({ place, given }: Made): Promise<MadePlace | null> {
    try {
      const [found, isGivenStill] = await Promise.all([
        this.#spares.current(this.#threadId),
        this.#ports.preparations.isGivenStill(place, given),
      ])
      return found && isGivenStill ? { ...found, carried: given.carried } : null
    } catch (cause) {
      this.#ports.log.warn({ err: cause, threadId: this.#threadId }, 'a spare cannot be looked at')
      return null
    }
  }

  /** No thread has come for it. */
  async #giveUp(): Promise<void> {
    // First: a server that dies in between still finds the spare.
    this.#ports.preparations.releasePorts(this.owner, this.#threadId)
    await this.#remove()
  }

  async #remove(): Promise<void> {
    this.#made = null
    await this.#spares.remove(this.#threadId)
  }

  async #hasRoom(): Promise<boolean> {
    const { runner, floors } = this.#ports
    const { memoryBytes, diskBytes } = await runner.free()
    return memoryBytes >= floors.memoryBytes + besideFloor && diskBytes >= 2 * floors.diskBytes
  }
}

function isPlace(one: SparePlace, other: SparePlace): boolean {
  const isOne = one.repository === other.repository && one.path === other.path
  return isOne && one.branch === other.branch && one.base === other.base
}

function isSameHow(one: SpareHow, other: SpareHow): boolean {
  const { model, effort, permissionMode } = other
  return one.model === model && one.effort === effort && one.permissionMode === permissionMode
}

function isSame(one: SpareWish | null, other: SpareWish | null): boolean {
  if (!one || !other) return one === other
  const { instructions, program } = other
  const isSo = one.instructions === instructions && one.program === program
  const isAble = isSameHow(one, other) && one.skillsOff.join('\n') === other.skillsOff.join('\n')
  return isSo && isAble && isPlace(one, other)
}
