// The agents of this machine, as the port promises them: started through the holder, found again after a restart.
import { existsSync } from 'node:fs'
import type { RunId } from '@a-parallel/shared'
import type { Holder } from '../holder/port.ts'
import { readHeld } from '../holder/record.ts'
import type { AttachAsk, Runner } from '../port.ts'
import { killTree } from '../processes/kill-tree.ts'
import { isPaused } from '../processes/paused.ts'
import { markerOf } from '../runs/environment.ts'
import { HeldRuns, type HeldRunsAsk } from './held-runs.ts'
import { openStarting, type StartingAsk } from './starting.ts'

export type RunsAsk = HeldRunsAsk & StartingAsk

/** By then a server that comes back has taken up what lives. */
const sweepAfterMs = 60_000
const graceMs = 3_000

type Attached = Awaited<ReturnType<Runner['runs']['attach']>>

export function localRuns(ask: RunsAsk): Runner['runs'] {
  const { holder, shelf, log } = ask
  const held = new HeldRuns(ask)
  const starting = openStarting(ask, held)
  const attaching = new Map<RunId, Promise<Attached>>()
  const isUsed = (runId: RunId) => starting.has(runId) || attaching.has(runId) || held.has(runId)
  const sweep = setTimeout(() => {
    shelf
      .sweep(ask.folder, (run) => isUsed(run as RunId)) // A run's folder bears its id.
      .catch((cause: unknown) => log.warn({ err: cause }, 'journals were not looked through'))
  }, sweepAfterMs).unref()
  return {
    listen: (listener) => held.listen(listener),
    start: (wanted) => starting.start(wanted),
    startAhead: (wanted) => starting.startAhead(wanted),
    dismiss: (runId) => starting.dismiss(runId),
    attach(wanted) {
      const { runId } = wanted
      // Once all were let go of, the next server takes it up.
      const isHeld = starting.has(runId) || held.has(runId) || held.detached
      if (isHeld) return Promise.resolve({ kind: 'attached' })
      const known = attaching.get(runId)
      if (known) return known
      const attached = takeUp(ask, held, wanted).finally(() => attaching.delete(runId))
      attaching.set(runId, attached)
      return attached
    },
    async order(runId, orders) {
      if (!starting.order(runId, orders)) await held.order(runId, orders)
    },
    async stop(runId) {
      // One that starts may hold the process already, and wait for it to read.
      if (!starting.stop(runId) || held.has(runId)) await held.stop(runId)
    },
    kill: (runId) => held.kill(runId),
    rest: (runId) => held.rest(runId),
    used: (runId) => held.used(runId),
    paused: (runId) => isHalted(holder, held.dirOf(runId)),
    program: async (runId) => (await readHeld(held.dirOf(runId)))?.argv[0] ?? null,
    isThere: (runId) => Promise.resolve(existsSync(held.dirOf(runId))),
    async forget(runId) {
      await attaching.get(runId)
      await held.over(runId)
      if (held.detached) return
      if (starting.has(runId)) throw new Error('a run that is being started cannot be forgotten')
      await shelf.remove(held.dirOf(runId))
    },
    async detach() {
      clearTimeout(sweep)
      await Promise.all([held.detach(), shelf.close()])
    },
  }
}

async function takeUp(
  { holder, shelf }: RunsAsk,
  held: HeldRuns,
  wanted: AttachAsk,
): Promise<Attached> {
  const dir = held.dirOf(wanted.runId)
  const hasJournal = await shelf.take(dir)
  const status = await holder.status(dir)
  if (!hasJournal || status.kind === 'unbegun') {
    // Its folder may have been removed while it ran: the next run must not share the conversation with it.
    const where = wanted.stopped && wanted.ownsCheckout ? { cwdInside: wanted.cwd } : {}
    await killTree({ marker: markerOf(wanted.runId), graceMs, ...where })
    // What a server left that died while it began would keep the run from being started.
    if (status.kind === 'unbegun') await shelf.remove(dir)
    return { kind: 'never-started' }
  }
  held.take(wanted, wanted.from, null)
  if (status.kind !== 'live') {
    await held.end(wanted.runId)
    // Whoever watches the process may have been first.
    await held.over(wanted.runId)
  }
  return { kind: 'attached' }
}

async function isHalted(holder: Holder, dir: string): Promise<boolean> {
  const status = await holder.status(dir)
  return status.kind === 'live' && isPaused(status.identity)
}
