// A server killed between the wish to rewind and its end: the next one finishes it, and what was there is still all there.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

let rig: CrashRig
let projectId: string
const count = 400

beforeAll(async () => {
  rig = await startCrashRig()
  const files = Array.from({ length: count }, (_, index) => [`src/${index}.txt`, `${index}\n`])
  const repository = makeRepository(join(rig.folder, 'many'), Object.fromEntries(files))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

const keptBehind = ({ checkpoints, status }: ThreadSnapshot) =>
  status === 'completed' && checkpoints.some(({ place }) => place === 'after')

it.each([0, 60, 250, 600])('is finished by the next server, killed %d ms into it', async (ms) => {
  const id = await rig.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Begin', [write('new.txt', 'new\n')], [bash('rm -r src')], 'Done.'),
  })
  const waiting = await rig.until(id, ({ approvals }) =>
    approvals.some(({ state }) => state === 'pending'),
  )
  const approval = waiting.approvals.find(({ state }) => state === 'pending')
  await rig.api('POST', `/api/threads/${id}/approvals/${String(approval?.id)}`, {
    decision: 'allow',
  })
  const before = await rig.until(id, keptBehind)
  const path = String(before.worktreePath)
  const wish = await rig.api('POST', `/api/threads/${id}/rewind`, {
    turnId: before.turns[0]?.id,
    what: 'both',
  })
  expect(wish.status).toBe(202)
  await wait(ms)
  await rig.end('SIGKILL')
  await rig.start()
  const after = await rig.until(id, ({ rewinds }) => rewinds[0]?.state === 'done')
  expect(after.items.filter(({ kind }) => kind === 'user-message')).toEqual([])
  expect(readdirSync(join(path, 'src'))).toHaveLength(count)
  expect(readFileSync(join(path, 'src/7.txt'), 'utf8')).toBe('7\n')
  expect(existsSync(join(path, 'new.txt'))).toBe(false)
  const safety = String(after.rewinds[0]?.safety)
  const held = execFileSync('git', ['ls-tree', '-r', '--name-only', safety], { cwd: path })
  expect(held.toString().trim()).toBe('new.txt')
  const undone = await rig.api('POST', `/api/threads/${id}/rewind/undo`, {})
  expect(undone.status).toBe(202)
  await rig.until(id, ({ rewinds }) => rewinds[0]?.state === 'undone')
  expect(existsSync(join(path, 'src'))).toBe(false)
  expect(readFileSync(join(path, 'new.txt'), 'utf8')).toBe('new\n')
})
