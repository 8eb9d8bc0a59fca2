// A server that is killed while agents wait for threads that are written: the next one clears them away, and a thread
// that was created by then begins.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'
import { spareNote, untilNoSpare, untilSpare } from '../../support/crash/spares.ts'

let rig: CrashRig
let repository: string
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  repository = makeRepository(join(rig.folder, 'repository'))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' }).trim()

async function spare() {
  const id = randomUUID()
  await rig.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: 'Say hello' })
  return { id, ...(await untilSpare(rig.home, id)) }
}

it.each(['SIGKILL', 'SIGTERM'] as const)('after %s nothing of a spare is left', async (signal) => {
  const { id, runId, path, branch } = await spare()
  const pid = rig.agentPid(runId)
  expect(pid).not.toBeNull()
  await rig.end(signal)
  expect(spareNote(rig.home, id)).not.toBeNull()
  await rig.start()
  await untilNoSpare(rig.home, id)
  expect([existsSync(path), existsSync(`/proc/${pid}`)]).toEqual([false, false])
  expect(readdirSync(join(rig.home, 'runs'))).not.toContain(runId)
  expect(git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).not.toContain(branch)
})

it('a thread that was created right before the server died begins once, with all of its words', async () => {
  const { id } = await spare()
  const script = prompt('Say hello', ['Hello again.'])
  await rig.thread({ id, projectId, title: 'Say hello', prompt: script })
  await rig.end('SIGKILL')
  await rig.start()
  const thread = await rig.until(id, ({ status }) => status === 'completed')
  const words = thread.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
  expect(words).toEqual(['Hello again.'])
  await untilNoSpare(rig.home, id)
  expect(git('worktree', 'list').split('\n')).toHaveLength(2)
})
