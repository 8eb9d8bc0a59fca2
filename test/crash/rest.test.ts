// An agent that was let rest when the server died goes on to rest: what a person does in its worktree is not touched.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCrashRig } from '../support/crash-rig.ts'
import { prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

it('a rest that was cut off by the death of the server stays a rest', async () => {
  // With one slot, of two idle agents the one that idles longer is let rest.
  const rig = await startCrashRig({ env: { A_PARALLEL_SLOTS: '1' } })
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body: project } = await rig.api('POST', '/api/projects', { path })
  const projectId = (project as { id: string }).id // The contract's answer.
  const done = async (words: string) => {
    const id = await rig.thread({ projectId, prompt: prompt(words, 'Done.') })
    return rig.until(id, (thread) => thread.status === 'completed')
  }
  const first = await done('First')
  const agent = rig.agentPid(first.run!.id)!
  const cwd = first.worktreePath!
  const person = spawn('sh', ['-c', 'setsid sleep 3171 & echo $!'], { cwd, stdio: 'pipe' })
  const [said] = (await once(person.stdout, 'data')) as [Buffer] // The only thing that it says.
  const stranger = Number(said.toString())
  // It would rest at once.
  process.kill(agent, 'SIGSTOP')
  await done('Second')
  const asked = async () =>
    (await rig.events(first.id)).findLast(({ type }) => type === 'run.stop-requested')
  await expect.poll(asked, { timeout: 10_000 }).toMatchObject({ actor: { kind: 'system' } })
  await rig.end('SIGKILL')
  await rig.start()
  await rig.until(first.id, (thread) => thread.run!.state === 'exited')
  expect(rig.agentPid(first.run!.id)).toBeNull()
  expect((await rig.snapshot(first.id)).status).toBe('completed')
  expect(process.kill(stranger, 0)).toBe(true)
  process.kill(stranger, 'SIGKILL')
  await rig.close()
}, 120_000)
