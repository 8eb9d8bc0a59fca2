// A server that is killed while a checkout is made ready, moved to a thread and put on its branch: every thread has its
// worktree, at most one checkout stands ready, and nothing half made is left in the repository.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { long } from '../../support/crash/form.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'
import { expectWhole } from '../../support/crash/whole-repository.ts'

let rig: CrashRig
let repository: string
let projectId: string

beforeAll(async () => {
  const env = { A_PARALLEL_READY_FILES: '100', A_PARALLEL_READY_SECONDS: '0.05' }
  rig = await startCrashRig({ env: { ...env, A_PARALLEL_SLOTS: '1' } })
  const files = Array.from({ length: 1500 }, (_, index) => [`src/${index}.txt`, `${index}\n`])
  repository = makeRepository(join(rig.folder, 'many'), Object.fromEntries(files))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  projectId = (body as { id: string }).id // The contract's answer.
  // One thread holds the only slot, so that the others are about their worktrees alone.
  await rig.thread({ projectId, prompt: prompt('Hold', ['x', { hold: 'ready' }]) })
  await rig.model.waitForRequest((request) => request.answer.holding === 'ready', 60_000)
})
afterAll(async () => {
  rig.model.release('ready')
  await rig.close()
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const lines = (text: string) => text.split('\n').filter((line) => line !== '')
const folder = () => join(rig.home, 'worktrees', projectId.slice(0, 8))
const standing = () => readdirSync(folder()).filter((name) => name.startsWith('ready-'))
const isWhole = (name: string) => existsSync(join(folder(), name, 'src/1499.txt'))
const made = (thread: ThreadSnapshot) => thread.worktree?.state === 'ready'

async function killed(): Promise<void> {
  await rig.end('SIGKILL')
  await rig.start()
}

it('killed at moments nobody chose, it leaves every thread its worktree and nothing else', async () => {
  const ids: string[] = []
  for (let round = 0; round < (long ? 30 : 8); round += 1) {
    // What was to be made is forgotten with a server; the next worktree tells of it again.
    ids.push(await rig.thread({ projectId, prompt: prompt(`Before ${round}`, 'Hi.') }))
    await rig.until(ids.at(-1) ?? '', made)
    await expect.poll(() => standing().length, { timeout: 30_000, interval: 2 }).toBe(1)
    if (round % 2 === 0) {
      // While it is made.
      await wait(Math.random() * 60)
      await killed()
    } else await expect.poll(() => standing().filter(isWhole), { timeout: 30_000 }).toHaveLength(1)
    // While it is moved and put on its branch, or another is made in its place.
    ids.push(await rig.thread({ projectId, prompt: prompt(`Wish ${round}`, 'Hi.') }))
    await wait(Math.random() * 80)
    await killed()
    await rig.until(ids.at(-1) ?? '', made)
  }
  const threads = await Promise.all(ids.map((id) => rig.snapshot(id)))
  for (const { worktree } of threads) {
    expect(git(worktree!.path, 'status', '--porcelain')).toBe('')
    expect(git(worktree!.path, 'symbolic-ref', '--short', 'HEAD')).toBe(worktree!.branch)
    expect(existsSync(join(worktree!.path, 'src/1499.txt'))).toBe(true)
  }
  // Nothing is made any more: what is there then is all there is.
  await rig.end('SIGTERM')
  rig.env['A_PARALLEL_READY_FILES'] = '0'
  await rig.start()
  const one = await rig.thread({ projectId, prompt: prompt('Last', 'Hi.') })
  ids.push(one)
  await rig.until(one, made)
  await expect
    .poll(() => git(repository, 'worktree', 'list', '--porcelain'), { timeout: 30_000 })
    .not.toMatch(/^(locked|prunable)/m)
  const entries = lines(git(repository, 'worktree', 'list', '--porcelain'))
  const listed = entries.filter((line) => line.startsWith('worktree ')).length
  // The main checkout and the thread that holds the slot come to these.
  expect(listed - standing().length).toBe(ids.length + 2)
  expect(standing().length).toBeLessThanOrEqual(1)
  expect(readdirSync(folder())).toHaveLength(listed - 1)
  expect(lines(git(repository, 'branch', '--list', 'a-parallel/*'))).toHaveLength(ids.length + 1)
  await expectWhole(repository)
}, 240_000)
