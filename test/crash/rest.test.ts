// What the server's death cut off is finished by the next one as it was asked for: of a rest, what a person does in the
// worktree is not touched; of a stop, nothing stays there, not even what nobody could find by its parents.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const greeting = JSON.stringify({
  type: 'control_response',
  response: { subtype: 'success', request_id: 'greet', response: { models: [] } },
})

/**
 * Ends with its input, and leaves behind who hears no SIGTERM: one that carries the run's marker, and one that dropped
 * it. Nobody of ours is the parent of either by then.
 */
const agent = (marked: string, bare: string) => `#!/bin/sh
[ "$1" = --version ] && echo '2.1.197 (Stub)' && exit
read -r line; printf '%s\\n' '${greeting}'
(setsid sh -c 'trap "" TERM; exec sleep ${marked}' &)
(env -i setsid sh -c 'trap "" TERM; exec sleep ${bare}' &)
while read -r line; do :; done
`

/** Whether a `sleep` of so many seconds lives. */
function sleeps(seconds: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === `sleep\0${seconds}\0`
      )
    } catch {
      return false // It ended meanwhile.
    }
  })
}

it.runIf(process.platform === 'linux')(
  'a stop that was cut off by the death of the server leaves no process in the worktree [linux]',
  async () => {
    const rig = await startCrashRig()
    try {
      const [marked, bare] = [`3181.${process.pid}`, `3182.${process.pid}`]
      const left = () => [marked, bare].filter(sleeps)
      const program = join(rig.folder, 'claude')
      writeFileSync(program, agent(marked, bare), { mode: 0o755 })
      rig.env['CLAUDE_PATH'] = program
      await rig.end('SIGTERM')
      await rig.start()
      const path = makeRepository(join(rig.folder, 'shop'))
      const { body: project } = await rig.api('POST', '/api/projects', { path })
      const projectId = (project as { id: string }).id // The contract's answer.
      const id = await rig.thread({ projectId, prompt: 'Leave something behind' })
      const { run } = await rig.until(id, (thread) => thread.run?.state === 'live')
      await expect.poll(left, { timeout: 30_000 }).toEqual([marked, bare])
      expect((await rig.api('POST', `/api/threads/${id}/stop`)).status).toBe(202)
      // The agent is gone, and what it left is given its grace.
      await expect.poll(() => rig.agentPid(run!.id), { timeout: 15_000, interval: 10 }).toBeNull()
      await rig.end('SIGKILL')
      expect(left()).toEqual([marked, bare])
      await rig.start()
      const over = await rig.until(id, (thread) => thread.run!.state === 'exited')
      expect([over.status, left()]).toEqual(['stopped', []])
    } finally {
      await rig.close()
    }
  },
  120_000,
)
