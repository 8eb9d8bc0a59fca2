// Where dev servers listen, by looking at what their processes hold: every second while one is young or has just changed,
// and every five afterwards.
import type { Log } from '../../platform/log.ts'
import { findTree } from '../processes/kill-tree.ts'
import { portsOf } from '../processes/listening.ts'
import type { Held, HeldAll } from './held.ts'
import { markerOf } from './marker.ts'

const everyMs = 1_000
const restEvery = 5
const youngMs = 120_000

/** Gives the way to stop. */
export function watchPorts(held: HeldAll, log: Log): () => void {
  const changedAt = new WeakMap<Held, number>()
  let [looks, isLooking] = [0, false]
  const isDue = (one: Held) => {
    const at = changedAt.get(one) ?? performance.now()
    changedAt.set(one, at)
    return looks % restEvery === 0 || performance.now() - at < youngMs
  }
  const lookAt = async (one: Held) => {
    const tree = await findTree({ marker: markerOf(one.record) })
    const listens = await portsOf(tree.map(({ pid }) => pid))
    if (one.server.state !== 'running') return
    if (listens.join() !== one.server.listens.join()) changedAt.set(one, performance.now())
    held.restate(one, { ...one.server, listens })
  }
  const timer = setInterval(() => {
    looks += 1
    const due = held.running().filter(isDue)
    if (isLooking || due.length === 0) return
    isLooking = true
    Promise.all(due.map(lookAt))
      .catch((cause: unknown) => log.warn({ err: cause }, 'where dev servers listen is not known'))
      .finally(() => {
        isLooking = false
      })
  }, everyMs).unref()
  return () => clearInterval(timer)
}
