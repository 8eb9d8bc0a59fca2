// Pushes to a browser, from the switch in the settings to the notice and what it leads to. Chromium without a desktop has
// no push service: what it would have been given by one, and what one would have handed on to it, are put in its place.
// The server, the service worker, the encryption and the notice are real.
import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  startPushService,
  type PushService,
  type TestDevice,
} from '../../support/push/push-endpoint.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { asked } from '../../support/threads.ts'

let service: PushService
let device: TestDevice
/** A Chromium that is a shell for servers grants everything and shows nothing. */
let hasNotices: boolean

afterAll(() => service?.close())
browserRig(async () => {
  service = await startPushService()
  device = service.device()
  return { server: { env: { A_PARALLEL_PUSH_ORIGIN: service.origin } } }
})
beforeAll(async () => {
  await tab.context.grantPermissions(['notifications'], { origin: server.origin })
  await page.goto(server.origin)
  hasNotices = await page.evaluate(() => Notification.permission === 'granted')
})

const soon = { timeout: 20_000 }
const toggle = () => page.getByRole('switch', { name: 'Also when the app is closed' })
const isOn = () => toggle().getAttribute('aria-checked')

/** As if the browser had a push service. */
async function serveBrowser(): Promise<void> {
  await tab.context.addInitScript((given) => {
    const key = 'test.subscribed'
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
        c.codePointAt(0)!,
      )
    const subscription = (applicationServerKey: string) => ({
      endpoint: given.endpoint,
      options: { applicationServerKey: bytes(applicationServerKey).buffer },
      toJSON: () => given,
      unsubscribe: async () => localStorage.removeItem(key),
    })
    const own = () => {
      const kept = localStorage.getItem(key)
      return kept === null ? null : subscription(kept)
    }
    Object.assign(PushManager.prototype, {
      getSubscription: async () => own(),
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        localStorage.setItem(key, applicationServerKey)
        return own()
      },
    })
    document.hasFocus = () => localStorage.getItem('test.focus') !== 'no'
  }, device.subscription)
}

let devtools: CDPSession
let registrationId: string

/** From now on what a push service would hand on can be handed to the browser. */
async function listenToWorkers(): Promise<void> {
  devtools = await tab.context.newCDPSession(page)
  const active = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const one = versions.find(({ status }) => status === 'activated')
      if (one) resolve(one.registrationId)
    }),
  )
  await devtools.send('ServiceWorker.enable')
  registrationId = await active
}

async function handOn(message: unknown): Promise<void> {
  const data = JSON.stringify(message)
  const to = { origin: server.origin, registrationId }
  await devtools.send('ServiceWorker.deliverPushMessage', { ...to, data })
}

const notices = () =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const shown = await registration.getNotifications()
    return shown
      .map(({ title, body }) => ({ title, body }))
      .toSorted((a, b) => a.title.localeCompare(b.title))
  })

it('say so where the browser has no push service [posix and windows, a Chromium with notices]', async ({
  skip,
}) => {
  skip(!hasNotices)
  await page.goto(`${server.origin}/settings/notifications`)
  await toggle().click()
  await page.getByText('This browser reaches no push service.', { exact: false }).waitFor()
  expect(await isOn()).toBe('false')
  const script = await page.request.get(`${server.origin}/push-worker.js`)
  expect(script.headers()).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/javascript; charset=utf-8',
  })
  expect(script.headers()['content-security-policy']).toContain("default-src 'none'")
  expect(tab.complaints.splice(0)).toEqual([
    expect.stringContaining('does not support the Push API in incognito mode'),
  ])
})

it('are switched on, tried, shown, and lead to the card [posix and windows, a Chromium with notices]', async ({
  skip,
}) => {
  skip(!hasNotices)
  await serveBrowser()
  await page.goto(`${server.origin}/settings/notifications`)
  await toggle().click()
  await expect.poll(isOn, soon).toBe('true')
  await page.reload()
  await expect.poll(isOn, soon).toBe('true')
  await page.getByRole('button', { name: 'Send one to try' }).click()
  await page.getByText('The push service has taken it.', { exact: false }).waitFor()
  expect(device.arrived.map(({ message }) => message.kind)).toEqual(['try'])
  await listenToWorkers()
  // Chromium drops what is handed to a worker that is just being woken; a service would send it again.
  const handedOn = () => handOn(device.arrived[0]?.message).then(notices)
  await expect
    .poll(handedOn, { ...soon, interval: 1_000 })
    .toEqual([{ title: 'a-parallel', body: 'This is how a push looks.' }])

  await page.evaluate(() => {
    localStorage.setItem('test.focus', 'no')
    window.dispatchEvent(new Event('blur'))
  })
  const id = await server.thread({
    projectId,
    title: 'Clean up',
    prompt: prompt('Go', bash('touch secret-place'), 'Done.'),
  })
  await asked(server, id)
  await expect.poll(() => device.arrived.length, soon).toBe(2)
  const { message } = device.arrived[1]!
  expect(message).toMatchObject({ kind: 'asks', thread: { id } })
  const notice = { title: 'shop · Clean up', body: 'Needs approval: touch secret-place' }
  await expect.poll(notices, soon).toContainEqual(notice)

  const [worker] = tab.context.serviceWorkers()
  await worker!.evaluate(async (tag) => {
    // The DOM's types know no service worker.
    const scope = self as unknown as { registration: ServiceWorkerRegistration } & EventTarget
    const [notification] = await scope.registration.getNotifications({ tag })
    const press = Object.assign(new Event('notificationclick'), {
      notification,
      waitUntil: () => undefined,
    })
    scope.dispatchEvent(press)
  }, id)
  await page.waitForURL(`**/t/${id}`)
  await page.locator('[data-approval-card]:focus').waitFor()
  expect((await notices()).map(({ title }) => title)).toEqual(['a-parallel'])

  expect(tab.complaints).toEqual([])
})

it('hold no command, and are switched off [posix and windows, a Chromium with notices]', async ({
  skip,
}) => {
  skip(!hasNotices)
  const { message } = device.arrived[1]!
  await page.goto(`${server.origin}/settings/notifications`)
  await expect.poll(isOn, soon).toBe('true')
  // The browser itself says that this page has the focus.
  await handOn(message)
  await page.goto(service.origin)
  await handOn({ ...message, again: true })
  await page.goto(`${server.origin}/settings/notifications`)
  await expect.poll(notices, soon).toEqual([
    { title: 'a-parallel', body: 'This is how a push looks.' },
    { title: 'shop · Clean up', body: 'Still waiting. Needs your approval' },
  ])
  await toggle().click()
  await expect.poll(isOn, soon).toBe('false')
  expect((await server.api('GET', '/api/push')).body.devices).toEqual([])
  expect(tab.complaints).toEqual([])
})
