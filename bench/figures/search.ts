// How long a search takes as it is typed, over a million events; and that a word is found which one tool printed once, at
// their beginning.
import { join } from 'node:path'
import type { CallResult, Calls, Project } from '@a-parallel/shared'
import { documentsOf } from '../../packages/server/src/search/documents.ts'
import { openSearchIndex } from '../../packages/server/src/store/search/search-file.ts'
import { openDatabase } from '../../packages/server/src/store/sqlite/database.ts'
import { sqliteThreadLog } from '../../packages/server/src/store/sqlite/thread-log.ts'
import type { Findings } from '../rig/figure.ts'
import { lastWords, saidOnce } from '../rig/written/long-thread.ts'
import { writeManyThreads } from '../rig/written/many-threads.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { startServer, type BenchServer } from '../rig/server.ts'

/** What a person may have typed at some moment: in every thread or in few places, one word or several, the beginning of one. */
const typed = [
  'last words of a long thread',
  'forgets',
  'th',
  'change what is wrong',
  '"runs the tests again" nowhere',
  'npm test part',
  'return values reduce',
  'zzz',
]

export async function search(rig: Rig): Promise<Findings> {
  const { server: first, projectId } = await rig.server('search')
  const { projects } = await first.api<{ projects: Project[] }>('GET', '/api/projects')
  const project = projects.find(({ id }) => id === projectId)
  if (!project) throw new Error('the project is gone')
  await first.stop()
  const { events, ids } = writeManyThreads(first.data, project, rig.quick ? 20 : 1_000, 600)
  const began = now()
  buildIndex(first.data)
  const perEvent = ((now() - began) * 1000) / events
  const { model, claude: agent, profile } = rig
  const server = await startServer({
    folder: rig.place('search'),
    modelUrl: model.url,
    agent,
    profile,
  })
  try {
    const times = await timesOf(rig.quick ? 1 : 5, (words) => find(server, words, projectId))
    const everywhere = await lostOfEverywhere(server, projectId, ids.length)
    const once = await foundOnce(server, projectId, String(ids[0]), rig.quick ? 1 : 5)
    return {
      figures: figuresOf({ events, times, once: once.times, perEvent }),
      lost: everywhere.lost + once.lost,
      remarks: [...everywhere.remarks, ...once.remarks],
    }
  } finally {
    await server.stop()
  }
}

type Measured = { events: number; times: number[]; once: number[]; perEvent: number }

function figuresOf({ events, times, once, perEvent }: Measured): Findings['figures'] {
  const many = events.toLocaleString('en')
  const figure = { limitOf: null, limit: null, unit: 'ms' } as const
  return [
    {
      ...figure,
      name: `search in ${many} events, median`,
      ours: median(times),
      aim: null,
      note: `${typed.length} questions, rare and common words, 100 hits with their texts`,
    },
    {
      ...figure,
      name: 'the same, the slowest',
      ours: Math.max(...times),
      aim: { most: 100 },
      note: 'of all rounds, the first included',
    },
    {
      ...figure,
      name: `a word that a tool printed once, ${many} events ago, the slowest`,
      ours: Math.max(...once),
      aim: { most: 100 },
      note: 'by its beginning; lost where it is not found with its thread and item',
    },
    {
      ...figure,
      unit: 'µs',
      name: 'into the index, per event',
      ours: perEvent,
      aim: null,
      note: 'done behind everything else, in steps of 5 ms',
    },
  ]
}

type Lost = Pick<Findings, 'lost' | 'remarks'>

/** Words that the threads all hold are found in as many of them as are asked for. */
async function lostOfEverywhere(
  server: BenchServer,
  project: string,
  threads: number,
): Promise<Lost> {
  const { hits } = await find(server, `"${lastWords}"`, project)
  if (hits.length === Math.min(threads, 100)) return { lost: 0, remarks: [] }
  return { lost: 1, remarks: [`search: ${hits.length} hits of words that every thread holds`] }
}

/** The word that stands in one tool's output alone leads to that very call. */
async function foundOnce(
  server: BenchServer,
  project: string,
  threadId: string,
  rounds: number,
): Promise<Lost & { times: number[] }> {
  const times: number[] = []
  const remarks: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const asked = now()
    const { hits } = await find(server, saidOnce.word.slice(0, -3), project)
    times.push(now() - asked)
    const [hit] = hits
    const isIt = hits.length === 1 && hit?.threadId === threadId && hit.itemId === saidOnce.itemId
    if (!isIt) remarks.push(`search: ${hits.length} hits of a word that one call holds`)
  }
  return { times, lost: remarks.length, remarks }
}

/** Milliseconds of each question, in each round. */
async function timesOf(
  rounds: number,
  ask: (words: string) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1)
    for (const words of typed) {
      const asked = now()
      await ask(words)
      times.push(now() - asked)
    }
  return times
}

function find(server: BenchServer, words: string, project: string) {
  const query = `q=${encodeURIComponent(words)}&projectId=${project}&limit=100`
  return server.api<CallResult<Calls['search']>>('GET', `/api/search?${query}`)
}

/** As the server does it, but without its pauses. */
function buildIndex(data: string): void {
  const database = openDatabase(join(data, 'data.db'))
  const log = sqliteThreadLog(database)
  const index = openSearchIndex(database, join(data, 'search.db'))
  for (const thread of index.threads()) {
    const events = log.read(thread.id, 0, 100_000)
    index.add(thread, events.flatMap(documentsOf), thread.seq)
  }
  index.close()
  database.close()
}
