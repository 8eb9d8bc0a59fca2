// The first text of a thread in a large repository: where a checkout stands ready, and where a spare waits, against a thread
// that begins with nothing.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Findings } from '../../rig/figure.ts'
import { median } from '../../rig/numbers.ts'
import type { Rig } from '../../rig/rig.ts'
import type { BenchServer } from '../../rig/server.ts'
import { fill } from '../review/large-checkout.ts'
import { throughServer, until } from './through-server.ts'

const files = 20_000

interface Times {
  cold: number[]
  ready: number[]
  spare: number[]
}

export async function largeStart(rig: Rig): Promise<Findings> {
  const repository = await largeRepository(rig.place('large-start'))
  const none = await rig.server('large-start-cold')
  // The next one is written once the thread before it has long said its first words, as in use.
  const env = { A_PARALLEL_READY_FILES: '3000', A_PARALLEL_READY_SECONDS: '2.5' }
  const stocked = await rig.server('large-start-ready', { env })
  try {
    const [cold, warm] = [await add(none.server, repository), await add(stocked.server, repository)]
    const times: Times = { cold: [], ready: [], spare: [] }
    // The first one of all is made as any other; one stands ready behind it.
    await throughServer(stocked.server, warm, false)
    for (let round = 0; round < (rig.quick ? 1 : 3); round += 1) {
      await untilReady(stocked.server)
      times.cold.push((await throughServer(none.server, cold, false)).ms)
      times.ready.push((await throughServer(stocked.server, warm, false)).ms)
      await untilReady(stocked.server)
      times.spare.push((await throughServer(stocked.server, warm, true)).ms)
    }
    return findings(times)
  } finally {
    await none.server.stop()
    await stocked.server.stop()
  }
}

function findings({ cold, ready, spare }: Times): Findings {
  const limit = { limitOf: 'a thread that begins with nothing', limit: median(cold) }
  const name = `POST /api/threads to first text, ${files} files`
  const note = `median of ${cold.length}, in turns`
  const one = (how: string, ours: number[], times: number) =>
    ({
      name: `${name}, ${how}`,
      unit: 'ms',
      ours: median(ours),
      ...limit,
      aim: { times },
      note,
    }) as const
  return {
    figures: [one('a checkout stands ready', ready, 0.7), one('with a spare', spare, 0.3)],
    lost: 0,
    remarks: [],
  }
}

async function largeRepository(path: string): Promise<string> {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.test')
  await fill(path, files)
  git('reset', '-q', '--hard')
  return path
}

async function add(server: BenchServer, path: string): Promise<string> {
  const { id } = await server.api<{ id: string }>('POST', '/api/projects', { path })
  return id
}

/** Its files are there, and written down as whole. */
async function untilReady(server: BenchServer): Promise<void> {
  const folder = join(server.data, 'ready')
  await until('no checkout stands ready', () => {
    const notes = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return notes.some((name) => /"commit":"/.test(readFileSync(join(folder, name), 'utf8'))) || null
  })
}
