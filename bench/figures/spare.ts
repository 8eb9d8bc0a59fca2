// From the wish for a thread that was written for a while to its first streamed text, against a bare agent that has
// answered its greeting by then.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startBareAgent } from '../rig/bare-agent.ts'
import type { Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import type { BenchServer } from '../rig/server.ts'
import { hasMessage } from './first-text.ts'

const git = promisify(execFile)
const words = 'Say something'
const prompt = `${words} [[script:["Here is the first text, and here is the rest of it."]]]`

export async function spareText(rig: Rig): Promise<Findings> {
  const { server, projectId } = await rig.server('spare')
  const bareFolder = rig.place('spare-bare')
  const bareRepository = rig.repository('spare-bare/repository')
  const ours: number[] = []
  const limit: number[] = []
  let cold = 0
  try {
    for (let round = 0; round <= (rig.quick ? 1 : 7); round += 1) {
      const mine = await throughServer(server, projectId)
      const bare = await bareRun(rig, bareFolder, bareRepository)
      rig.say(`  from a spare: ours ${mine.ms.toFixed(0)} ms, bare ${bare.toFixed(0)} ms`)
      if (round === 0) continue
      if (!mine.isSpare) cold += 1
      ours.push(mine.ms)
      limit.push(bare)
    }
  } finally {
    await server.stop()
  }
  return {
    figures: [
      {
        name: 'POST /api/threads to first text, with a spare',
        unit: 'ms',
        ours: median(ours),
        limitOf: 'bare claude that was greeted, from its message on',
        limit: median(limit),
        aim: { times: 1.2 },
        note: `median of ${ours.length}, in turns; worktree and agent were made ready while the message was written`,
      },
    ],
    lost: 0,
    remarks: cold > 0 ? [`${cold} threads began without their spare`] : [],
  }
}

async function throughServer(server: BenchServer, projectId: string) {
  const live = await server.live()
  const id = randomUUID()
  await server.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: words })
  const runId = await greetedRun(server, id)
  const began = now()
  let first = 0
  await server.api('POST', '/api/threads', { id, projectId, prompt, title: words })
  await live.subscribe(id, () => (first ||= now()))
  await live.until(id, ({ completed }) => hasMessage(completed.values()))
  const { run } = await server.api<{ run: { id: string } }>('GET', `/api/threads/${id}`)
  await server.api('POST', `/api/threads/${id}/stop`)
  await live.until(id, ({ events }) => events.some((event) => event.type === 'run.exited'))
  live.close()
  return { ms: first - began, isSpare: run.id === runId }
}

/** The run that waits, once its agent has answered the greeting. */
async function greetedRun(server: BenchServer, id: string): Promise<string> {
  const note = join(server.data, 'spares', `${id}.json`)
  const until = now() + 30_000
  while (now() < until) {
    const run = existsSync(note) ? /"runId":"([^"]+)"/.exec(readFileSync(note, 'utf8'))?.[1] : null
    const journal = run && join(server.data, 'runs', run, 'out.ndjson')
    if (run && journal && existsSync(journal) && statSync(journal).size > 0) return run
    await wait(20)
  }
  throw new Error('no agent waits')
}

async function bareRun(rig: Rig, folder: string, repository: string): Promise<number> {
  const name = randomUUID().slice(0, 8)
  const cwd = join(folder, name)
  await git('git', ['worktree', 'add', '-q', '-b', `bench/${name}`, cwd, 'main'], {
    cwd: repository,
  })
  let first = 0
  const { claude, model } = rig
  const onText = () => (first ||= now())
  const ask = { agent: claude, cwd, folder, modelUrl: model.url, prompt, onText, waits: true }
  const agent = startBareAgent(ask)
  await agent.greeted
  const began = now()
  agent.say()
  await agent.done
  await agent.end()
  return first - began
}
