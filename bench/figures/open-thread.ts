// How long a thread of 5,000 items takes to open: the server's part, and the whole way in a real browser.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Project } from '@a-parallel/shared'
import { withBrowser } from '../rig/browser.ts'
import type { Figure, Findings } from '../rig/figure.ts'
import { lastWords, writeLongThread } from '../rig/written/long-thread.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { freePort, startServer, type BenchServer } from '../rig/server.ts'

const items = 5_000

export async function openThread(rig: Rig): Promise<Findings> {
  const { server: first, projectId } = await rig.server('long')
  const project = await readProject(first, projectId)
  await first.stop()
  const id = writeLongThread(first.data, project, items)
  const { model, claude: agent, profile } = rig
  const ask = { folder: rig.place('long'), modelUrl: model.url, agent, profile }
  const server = await startServer(ask)
  try {
    const cold = await timed(() => fetchThread(server.origin, server.token, id))
    const rounds = rig.quick ? 1 : 7
    const warm = await timesOf(rounds, () => fetchThread(server.origin, server.token, id))
    const live = await server.live()
    const subscribed = await timed(() => live.subscribe(id))
    live.close()
    const limit = await bareFetch(rig, cold.value, rounds)
    const lost = JSON.parse(cold.value).items.length === items ? 0 : 1
    const size = `${(cold.value.length / 1e6).toFixed(1)} MB of JSON`
    const limitOf = 'fetch + JSON.parse of the same bytes from a bare server'
    const figure = (name: string, ours: number, note: string): Figure => {
      return {
        name: `open ${items} items, ${name}`,
        unit: 'ms',
        ours,
        limitOf,
        limit,
        aim: null,
        note,
      }
    }
    return {
      figures: [
        figure('GET, cold', cold.ms, `the first after a start, ${size}`),
        figure('GET, warm', warm, `median of ${rounds}`),
        figure('subscribe to snapshot frame', subscribed.ms, 'parsed by the reader'),
        ...(await inBrowser(rig, server, id, rounds)),
      ],
      lost,
      remarks:
        lost === 0 ? [] : [`the long thread came with another number of items than ${items}`],
    }
  } finally {
    await server.stop()
  }
}

async function readProject(server: BenchServer, id: string): Promise<Project> {
  const { projects } = await server.api<{ projects: Project[] }>('GET', '/api/projects')
  const project = projects.find((each) => each.id === id)
  if (!project) throw new Error(`project ${id} is gone`)
  return project
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = now()
  const value = await work()
  return { ms: now() - began, value }
}

async function timesOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push((await timed(work)).ms)
  return median(times)
}

/** The bytes as text, parsed once as a reader must. */
async function fetchThread(origin: string, token: string, id: string): Promise<string> {
  const answer = await fetch(`${origin}/api/threads/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await answer.text()
  JSON.parse(text)
  return text
}

async function bareFetch(rig: Rig, bytes: string, rounds: number): Promise<number> {
  const file = join(rig.folder, 'thread.json')
  writeFileSync(file, bytes)
  const port = await freePort()
  const child = spawn(process.execPath, [rig.bare.http, String(port), file], { stdio: 'ignore' })
  try {
    const once = () => fetchThread(`http://127.0.0.1:${port}`, '', '')
    while (!(await once().catch(() => null))) await wait(10)
    return await timesOf(rounds, once)
  } finally {
    child.kill()
  }
}

async function inBrowser(
  rig: Rig,
  server: BenchServer,
  id: string,
  rounds: number,
): Promise<Figure[]> {
  return withBrowser(rig, server, async ({ page, version }) => {
    const ours: number[] = []
    for (let round = 0; round < rounds; round += 1)
      ours.push(await paint(page, `${server.origin}/t/${id}`))
    const address = [`${server.origin}/api/threads/${id}`, server.token] as const
    const limits: number[] = []
    await page.goto(server.origin)
    for (let round = 0; round < rounds; round += 1)
      limits.push(await page.evaluate(fetchInPage, address))
    rig.say(`  open ${items} items in Chromium: ${ours.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    return [
      {
        name: `open ${items} items, navigation to last item painted`,
        unit: 'ms',
        ours: median(ours),
        limitOf: 'fetch + JSON.parse in the same page, nothing drawn',
        limit: median(limits),
        aim: null,
        note: `median of ${rounds}, ${version}, 1440 × 900, scripts from the browser’s cache after the first`,
      },
    ]
  })
}

/** Milliseconds from the start of the navigation to the frame after the last item stood in the page. */
async function paint(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  const seen = await page.waitForFunction(
    (words) => document.body?.textContent?.includes(words) && performance.now(),
    lastWords,
    { polling: 'raf', timeout: 60_000 },
  )
  const ms = Number(await seen.jsonValue())
  await page.goto('about:blank')
  return ms
}

async function fetchInPage([address, token]: readonly [string, string]): Promise<number> {
  const began = performance.now()
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } })
  JSON.parse(await answer.text())
  return performance.now() - began
}
