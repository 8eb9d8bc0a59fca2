// An agent is halted (SIGSTOP), in the long form for ten minutes and with the server's own patience. It is shown as
// stalled, never ended by us, nothing of what it said is lost or doubled, and its conversation goes on.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCrashRig } from '../../support/crash-rig.ts'
import { figure, long } from '../../support/crash/form.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'
import { said } from '../../support/threads.ts'

const minute = 60_000
/** Minutes. The short patience lies above what an agent needs from its start to its first word. */
const [patience, halt] = long ? [5, 10] : [0.1, 0.2]

it(
  'an agent that was halted for long is stalled, keeps all that it said, and goes on',
  async () => {
    const rig = await startCrashRig(
      long ? {} : { env: { A_PARALLEL_STALL_MINUTES: String(patience) } },
    )
    const path = makeRepository(join(rig.folder, 'shop'))
    const { body: project } = await rig.api('POST', '/api/projects', { path })
    const projectId = (project as { id: string }).id // The contract's answer.
    const words = prompt('Talk', ['First, ', { hold: 'halted' }, 'and then.'])
    const id = await rig.thread({ projectId, prompt: words })
    const { run } = await rig.until(id, ({ open }) => open.some(({ text }) => text === 'First, '))
    const pid = rig.agentPid(run!.id)!
    process.kill(pid, 'SIGSTOP')
    const halted = performance.now()
    const minutes = () => (performance.now() - halted) / minute
    rig.model.release('halted')

    const stalledAt = async () => (await rig.snapshot(id)).run?.stalledAt ?? null
    await expect
      .poll(stalledAt, { timeout: (patience + 2) * minute, interval: 1_000 })
      .not.toBeNull()
    figure(
      `an agent halted for ${halt} minutes is shown as stalled after`,
      minutes().toFixed(1),
      'min',
    )
    expect(minutes()).toBeGreaterThan(patience * 0.9)
    await expect
      .poll(minutes, { timeout: (halt + 1) * minute, interval: 1_000 })
      .toBeGreaterThan(halt)
    const still = await rig.snapshot(id)
    expect([still.status, still.run!.id, rig.agentPid(run!.id)]).toEqual(['running', run!.id, pid])

    process.kill(pid, 'SIGCONT')
    // Of a response that stood still for minutes Claude Code says that it stalled, and lets the turn fail.
    const done = await rig.until(id, ({ status }) => ['completed', 'failed'].includes(status))
    if (!long) expect(done.status).toBe('completed')
    expect([said(done), done.run!.id]).toEqual([['First, and then.'], run!.id])
    await rig.until(id, (thread) => thread.run?.stalledAt === null)
    const types = (await rig.events(id)).map(({ type }) => type)
    // A start on a busy machine may have been silent for long, too.
    expect(types.filter((type) => /^run\.(stalled|revived)$/.test(type)).slice(-2)).toEqual([
      'run.stalled',
      'run.revived',
    ])
    await rig.api('POST', `/api/threads/${id}/messages`, { text: prompt('Go on', 'I go on.') })
    const on = await rig.until(id, ({ status }) => status === 'completed')
    expect([said(on), on.run!.sessionId]).toEqual([
      ['First, and then.', 'I go on.'],
      run!.sessionId,
    ])
    await rig.close()
  },
  15 * minute,
)
