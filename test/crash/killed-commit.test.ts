// A server is killed while a hook holds up a commit of everything: the next one ends the hook and takes back what was staged.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCrashRig } from '../support/crash-rig.ts'
import { prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

it('ends what still runs for the commit, and takes back what was staged for it', async () => {
  const rig = await startCrashRig()
  const repository = makeRepository(join(rig.folder, 'shop'), { 'a.txt': 'one\n' })
  const pid = join(rig.folder, 'pid')
  const hook = join(repository, '.git/hooks/pre-commit')
  writeFileSync(hook, `#!/bin/sh\necho $$ > '${pid}'\nwhile :; do sleep 1; done\n`)
  chmodSync(hook, 0o755)
  const added = await rig.api('POST', '/api/projects', { path: repository })
  const { id: projectId } = added.body as { id: string } // The contract's answer.
  const trust = `/api/projects/${projectId}/trust`
  const { fingerprint } = (await rig.api('GET', trust)).body as { fingerprint: string } // As above.
  expect((await rig.api('POST', trust, { fingerprint })).status).toBe(200)
  const id = await rig.thread({ projectId, prompt: prompt('Begin', 'Begun.') })
  const { worktreePath } = await rig.until(id, ({ turns }) => turns[0]?.state === 'completed')
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: String(worktreePath), encoding: 'utf8' }).trimEnd()
  writeFileSync(join(String(worktreePath), 'a.txt'), 'not looked at\n')
  const head = git('rev-parse', 'HEAD')
  const body = { message: 'All', head, all: true }
  const asked = rig.api('POST', `/api/threads/${id}/commit`, body).catch(() => null)
  await expect.poll(() => existsSync(pid), { timeout: 30_000 }).toBe(true)
  await rig.end('SIGKILL')
  await asked
  expect(git('status', '--porcelain')).toBe('M  a.txt')
  await rig.start()
  await expect.poll(() => git('status', '--porcelain'), { timeout: 30_000 }).toBe(' M a.txt')
  expect(git('rev-parse', 'HEAD')).toBe(head)
  const runs = () => existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`)
  await expect.poll(runs, { timeout: 10_000 }).toBe(false)
  await rig.close()
}, 120_000)
