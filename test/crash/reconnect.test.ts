// A browser that loses its connection again and again while agents speak at full speed ends up with what the server has.
// The page is the web app's own live code; the connections are broken below it, also in the middle of a frame.
import type { Project, ThreadId, ThreadSummary } from '@a-parallel/shared'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { openCuttingProxy, type CuttingProxy } from '../support/pages/cutting-proxy.ts'
import {
  asKnown,
  knownOf,
  openHeadlessPage,
  type HeadlessPage,
} from '../support/pages/headless-page.ts'
import { bash, prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { filesKept } from '../support/threads.ts'

const long = process.env['A_PARALLEL_TEST'] === 'long'
const cuts = long ? 500 : 60
const agents = long ? 5 : 3

let rig: CrashRig
let proxy: CuttingProxy
let projectId: string
const pages: HeadlessPage[] = []

beforeAll(async () => {
  rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  projectId = (await rig.api('POST', '/api/projects', { path })).body['id']
  proxy = await openCuttingProxy(Number(new URL(rig.server().origin).port))
})
afterAll(async () => {
  await proxy?.close()
  await rig?.close()
})
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

/** Chance that can be had again: mulberry32. */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = Math.trunc(state + 0x6d2b79f5)
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function open(chance: () => number): HeadlessPage {
  const { origin, token } = rig.server()
  const page = openHeadlessPage({ port: proxy.port, origin, token, chance })
  pages.push(page)
  return page
}

/** Some 6 s of talk and tools, in pieces as fast as the agent passes them on. */
const burst = prompt(
  'Burst',
  [
    { thinking: 'Let me think about this at length. '.repeat(40) },
    { huge: { deltas: 1200, chars: 24, perSecond: 400 } },
    bash('ls'),
  ],
  [{ huge: { deltas: 1200, chars: 24, perSecond: 400 } }, bash('ls -a')],
  'The end.',
)

const start = async () => (await rig.thread({ projectId, prompt: burst })) as ThreadId // The contract's answer.
const rests = (id: ThreadId) =>
  rig.until(id, (thread) => thread.status === 'completed' && filesKept(thread))

/** Keeps the threads talking until told to end. */
async function keepTalking(ids: ThreadId[], over: () => boolean): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      await rests(id)
      while (!over()) {
        await rig.api('POST', `/api/threads/${id}/messages`, { text: burst })
        await rests(id)
      }
    }),
  )
}

/** Waits until the page holds each thread, and the lists, exactly as the server does: also what comes behind a turn's end. */
async function expectEqual(page: HeadlessPage, ids: ThreadId[], seed: number): Promise<void> {
  const soon = { timeout: 20_000, interval: 200 }
  for (const id of ids) {
    page.hub.hold(id)
    await vi.waitFor(async () => {
      const truth = asKnown(await rig.snapshot(id))
      expect(knownOf(page, id), `seed ${seed}`).toEqual(truth)
    }, soon)
  }
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
  await vi.waitFor(async () => {
    const { threads } = (await rig.api('GET', '/api/threads')).body as { threads: ThreadSummary[] }
    const { projects } = (await rig.api('GET', '/api/projects')).body as { projects: Project[] }
    const index = page.hub.index.getState()
    const known =
      index.kind === 'ready' ? [index.threads.toSorted(byId), index.projects.toSorted(byId)] : null
    expect(known, `seed ${seed}`).toEqual([threads.toSorted(byId), projects.toSorted(byId)])
  }, soon)
}

it(`after ${cuts} disconnects in a burst, a page knows exactly what the server does`, async () => {
  const seed = Number(process.env['A_PARALLEL_SEED'] ?? Date.now() % 1e9)
  const chance = chanceFrom(seed)
  const ids = await Promise.all(Array.from({ length: agents }, start))
  const page = open(chance)
  const held = new Map(ids.map((id) => [id, page.hub.hold(id)]))
  /** Turns away from one of the threads, or back to it. The first stays in sight, so that there is always something to break. */
  const turn = () => {
    const id = ids[1 + Math.floor(chance() * (ids.length - 1))]!
    const release = held.get(id)
    if (release) release()
    if (!held.delete(id)) held.set(id, page.hub.hold(id))
  }
  let done = 0
  const talking = keepTalking(ids, () => done === cuts)
  for (; done < cuts; done += 1) {
    // Also in the handshake and in the first snapshot; a burst of one thread is some 20 kB a second.
    const broken = proxy.cutAfter(1 + Math.floor(chance() ** 3 * 40_000))
    if (chance() < 0.5) turn()
    if (chance() < 0.3) page.retry()
    await broken
  }
  await talking
  for (const release of held.values()) release()
  await expectEqual(page, ids, seed)
  expect(proxy.accepted()).toBeGreaterThan(cuts)
}, 600_000)

it('ten tabs that lose their connections know the same in the end', async () => {
  const seed = Number(process.env['A_PARALLEL_SEED'] ?? Date.now() % 1e9)
  const chance = chanceFrom(seed)
  const id = await start()
  const tabs = Array.from({ length: 10 }, () => open(chance))
  for (const tab of tabs) tab.hub.hold(id)
  let over = false
  const talking = rests(id).then(() => (over = true))
  while (!over) {
    const next = proxy.cutAfter(1 + Math.floor(chance() * 200_000))
    await Promise.race([next, talking])
  }
  await talking
  proxy.cutAll()
  for (const tab of tabs) await expectEqual(tab, [id], seed)
}, 180_000)
