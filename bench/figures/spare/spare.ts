// From the wish for a thread that was written for a while to its first streamed text, against a bare agent that has
// answered its greeting by then.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startBareAgent } from '../../rig/bare-agent.ts'
import { together, type Findings } from '../../rig/figure.ts'
import { median, now } from '../../rig/numbers.ts'
import type { Rig } from '../../rig/rig.ts'
import { largeStart } from './large.ts'
import { prompt, throughServer } from './through-server.ts'

const git = promisify(execFile)

/** In a small repository, and in a large one. */
export async function spareText(rig: Rig): Promise<Findings> {
  return together([await smallStart(rig), await largeStart(rig)])
}

async function smallStart(rig: Rig): Promise<Findings> {
  const { server, projectId } = await rig.server('spare')
  const bareFolder = rig.place('spare-bare')
  const bareRepository = rig.repository('spare-bare/repository')
  const ours: number[] = []
  const limit: number[] = []
  let cold = 0
  try {
    for (let round = 0; round <= (rig.quick ? 1 : 15); round += 1) {
      const mine = await throughServer(server, projectId, true)
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
