// The runs that this server reads: taken up, written to, and let go when their process ends.
import type { Order, RunId, Tokens } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import type { AgentDriver, Checkpoint } from '../drivers/port.ts'
import type { Holder } from '../holder/port.ts'
import type { RunListener } from '../port.ts'
import { markerOf } from '../runs/environment.ts'
import { openKnownCommands } from '../runs/known-commands.ts'
import { againMs, insist } from '../runs/insist.ts'
import { readRun, type LiveRun } from '../runs/live-run.ts'
import { endOf, journalFile, scratchFolder } from '../runs/record.ts'
import type { Shelf } from '../runs/shelf.ts'
import { endTree, stopRun } from '../runs/stop.ts'
import { noticed, tellAll, type Held, type OnReady, type Taken } from './held.ts'

export interface HeldRunsAsk {
  /** Each run has a folder of its id in it. */
  folder: string
  holder: Holder
  driver: AgentDriver
  log: Log
  shelf: Shelf
  /** An agent said what it offers and how it is signed in. */
  onReady: OnReady
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

  /**
   * @param ready told when the agent has answered the handshake; null when it did so for an earlier server.
   * @param reads whether what it says is read from now on, or from `begin` on.
   */
  take(taken: Taken, from: Checkpoint | null, ready: (() => void) | null, reads = true): void {
    if (this.#detached) return
    const { runId, cwd, ownsCheckout, stopped = false } = taken
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
      commands: openKnownCommands(),
      given: Promise.resolve(),
      unwatch,
      greeted: ready === null,
      working: true,
      ending: false,
      stopped,
      rested: new Set(),
      over: new Set(),
    })
    if (reads) run.begin()
  }

  begin(runId: RunId): void {
    this.#held.get(runId)?.run.begin()
  }

  has(runId: RunId): boolean {
    return this.#held.has(runId)
  }

  /** What its running turn has used, as far as it was told; null too where nobody reads it. */
  used(runId: RunId): Tokens | null {
    return this.#held.get(runId)?.run.used() ?? null
  }

  /** Resolves when the run's end was reported; at once when nobody reads it. */
  over(runId: RunId): Promise<void> {
    const entry = this.#held.get(runId)
    return entry ? new Promise((resolve) => entry.over.add(resolve)) : Promise.resolve()
  }

  /** One after the other, in the order in which they were given. */
  order(runId: RunId, orders: Order[]): Promise<void> {
    const give = async () => {
      for (const order of orders) await this.#give(runId, order)
    }
    const entry = this.#held.get(runId)
    if (!entry) return give()
    const given = entry.given.then(give)
    entry.given = given.catch(() => undefined)
    return given
  }

  async #give(runId: RunId, order: Order): Promise<void> {
    const commands = this.#held.get(runId)?.commands
    if (commands && order.type === 'say' && order.text.startsWith('/')) await commands.known()
    await this.write(runId, this.#ask.driver.encode(order, commands?.names ?? null))
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
    entry.commands.end()
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
    for (const entry of entries) {
      entry.unwatch()
      entry.commands.end()
    }
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
      return this.#listener.ended(taken.runId, taken.threadId, await end(), entry.run.used())
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
      watch: (signal) => noticed(this.#held.get(runId), signal, this.#ask.onReady),
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
    entry.run.begin()
  }
}

function stopHeld({ holder, driver }: HeldRunsAsk, entry: Held): Promise<void> {
  const { dir, marker, worktree, working, rested } = entry
  const interrupt = working ? driver.encode({ type: 'interrupt' }) : []
  return stopRun({ holder, dir, marker, worktree, interrupt, rested: (tell) => rested.add(tell) })
}
