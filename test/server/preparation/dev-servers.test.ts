// Dev servers of threads, as real programs beside real agents: two threads of one project run theirs at once, each on its
// port; they outlive a server that is killed and are found again; they end with their tree, and nobody else’s program
// does.
import type { DevServer, DevServersHere, ThreadDevServers } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findTree } from '../../../packages/server/src/runner/processes/kill-tree.ts'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { openLive } from '../../support/live-client.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'

let rig: CrashRig

/** Answers with its thread's file, and starts a child that stays out of its session. */
const web = `
const { createServer } = require('node:http')
const { spawn } = require('node:child_process')
spawn('setsid', ['sleep', '3141'], { stdio: 'ignore' })
const port = Number(process.env.PORT)
createServer((_, answer) => answer.end('port ' + port)).listen(port, '127.0.0.1', () => console.log('ready on', port))
process.stdin.on('end', () => process.exit(9)).resume()
`
const recipe = {
  ports: ['PORT', 'API_PORT'],
  servers: [
    { name: 'web', command: 'node web.cjs', port: 'PORT' },
    { name: 'bad', command: 'echo no good; exit 3', port: 'API_PORT' },
  ],
}

beforeAll(async () => {
  rig = await startCrashRig()
})
afterAll(async () => {
  for (const threadId of begun)
    for (const name of ['web', 'own']) await change(threadId, name, 'stop')
  await rig.close()
})

let projects = 0
async function project(trusted = true): Promise<string> {
  const files = { 'web.cjs': web, '.a-parallel.json': JSON.stringify(recipe) }
  const path = makeRepository(join(rig.folder, `shop${(projects += 1)}`), files)
  const { id } = (await rig.api('POST', '/api/projects', { path })).body as { id: string } // The contract's answer.
  if (trusted) await trust(id)
  return id
}
async function trust(id: string) {
  const { fingerprint } = (await rig.api('GET', `/api/projects/${id}/trust`)).body as {
    fingerprint: string // The contract's answer.
  }
  await rig.api('POST', `/api/projects/${id}/trust`, { fingerprint })
}
async function thread(projectId: string, mode = 'worktree'): Promise<string> {
  const id = await rig.thread({ projectId, mode, prompt: prompt('Go', 'Went.') })
  await rig.until(id, ({ status }) => status === 'completed')
  begun.push(id)
  return id
}
const begun: string[] = []
const change = (id: string, name: string, action: string) =>
  rig.api('POST', `/api/threads/${id}/servers`, { name, action })
const here = async (id: string): Promise<DevServersHere> =>
  (await rig.api('GET', `/api/threads/${id}/servers`)).body
async function serverOf(id: string, name = 'web'): Promise<DevServer> {
  const found = (await here(id)).servers.find((one) => one.name === name)
  if (!found) throw new Error(`${name} was never begun`)
  return found
}
async function listening(id: string): Promise<number> {
  await expect.poll(async () => (await serverOf(id)).listens.length, slow).toBeGreaterThan(0)
  const { listens, port } = await serverOf(id)
  expect(listens).toEqual([port])
  return port ?? 0
}
const slow = { timeout: 20_000 }
const says = async (port: number) => (await fetch(`http://localhost:${port}`)).text()
const answers = (port: number) =>
  says(port).then(
    () => true,
    () => false,
  )
const output = async (id: string, name = 'web'): Promise<string> => {
  const { body } = await rig.api('GET', `/api/threads/${id}/servers/output?name=${name}`)
  return (body as { text: string }).text // The contract's answer.
}
async function tree(id: string): Promise<number> {
  const { key } = await serverOf(id)
  return (await findTree({ marker: `A_PARALLEL_DEV_SERVER=${id}.${key}` })).length
}

it('runs two of one project at once, through a killed server and a stopped agent, and ends each with its tree', async () => {
  const projectId = await project()
  const [one, other] = [await thread(projectId), await thread(projectId)]
  expect((await here(one)).offered.map(({ name }) => name)).toEqual(['web', 'bad'])
  const live = await openLive(rig.server())
  live.subscribe('index')
  await live.waitUntil(({ type }) => type === 'index')
  for (const id of [one, other]) expect((await change(id, 'web', 'start')).status).toBe(200)
  const ports = [await listening(one), await listening(other)]
  expect(new Set(ports).size).toBe(2)
  for (const port of ports) expect(await says(port)).toBe(`port ${port}`)
  await live.waitUntil(
    (frame) =>
      frame.type === 'changed' &&
      frame.devServers?.threadId === one &&
      frame.devServers.servers[0]?.listens[0] === ports[0],
  )
  await live.close()
  expect(await output(one)).toBe(`ready on ${ports[0]}\n`)

  // What a person does to the agent of a thread is nothing to its dev server.
  const text = prompt('Work', bash('touch begun; sleep 2718'), 'Done.')
  await rig.api('POST', `/api/threads/${one}/messages`, { text })
  const { approvals } = await rig.until(one, (found) =>
    found.approvals.some(({ state }) => state === 'pending'),
  )
  const asked = approvals.find(({ state }) => state === 'pending')
  await rig.api('POST', `/api/threads/${one}/approvals/${asked?.id}`, { decision: 'allow' })
  await rig.api('POST', `/api/threads/${one}/stop`)
  await rig.until(one, ({ run }) => run?.state === 'exited')
  expect(await says(ports[0] ?? 0)).toBe(`port ${ports[0]}`)

  const before = await serverOf(one)
  await rig.end('SIGKILL')
  expect(await says(ports[0] ?? 0)).toBe(`port ${ports[0]}`)
  await rig.start()
  expect(await listening(one)).toBe(ports[0])
  expect(await serverOf(one)).toEqual(before)
  expect(await output(one)).toBe(`ready on ${ports[0]}\n`)
  // Asked for again, the same one goes on.
  await change(one, 'web', 'start')
  expect((await serverOf(one)).key).toBe(before.key)
  expect(await tree(one)).toBeGreaterThan(2)

  await change(one, 'web', 'stop')
  expect(await serverOf(one)).toMatchObject({ state: 'stopped', listens: [] })
  expect([await tree(one), await answers(ports[0] ?? 0)]).toEqual([0, false])
  expect(await says(ports[1] ?? 0)).toBe(`port ${ports[1]}`)

  await change(other, 'web', 'restart')
  expect(await listening(other)).toBe(ports[1])
  const running = await serverOf(other)
  await rig.api('PATCH', `/api/threads/${other}`, { archived: true })
  await expect.poll(async () => (await serverOf(other)).state, slow).toBe('stopped')
  expect(await findTree({ marker: `A_PARALLEL_DEV_SERVER=${other}.${running.key}` })).toEqual([])
  expect((await change(other, 'web', 'start')).body).toMatchObject({ code: 'thread_archived' })
})

it('ends when its project is put away', async () => {
  const projectId = await project()
  const id = await thread(projectId)
  await change(id, 'web', 'start')
  await listening(id)
  const { key } = await serverOf(id)
  expect(
    (await rig.api('POST', `/api/projects/${projectId}/archive`, { archived: true })).status,
  ).toBe(200)
  expect((await serverOf(id)).state).toBe('stopped')
  expect(await findTree({ marker: `A_PARALLEL_DEV_SERVER=${id}.${key}` })).toEqual([])
})

it('tells how one ended, and never touches who holds its port', async () => {
  const id = await thread(await project())
  await change(id, 'bad', 'start')
  await expect.poll(async () => (await serverOf(id, 'bad')).state).toBe('ended')
  const { code, endedAt } = await serverOf(id, 'bad')
  expect([code, await output(id, 'bad')]).toEqual([3, 'no good\n'])
  expect(endedAt).not.toBe(null)

  const { preparation } = await rig.snapshot(id)
  const port = preparation?.ports['PORT'] ?? 0
  const foreign = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  await new Promise((resolve) => foreign.once('listening', resolve))
  const refused = await change(id, 'web', 'restart')
  expect([refused.status, refused.body]).toEqual([
    409,
    expect.objectContaining({
      code: 'port_taken_by',
      values: expect.objectContaining({ port, pid: process.pid }),
    }),
  ])
  expect([foreign.listening, await answers(port)]).toEqual([true, false])
  await new Promise((resolve) => foreign.close(resolve))
  await change(id, 'web', 'start')
  expect(await says(await listening(id))).toBe(`port ${port}`)
  expect((await change(id, 'nothing', 'start')).body).toMatchObject({
    code: 'dev_server_not_found',
  })

  const { key } = await serverOf(id)
  await rig.api('DELETE', `/api/threads/${id}`)
  const left = () => findTree({ marker: `A_PARALLEL_DEV_SERVER=${id}.${key}` })
  await expect.poll(async () => (await left()).length, slow).toBe(0)
  await expect.poll(() => existsSync(join(rig.home, 'dev-servers', id)), slow).toBe(false)
  expect((await rig.api('GET', `/api/threads/${id}/servers`)).status).toBe(404)
})

it('runs none of a repository that is not trusted; a person’s own runs also in the project’s checkout', async () => {
  const projectId = await project(false)
  const id = await thread(projectId, 'local')
  expect((await change(id, 'web', 'start')).body).toMatchObject({ code: 'dev_server_withheld' })
  expect((await here(id)).servers).toEqual([])
  await trust(projectId)
  const own = { servers: [{ name: 'own', command: 'sleep 3142' }] }
  await rig.api('POST', `/api/projects/${projectId}/recipe/own`, { text: JSON.stringify(own) })
  expect((await here(id)).offered).toEqual([{ name: 'own', command: 'sleep 3142', isOwn: true }])
  await change(id, 'own', 'start')
  expect(await serverOf(id, 'own')).toMatchObject({ state: 'running', port: null, listens: [] })
  const live = await openLive(rig.server())
  live.subscribe('index')
  const first = await live.waitUntil(({ type }) => type === 'index')
  const told: ThreadDevServers[] = first.type === 'index' ? first.index.devServers : []
  expect(told.find(({ threadId }) => threadId === id)?.servers.map(({ name }) => name)).toEqual([
    'own',
  ])
  await live.close()
  await change(id, 'own', 'stop')
  expect((await serverOf(id, 'own')).state).toBe('stopped')
})
