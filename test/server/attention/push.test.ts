// Pushes, from a thread's want to a push service that reads them with the device's keys; and what becomes of devices.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../support/live-client.ts'
import {
  startPushService,
  type PushService,
  type TestDevice,
} from '../../support/push/push-endpoint.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

let service: PushService
let server: TestServer
let projectId: string

beforeAll(async () => {
  service = await startPushService()
  server = await startTestServer({ env: { A_PARALLEL_PUSH_ORIGIN: service.origin } })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(async () => {
  await server?.close()
  await service?.close()
})

/** A new device that gets pushes. */
async function device(): Promise<TestDevice & { id: string }> {
  const made = service.device()
  const body = { ...made.subscription, name: 'Firefox on Linux' }
  const added = await server.api('POST', '/api/push/devices', body)
  expect(added.status).toBe(201)
  return Object.assign(made, { id: added.body.id })
}
const remove = (id: string) => server.api('DELETE', `/api/push/devices/${id}`)
const devices = async (): Promise<{ id: string }[]> =>
  (await server.api('GET', '/api/push')).body.devices
const told = ({ arrived }: TestDevice) => arrived.map(({ message }) => message)
const soon = { timeout: 30_000 }

it('tell once that a thread waits and once that it has ended, and never of a muted one', async () => {
  const phone = await device()
  const muted = await server.thread({
    projectId,
    title: 'Silent',
    prompt: prompt('Go', bash('touch a'), 'Done.'),
  })
  await server.api('PATCH', `/api/threads/${muted}`, { muted: true })
  const [silent] = await asked(server, muted)
  await decide(server, muted, silent!, { decision: 'allow' })
  await rest(server, muted)

  const id = await server.thread({
    projectId,
    title: 'Clean up',
    prompt: prompt('Go', bash('rm -rf secret-place'), 'Done.'),
  })
  const [approval] = await asked(server, id)
  await expect.poll(() => told(phone).length, soon).toBe(1)
  await decide(server, id, approval!, { decision: 'allow' })
  await rest(server, id)
  await expect.poll(() => told(phone).length, soon).toBe(2)

  const thread = { id, project: 'shop', title: 'Clean up', failed: false }
  expect(told(phone)).toEqual([
    { language: 'system', sound: false, kind: 'asks', what: 'permission', again: false, thread },
    { language: 'system', sound: false, kind: 'ended', count: 1, threads: [thread] },
  ])
  const [first] = phone.arrived
  expect(first?.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    urgency: 'high',
    topic: id.replaceAll('-', ''),
    ttl: '43200',
  })
  expect(first?.claims).toMatchObject({ aud: service.origin, sub: 'mailto:nobody@example.com' })
  expect(first?.body.includes('Clean up')).toBe(false)
  expect(JSON.stringify(told(phone))).not.toContain('secret-place')
  await remove(phone.id)
})

it('come to nobody while the app is looked at', async () => {
  const phone = await device()
  const page = await openLive(server)
  page.send({ type: 'looking', looking: true })
  page.subscribe('index')
  await page.waitUntil(({ type }) => type === 'index')
  const seen = await server.thread({ projectId, prompt: prompt('Go', bash('touch a'), 'Done.') })
  await asked(server, seen)
  await page.close()
  const unseen = await server.thread({ projectId, prompt: prompt('Go', bash('touch b'), 'Done.') })
  await asked(server, unseen)
  await expect.poll(() => told(phone), soon).toMatchObject([{ thread: { id: unseen } }])
  await remove(phone.id)
})

it('are tried again when a service is busy, and a device that left is forgotten', async () => {
  const busy = await device()
  const left = await device()
  busy.answers.push({ status: 429, headers: { 'retry-after': '1' } }, { status: 503 })
  left.answers.push({ status: 410 })
  const id = await server.thread({ projectId, prompt: prompt('Go', bash('touch a'), 'Done.') })
  await asked(server, id)
  await expect.poll(devices, soon).toMatchObject([{ id: busy.id }])
  await expect.poll(() => told(busy), soon).toMatchObject([{ kind: 'asks', thread: { id } }])
  expect([busy.posts, left.posts]).toEqual([3, 1])

  const tried = await server.api('POST', `/api/push/devices/${busy.id}/try`)
  expect(tried.body).toEqual({ outcome: 'sent' })
  expect(told(busy).at(-1)).toEqual({ language: 'system', sound: false, kind: 'try' })
  busy.answers.push({ status: 403 })
  const refused = await server.api('POST', `/api/push/devices/${busy.id}/try`)
  expect(refused.body).toEqual({ outcome: 'refused' })
  await remove(busy.id)
  expect((await server.api('POST', `/api/push/devices/${busy.id}/try`)).body.code).toBe(
    'device_not_found',
  )
})

it('keep their keys and devices across a restart', async () => {
  const phone = await device()
  const { publicKey } = (await server.api('GET', '/api/push')).body
  const file = join(server.home, 'push-keys')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const { privateKey } = JSON.parse(readFileSync(file, 'utf8'))
  await server.restart()
  const after = await server.api('GET', '/api/push')
  expect(after.body).toMatchObject({ publicKey, devices: [{ id: phone.id }] })
  expect(JSON.stringify(after.body)).not.toContain(privateKey)
  expect(JSON.stringify(after.body)).not.toContain(phone.subscription.endpoint)
  const id = await server.thread({ projectId, prompt: prompt('Go', bash('touch a'), 'Done.') })
  await asked(server, id)
  await expect.poll(() => told(phone), soon).toMatchObject([{ thread: { id } }])
  await remove(phone.id)
})

it('go to no address that a browser could not have been given', async () => {
  const { keys } = service.device().subscription
  const add = (endpoint: string, more: object = {}) =>
    server.api('POST', '/api/push/devices', { endpoint, keys, name: 'X', ...more })
  for (const endpoint of [
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'http://push.example.com/x',
    `${server.origin}/api/health`,
  ])
    expect((await add(endpoint)).body.code).toBe('push_address_refused')
  for (const more of [{ keys: { p256dh: 'x', auth: 'y' } }, { name: '' }, { endpoint: 'no' }])
    expect((await add('https://push.example.com/x', more)).body.code).toBe('invalid_input')
  expect(await devices()).toEqual([])
})
