// A git that was killed leaves its lock; the thread's next message finds it gone, and not before it is surely nobody's.
import { execFileSync } from 'node:child_process'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, toolCalls } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

it.runIf(process.platform === 'linux')(
  'a lock that a killed git left is removed when it is old, and the agent can commit [linux]',
  async () => {
    const projectId = await server.addProject(server.repository('locked'))
    const id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
    const { worktreePath } = await rest(server, id)
    // No agent of the thread may live: it could hold the lock itself.
    const archive = (archived: boolean) => server.api('PATCH', `/api/threads/${id}`, { archived })
    await archive(true)
    await server.until(id, (thread) => thread.run?.state === 'exited')
    await archive(false)
    const gitDir = execFileSync('git', ['rev-parse', '--absolute-git-dir'], {
      cwd: worktreePath!,
      encoding: 'utf8',
    }).trim()
    const lock = join(gitDir, 'index.lock')
    const commit = bash('echo x >> x.txt && git add -A && git commit -q -m X && echo committed')
    const send = async () => {
      const text = prompt('Commit', commit, 'Done.')
      expect((await server.api('POST', `/api/threads/${id}/messages`, { text })).status).toBe(202)
      const [approval] = await asked(server, id)
      await decide(server, id, approval!, { decision: 'allow' })
      return toolCalls(await rest(server, id)).at(-1)?.output?.text ?? ''
    }
    writeFileSync(lock, '')
    expect(await send()).toContain('index.lock')
    expect(existsSync(lock)).toBe(true)
    await archive(true)
    await server.until(id, (thread) => thread.run?.state === 'exited')
    await archive(false)
    const old = Date.now() / 1000 - 120
    utimesSync(lock, old, old)
    expect(await send()).toContain('committed')
    expect(existsSync(lock)).toBe(false)
  },
)
