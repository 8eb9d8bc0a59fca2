// How a server starts that has much behind it: a thousand threads, a million events.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Project, ThreadSnapshot, ThreadSummary } from '@a-parallel/shared'
import type { Figure, Findings } from '../rig/figure.ts'
import { lossOf } from '../loss.ts'
import { writeManyThreads } from '../rig/written/many-threads.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { endServer, freePort, spawnServer, startServer, type BenchServer } from '../rig/server.ts'
import { usageOf } from '../rig/usage.ts'

export async function boot(rig: Rig): Promise<Findings> {
  const threads = rig.quick ? 100 : 1_000
  const much = await fill(rig, threads)
  const ask = { folder: rig.place('boot'), modelUrl: rig.model.url, agent: rig.claude }
  const rounds = rig.quick ? 1 : 5
  const run = (port: number) => spawnServer(ask, port)
  const afterTerm = await timesToFirstPage(rounds, 'SIGTERM', run)
  const afterKill = await timesToFirstPage(rounds, 'SIGKILL', run)
  const limit = await timesToFirstPage(rounds, 'SIGTERM', (port) =>
    spawn(process.execPath, [rig.bare.http, String(port)]),
  )
  const server = await startServer({ ...ask, profile: rig.profile })
  try {
    const list = await timed(() => wholeList(server))
    const thread = await timed(() =>
      server.api<ThreadSnapshot>('GET', `/api/threads/${much.ids.at(-1) ?? randomUUID()}`),
    )
    const lost = lossOf(threads, list.value)
    const page = { limitOf: 'a bare node http server', limit, aim: { most: 2_000 } }
    const items = `${thread.value.items.length} items`
    return {
      figures: [
        figure('much behind: process start to first page', afterTerm, much.size, page),
        figure(
          'the same after a SIGKILL',
          afterKill,
          'the database is looked through meanwhile',
          page,
        ),
        figure('much behind: all summaries', list.ms, 'every page of GET /api/threads'),
        figure('much behind: one thread, cold', thread.ms, items),
        figure('much behind: memory', usageOf(server.pid).residentMb, 'after both', { unit: 'MB' }),
        figure(
          'bytes stored per event',
          much.bytesPerEvent,
          'of the database file, indexes included',
          {
            unit: 'B',
          },
        ),
      ],
      lost,
      remarks: lost === 0 ? [] : [`boot: ${lost} threads are not listed`],
    }
  } finally {
    await server.stop()
  }
}

/** A server's data directory with so many threads of 600 items in it. */
async function fill(rig: Rig, threads: number) {
  const { server, projectId } = await rig.server('boot')
  const { projects } = await server.api<{ projects: Project[] }>('GET', '/api/projects')
  const project = projects.find(({ id }) => id === projectId)
  if (!project) throw new Error('the project is gone')
  await server.stop()
  const { ids, events } = writeManyThreads(server.data, project, threads, 600)
  const bytes = statSync(join(server.data, 'data.db')).size
  const size = `${threads.toLocaleString('en')} threads, ${events.toLocaleString('en')} events, ${(bytes / 1e6).toFixed(0)} MB`
  return { ids, size, bytesPerEvent: bytes / events }
}

function figure(name: string, ours: number, note: string, more: Partial<Figure> = {}): Figure {
  return { name, unit: 'ms', ours, limitOf: null, limit: null, aim: null, note, ...more }
}

async function timesToFirstPage(
  rounds: number,
  end: NodeJS.Signals,
  run: (port: number) => ReturnType<typeof spawn>,
): Promise<number> {
  const times: number[] = []
  // The first is behind another end.
  for (let round = 0; round <= rounds; round += 1) {
    const port = await freePort()
    const began = now()
    const child = run(port)
    while (!(await answers(port))) await wait(2)
    if (round > 0) times.push(now() - began)
    await endServer(child, end)
  }
  return median(times)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/', agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode === 200))
    })
    request.on('error', () => resolve(false))
  })
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = now()
  const value = await work()
  return { ms: now() - began, value }
}

/** How many threads the pages of the list hold together. */
async function wholeList(server: BenchServer): Promise<number> {
  let count = 0
  let after = ''
  for (;;) {
    const page = await server.api<{ threads: ThreadSummary[]; next: string | null }>(
      'GET',
      `/api/threads?limit=500${after}`,
    )
    count += page.threads.length
    if (page.next === null) return count
    after = `&after=${page.next}`
  }
}
