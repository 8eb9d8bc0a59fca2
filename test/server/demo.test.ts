// The demo as a visitor finds it: every kind of moment on screen, a new beginning, and nothing left when it ends.
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadSummary } from '@a-parallel/shared'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findTree } from '../../packages/server/src/runner/processes/kill-tree.ts'
import { root } from '../../scripts/building/root.ts'
import { openDemo, type Demo } from '../../scripts/demo/open.ts'
import { toolFile } from '../../scripts/gate/tool.ts'

const program = [toolFile(root, 'tsx'), `${root}/packages/server/src/main.ts`]
let demo: Demo
let isOpen = false

beforeAll(async () => {
  demo = await openDemo({ speed: 4, program, onBroken: () => undefined })
  isOpen = true
})

afterAll(async () => {
  if (isOpen) await demo.close()
})

async function read<T>(path: string): Promise<T> {
  const { origin } = new URL(demo.link())
  const headers = { authorization: `Bearer ${await demo.token()}` }
  return (await fetch(origin + path, { headers })).json() as Promise<T>
}

const threads = async () => (await read<{ threads: ThreadSummary[] }>('/api/threads')).threads
const says = ({ status, waitingReason }: ThreadSummary) =>
  waitingReason === null ? status : `${status}: ${waitingReason}`

/** Waits until the threads are as told, by the beginning of their titles. */
async function until(told: Record<string, string>, withinMs: number): Promise<ThreadSummary[]> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const now = await threads()
    const found = Object.keys(told).map((title) => {
      const thread = now.find((one) => one.title.startsWith(title))
      return [title, thread === undefined ? 'missing' : says(thread)]
    })
    if (found.every(([title = '', state]) => told[title] === state)) return now
    if (Date.now() > deadline) {
      expect(Object.fromEntries(found)).toEqual(told)
      throw new Error('not in time')
    }
    await wait(200)
  }
}

test('every kind of moment is there within a minute or two', async () => {
  const setup = await read<{ demo: boolean; agent: { path: string } }>('/api/setup')
  expect(setup).toMatchObject({ demo: true, agent: { path: expect.stringContaining(root) } })
  const seen = await until(
    {
      'Add promo codes': 'completed',
      'Offer free shipping': 'completed',
      'Fix the failing': 'completed',
      'Release version': 'waiting: permission',
      'Remember the cart': 'waiting: plan',
      'Merge both': 'waiting: question',
      'Rehearse a busy': 'running',
    },
    100_000,
  )
  expect(seen).toHaveLength(11)
  expect(await demo.seeded()).toBe(true)
  const merge = seen.find((thread) => thread.title.startsWith('Merge'))
  const { items } = await read<{ items: object[] }>(`/api/threads/${merge?.id}`)
  expect(JSON.stringify(items)).toContain('Merge conflict in src/cart.js')
  const fix = seen.find((thread) => thread.title.startsWith('Fix'))
  const { items: steps } = await read<{ items: { title?: string; state?: string }[] }>(
    `/api/threads/${fix?.id}`,
  )
  const runs = steps.filter(({ title }) => title?.startsWith('node --test'))
  expect(runs.map(({ state }) => state)).toEqual(['failed', 'completed'])
})

test('a reset begins anew at the same address, and a browser stays signed in', async () => {
  const before = { link: demo.link(), token: await demo.token(), threads: await threads() }
  await demo.reset()
  expect(new URL(demo.link()).origin).toBe(new URL(before.link).origin)
  expect(demo.link()).not.toBe(before.link)
  expect(await demo.token()).toBe(before.token)
  const known = new Set(before.threads.map(({ id }) => id))
  expect((await threads()).filter(({ id }) => known.has(id))).toEqual([])
  await until({ 'Explain how': 'running' }, 60_000)
})

test('its end leaves no process and no folder', async () => {
  isOpen = false
  await demo.close()
  expect(await findTree({ marker: demo.folder.marker })).toEqual([])
  expect(existsSync(demo.folder.root)).toBe(false)
})
