// A server that is killed at each of the writes by which a thread begins with what waited for it: whatever had been made
// ahead, the thread is there once, was said once, and can go back to where it began.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { long } from '../../support/crash/form.ts'
import { unlessDown } from '../../support/crash/person.ts'
import { untilNoSpare, untilSpare } from '../../support/crash/spares.ts'
import { expectToldOnce, wholeLog } from '../../support/crash/story.ts'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'

const killer = fileURLToPath(
  new URL('../../support/crash/preload/kill-at-write.mjs', import.meta.url),
)

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

/** Starts a server that dies at a write; the first that counts is that of a thread's first event. */
async function startDoomed(at: string): Promise<void> {
  await rig.end('SIGKILL')
  rig.preload.push(killer)
  rig.env['KILL_AT_WRITE'] = at
  await rig.start()
  rig.preload.length = 0
}

const moments = long
  ? [1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) => [`before:${at}`, `after:${at}`])
  : ['after:1', 'before:2', 'after:2', 'before:3', 'after:3', 'before:4']

it.each(moments)('killed %s, a thread that begins with a spare goes on', async (moment) => {
  await startDoomed(moment)
  const id = randomUUID()
  await rig.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: 'Say hello' })
  await untilSpare(rig.home, id)
  const wish = { id, projectId, title: 'Say hello', prompt: prompt('Say hello', ['Hello.']) }
  const create = () => unlessDown(() => rig.api('POST', '/api/threads', wish))
  await create()
  expect(await rig.server().ended).toMatchObject({ signal: 'SIGKILL' })
  await rig.start()
  // Whoever heard no answer asks again.
  expect((await create())?.status).toBe(202)
  const thread = await rig.until(id, ({ status }) => status === 'completed')
  const events = await wholeLog(rig, id)
  expectToldOnce(rig, thread, events)
  const kept = events.flatMap((event) =>
    event.type === 'checkpoint.captured' && event.data.place === 'before' ? [event.data] : [],
  )
  expect(kept).toHaveLength(1)
  expect(git('rev-parse', `${kept[0]?.commit}^{tree}`)).toBe(git('rev-parse', 'main^{tree}'))
  await untilNoSpare(rig.home, id)
  const branches = git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
  expect(branches).toContain(thread.worktree?.branch)
  await rig.api('PATCH', `/api/threads/${id}`, { archived: true })
  await rig.until(id, ({ run }) => run?.state === 'exited')
})
