// From the wish for a thread to its first streamed text, against `git worktree add` and a bare CLI.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startBareAgent } from '../rig/bare-agent.ts'
import type { Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import type { BenchServer } from '../rig/server.ts'

const git = promisify(execFile)
const prompt = '[[script:["Here is the first text, and here is the rest of it."]]]'

export async function firstText(rig: Rig): Promise<Findings> {
  const { server, projectId } = await rig.server('first-text')
  const bareFolder = rig.place('first-text-bare')
  const bareRepository = rig.repository('first-text-bare/repository')
  const ours: number[] = []
  const limit: number[] = []
  try {
    // One round before the count: both sides' HOME and the disk's cache are then as they stay.
    for (let round = 0; round <= (rig.quick ? 1 : 7); round += 1) {
      const mine = await throughServer(server, projectId)
      const bare = await bareRun(rig, bareFolder, bareRepository)
      rig.say(`  first text: ours ${mine.toFixed(0)} ms, bare ${bare.toFixed(0)} ms`)
      if (round === 0) continue
      ours.push(mine)
      limit.push(bare)
    }
  } finally {
    await server.stop()
  }
  return {
    figures: [
      {
        name: 'POST /api/threads to first text',
        unit: 'ms',
        ours: median(ours),
        limitOf: 'git worktree add + bare claude, its pipe',
        limit: median(limit),
        aim: { times: 1.15 },
        note: `median of ${ours.length}, in turns; real CLI on the scripted model; to the delta frame at a WebSocket reader`,
      },
    ],
    lost: 0,
    remarks: [],
  }
}

async function throughServer(server: BenchServer, projectId: string): Promise<number> {
  const live = await server.live()
  const id = randomUUID()
  const began = now()
  let first = 0
  await server.api('POST', '/api/threads', { id, projectId, prompt, title: 'First text' })
  await live.subscribe(id, () => (first ||= now()))
  await live.until(id, ({ completed }) => hasMessage(completed.values()))
  await server.api('POST', `/api/threads/${id}/stop`)
  await live.until(id, ({ events }) => events.some((event) => event.type === 'run.exited'))
  live.close()
  return first - began
}

export function hasMessage(items: Iterable<{ kind: string }>): boolean {
  return [...items].some((item) => item.kind === 'agent-message')
}

async function bareRun(rig: Rig, folder: string, repository: string): Promise<number> {
  const name = randomUUID().slice(0, 8)
  const cwd = join(folder, name)
  const began = now()
  let first = 0
  await git('git', ['worktree', 'add', '-q', '-b', `bench/${name}`, cwd, 'main'], {
    cwd: repository,
  })
  const { claude, model } = rig
  const onText = () => (first ||= now())
  const agent = startBareAgent({ agent: claude, cwd, folder, modelUrl: model.url, prompt, onText })
  await agent.done
  await agent.end()
  return first - began
}
