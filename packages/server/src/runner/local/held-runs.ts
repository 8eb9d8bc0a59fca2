// The runs that this server reads: taken up, written to, and let go when their process ends.
import type { OfferedModel, Order, RunId, Signal } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import type { AgentDriver, Checkpoint } from '../drivers/port.ts'
import type { Holder } from '../holder/port.ts'
import type { AttachAsk, RunAsk, RunListener } from '../port.ts'
import { markerOf } from '../runs/environment.ts'
import { againMs, insist } from '../runs/insist.ts'
import { readRun, type LiveRun } from '../runs/live-run.ts'
import { endOf, journalFile, scratchFolder } from '../runs/record.ts'
import type { Shelf } from '../runs/shelf.ts'
import { endTree, stopRun } from '../runs/stop.ts'

export interface HeldRunsAsk {
  /** Each run has a folder of its id in it. */
  folder: string
  holder: Holder
  driver: AgentDriver
  log: Log
  shelf: Shelf
  /** An agent said what it offers and whether it is signed in. */
  onReady: (models: OfferedModel[], signedIn: boolean) => void
}

export type Taken = Pick<RunAsk & AttachAsk, 'runId' | 'threadId' | 'cwd' | 'ownsCheckout'>

interface Held {
  taken: Taken
  run: LiveRun
  dir: string
  marker: string
  /** The checkout, where it is this thread's alone. */
  worktree: string | null
  working: boolean
  /** Its agent answered the handshake; before that it has begun nothing. */
  greeted: boolean
  /** Its process is over; what is left of its journal is being read. */
  ending: boolean
  /** A person stopped it: whatever works in its worktree ends with it. */
  stopped: boolean
  /** Told at the next rest, and forgotten. */
  rested: Set<() => void>
  /** Told when its end was reported. */
  over: Set<() => void>
  /** Told when the agent answered the handshake, or ended. */
  ready: () => void
  unwatch: () => void
}

export class HeldRuns {
  readonly #ask: HeldRunsAsk
  readonly #held = new Map<RunId, Held>()
  #detached = false
  #listener: RunListener = {
    signals: () => undefined,
    printed: () => undefined,
    ended: () => undefined,
  }

  constructor(ask: HeldRunsAsk) {
    this.#ask = ask
  }

  listen(listener: RunListener): void {
    this.#listener = listener
  }

  dirOf(runId: RunId): string {
    return join(this.#ask.folder, runId)
  }

  /** All were let go of, for another server to take up: nothing is begun, taken up or said from then on. */
  get detached(): boolean {
    return this.#detached
  }

  /** @param ready told when the agent has answered the handshake; null when it did so for an earlier server. */
  take(taken: Taken, from: Checkpoint | null, ready: (() => void) | null): void {
    if (this.#detached) return
    const { runId, cwd, ownsCheckout } = taken
    const dir = this.dirOf(runId)
    const worktree = ownsCheckout ? cwd : null
    const run = this.#read(taken, from)
    const unwatch = this.#ask.holder.watchEnd(
      dir,
      () => void this.end(runId).catch((cause: unknown) => this.#failed(runId, cause)),
    )
    this.#held.set(runId, {
      taken,
      run,
      dir,
      marker: markerOf(runId),
      worktree,
      ready: ready ?? (() => undefined),
      unwatch,
      greeted: ready === null,
      working: true,
      ending: false,
      stopped: false,
      rested: new Set(),
      over: new Set(),
    })
  }

  has(runId: RunId): boolean {
    return this.#held.has(runId)
  }

  /** Resolves when the run's end was reported; at once when nobody reads it. */
  over(runId: RunId): Promise<void> {
    const entry = this.#held.get(runId)
    return entry ? new Promise((resolve) => entry.over.add(resolve)) : Promise.resolve()
  }

  order(runId: RunId, orders: Order[]): Promise<void> {
    return this.write(
      runId,
      orders.flatMap((order) => this.#ask.driver.encode(order)),
    )
  }

  async write(runId: RunId, lines: string[]): Promise<void> {
    const { holder, log } = this.#ask
    const dir = this.dirOf(runId)
    for (const line of lines) {
      if (this.#detached) return
      const outcome = await holder.write(dir, line)
      if (outcome.kind === 'written') continue
      log.warn({ runId, outcome }, 'a line did not reach the agent')
      // Half a line is in its input: no word can reach it any more, so it ends and is resumed.
      if (outcome.kind === 'stuck')
        await endTree(holder, { dir, marker: markerOf(runId), worktree: null })
      return
    }
  }

  async stop(runId: RunId): Promise<void> {
    const entry = this.#held.get(runId)
    if (!entry) return
    if (entry.ending) return this.over(runId)
    entry.stopped = true
    // What it was told so far it would begin with before it hears of anything else.
    if (!entry.greeted) return endTree(this.#ask.holder, entry)
    await stopHeld(this.#ask, entry)
  }

  async kill(runId: RunId): Promise<void> {
    const worktree = this.#held.get(runId)?.worktree
    const where = worktree ? { cwdInside: worktree } : {}
    const marker = markerOf(runId)
    await this.#ask.holder.end(this.dirOf(runId), { graceMs: 0, marker, ...where })
  }

  /**
   * A start failed, but its agent may run by now: ends it, and only then throws the cause. Once all were let go of,
   * another server finds out what became of it, so nothing is thrown.
   */
  async abandon(runId: RunId, cause: unknown): Promise<void> {
    const matters = () => !this.#detached
    const failed = (why: unknown) => this.#failed(runId, why)
    const work = () => (this.has(runId) ? this.stop(runId) : this.kill(runId))
    await insist({ matters, failed, work })
    if (matters()) throw cause
    failed(cause)
  }

  /** Lets an agent that has nothing to do end by itself. */
  async rest(runId: RunId): Promise<void> {
    const entry = this.#held.get(runId)
    if (entry) await stopHeld(this.#ask, { ...entry, working: false, worktree: null })
  }

  /**
   * Ends what is left of a run that is over, reads its journal to the end, and reports the end. What goes wrong (a full
   * disk, a locked database) is tried again: a run whose end is not written down would hold its thread for ever.
   */
  async end(runId: RunId): Promise<void> {
    const entry = this.#held.get(runId)
    if (!entry || entry.ending) return
    entry.ending = true
    entry.ready()
    tellAll(entry.rested)
    const matters = () => this.#held.get(runId) === entry
    const failed = (cause: unknown) => this.#failed(runId, cause)
    const remains = { ...entry, worktree: entry.stopped ? entry.worktree : null }
    await insist({ matters, failed, work: () => endTree(this.#ask.holder, remains) })
    let again = false
    const work = () => {
      const reported = this.#report(entry, again)
      again = true
      return reported
    }
    await insist({ matters, failed, work })
    if (!matters()) return
    this.#held.delete(runId)
    this.#ask.shelf.put(entry.dir)
    tellAll(entry.over)
  }

  /** Stops reading; the agents go on. */
  async detach(): Promise<void> {
    this.#detached = true
    const entries = [...this.#held.values()]
    this.#held.clear()
    for (const entry of entries) entry.unwatch()
    // One whose reading failed says so again here; what it did not account for is read by the next server.
    const letGo = (run: LiveRun) =>
      run.detach().catch((cause: unknown) => this.#failed(run.runId, cause))
    await Promise.all(entries.map(({ run }) => letGo(run)))
  }

  async #report(entry: Held, again: boolean): Promise<void> {
    const { dir, taken } = entry
    const end = () => endOf(this.#ask.holder, dir)
    if (again && !existsSync(journalFile(dir))) {
      // It was removed while it ran: there is nothing to be read again.
      return this.#listener.ended(taken.runId, taken.threadId, await end())
    }
    if (again) this.#readFrom(entry, entry.run.accepted())
    await entry.run.finish(end)
  }

  #failed(runId: RunId, cause: unknown): void {
    this.#ask.log.error({ err: cause, runId }, 'a run went wrong')
  }

  #read(taken: Taken, from: Checkpoint | null): LiveRun {
    const { runId, cwd } = taken
    return readRun({
      ...taken,
      from,
      listener: this.#listener,
      journal: journalFile(this.dirOf(runId)),
      scratch: scratchFolder(this.dirOf(runId)),
      decoder: this.#ask.driver.decoder(cwd, from),
      reply: (lines) =>
        void this.write(runId, lines).catch((cause: unknown) => this.#failed(runId, cause)),
      watch: (signal) => notice(this.#held.get(runId), signal, this.#ask.onReady),
      onFailure: (cause, accepted) => {
        this.#failed(runId, cause)
        this.#readLater(runId, accepted)
      },
    })
  }

  /** What was not accounted for is read again. */
  #readLater(runId: RunId, from: Checkpoint | null): void {
    setTimeout(() => {
      const entry = this.#held.get(runId)
      if (!entry || entry.ending) return
      try {
        this.#readFrom(entry, from)
      } catch (cause) {
        this.#failed(runId, cause)
        this.#readLater(runId, from)
      }
    }, againMs)
  }

  #readFrom(entry: Held, from: Checkpoint | null): void {
    // It failed before, and may say so again.
    void entry.run.detach().catch(() => undefined)
    entry.run = this.#read(entry.taken, from)
  }
}

function tellAll(waiting: Set<() => void>): void {
  for (const tell of waiting) tell()
  waiting.clear()
}

function stopHeld({ holder, driver }: HeldRunsAsk, entry: Held): Promise<void> {
  const { dir, marker, worktree, working, rested } = entry
  const interrupt = working ? driver.encode({ type: 'interrupt' }) : []
  return stopRun({ holder, dir, marker, worktree, interrupt, rested: (tell) => rested.add(tell) })
}

function notice(entry: Held | undefined, signal: Signal, onReady: HeldRunsAsk['onReady']): void {
  if (!entry) return
  if (signal.type === 'ready') {
    entry.greeted = true
    entry.ready()
    onReady(signal.models, signal.signedIn)
  } else if (signal.type === 'turn-began') entry.working = true
  else if (signal.type === 'turn-ended') {
    entry.working = false
    tellAll(entry.rested)
  }
}
