// Notices of the browser, as a person gets them who looks elsewhere. The browser's own notice is replaced by a list of
// what it was asked to show; everything before that is real.
import { beforeAll, expect, it } from 'vitest'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { judge } from '../../support/pages/judge.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { asked, rest } from '../../support/threads.ts'

interface Shown {
  title: string
  body: string
}

browserRig()
beforeAll(async () => {
  await tab.context.addInitScript(() => {
    class Fake extends EventTarget {
      static permission = localStorage.getItem('test.permission') ?? 'default'
      static requestPermission() {
        localStorage.setItem('test.permission', 'granted')
        Fake.permission = 'granted'
        return Promise.resolve('granted')
      }
      constructor(title: string, { body }: { body: string }) {
        super()
        const shown = JSON.parse(localStorage.getItem('test.shown') ?? '[]')
        localStorage.setItem('test.shown', JSON.stringify([...shown, { title, body }]))
        Object.assign(window, { lastNotice: this })
      }
      close() {}
    }
    Object.assign(window, { Notification: Fake })
    document.hasFocus = () => localStorage.getItem('test.focus') !== 'no'
  })
})

const shown = (): Promise<Shown[]> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('test.shown') ?? '[]'))
const start = (title: string, ...steps: Parameters<typeof prompt>[1][]) =>
  server.thread({ projectId, title, prompt: prompt(title, ...steps) })
const soon = { timeout: 20_000 }

/** Whether a person sits before the browser: every tab is told, as by the system. */
async function look(here: boolean): Promise<void> {
  for (const one of tab.context.pages())
    await one.evaluate((yes) => {
      localStorage.setItem('test.focus', yes ? 'yes' : 'no')
      window.dispatchEvent(new Event(yes ? 'focus' : 'blur'))
    }, here)
}

it('are offered after the first end, not on load, and shown only to who looks elsewhere', async () => {
  await page.goto(server.origin)
  await page.getByRole('link', { name: 'Overview' }).first().waitFor()
  const offer = page.getByRole('complementary', { name: 'Notices of the browser' })
  expect(await offer.count()).toBe(0)
  const first = await start('First', 'Done.')
  await rest(server, first)
  await offer.getByRole('button', { name: 'Turn on' }).click()
  await offer.waitFor({ state: 'detached' })

  await server.api('POST', `/api/threads/${first}/seen`, {
    seq: (await server.snapshot(first)).seq,
  })

  // One of the threads is muted, as a person does it.
  const muted = await start('Silent one', 'Done.')
  await rest(server, muted)
  const sidebar = page.getByRole('navigation', { name: 'Projects and threads' })
  await sidebar.getByRole('button', { name: 'Thread Silent one', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Mute notices' }).click()
  await sidebar.getByLabel('Muted').waitFor()

  // Two tabs, of which one tells.
  const second = await tab.context.newPage()
  await second.goto(server.origin)
  await second.getByText('First').first().waitFor()
  const silent = await start('While looked at', bash('touch a'), 'Done.')
  await asked(server, silent)
  for (const one of [page, second])
    await one.getByRole('main').getByText('touch a').first().waitFor()
  await look(false)
  const asks = await start('Wants to clean', bash('touch b'), 'Done.')
  await asked(server, asks)
  await expect
    .poll(shown, soon)
    .toEqual([{ title: 'shop · Wants to clean', body: 'Needs approval: touch b' }])
  await server.api('POST', `/api/threads/${muted}/messages`, {
    text: prompt('Silent still', bash('touch c'), 'Done.'),
  })
  const [before] = await asked(server, muted)
  await server.api('POST', `/api/threads/${muted}/approvals/${before!.id}`, { decision: 'allow' })
  await rest(server, muted)
  const held = { hold: 'ends' }
  const ends = [await start('Ends one', [held, 'Done.']), await start('Ends two', [held, 'Done.'])]
  for (const id of ends) await server.until(id, ({ status }) => status === 'running')
  server.model.release('ends')
  for (const id of ends) await rest(server, id)
  await expect.poll(async () => (await shown()).length, { timeout: 30_000 }).toBeGreaterThan(1)
  const all = await shown()
  expect(all.filter(({ title, body }) => `${title} ${body}`.includes('Silent one'))).toEqual([])
  const last = all.at(-1)
  expect(last?.title).toBe('2 threads have ended')
  expect(last?.body.split('\n').toSorted()).toEqual(['shop · Ends one', 'shop · Ends two'])
  await second.close()
  expect(tab.complaints).toEqual([])
})

it('lead to the card, which has the focus then', async () => {
  await page.goto(server.origin)
  await page.getByRole('navigation').getByText('shop').first().waitFor()
  await look(false)
  const asks = await start('Asks again', bash('touch d'), 'Done.')
  await asked(server, asks)
  await expect.poll(async () => (await shown()).at(-1)?.title, soon).toBe('shop · Asks again')
  await page.evaluate(() => {
    const { lastNotice } = window as unknown as { lastNotice: EventTarget }
    lastNotice.dispatchEvent(new Event('click'))
  })
  await page.waitForURL(new RegExp(asks))
  await page.locator('[data-approval-card]:focus').waitFor()
  expect(tab.complaints).toEqual([])
})

it('are tried and chosen in the settings', async () => {
  await look(true)
  await page.goto(`${server.origin}/settings/notifications`)
  await page.getByRole('button', { name: 'Show one to try' }).click()
  await page.getByRole('status').getByText('A notice was shown', { exact: false }).waitFor()
  expect((await shown()).at(-1)?.body).toBe('This is how a notice looks.')
  const needs = page.getByRole('switch', { name: 'When a thread needs you' })
  await needs.click()
  await expect.poll(() => needs.getAttribute('aria-checked')).toBe('false')
  await expect
    .poll(async () => (await server.api('GET', '/api/settings')).body.notifications, soon)
    .toMatchObject({ needs: false, sound: false })
  expect(tab.complaints).toEqual([])
})

it('are not shown in quiet hours', async () => {
  await look(true)
  await page.goto(`${server.origin}/settings/notifications`)
  await page.getByRole('switch', { name: 'When a thread needs you' }).click()
  await page.getByRole('switch', { name: 'Quiet hours' }).click()
  const [from, to] = [page.getByLabel('From'), page.getByLabel('To', { exact: true })]
  await judge(page, () => from.waitFor())
  await from.fill('00:00')
  await to.fill('00:00')
  const kept = async () => (await server.api('GET', '/api/settings')).body.notifications
  await expect
    .poll(kept, soon)
    .toMatchObject({ needs: true, quiet: { from: '00:00', to: '00:00' } })
  await page.goto(server.origin)
  await page.getByRole('navigation').getByText('shop').first().waitFor()
  await look(false)
  await asked(server, await start('At night', bash('touch quiet-1'), 'Done.'))
  await page.getByRole('main').getByText('touch quiet-1').first().waitFor()
  await server.api('PATCH', '/api/settings', { notifications: { quiet: null } })
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('a-parallel.settings')), soon)
    .toContain('"quiet":null')
  await asked(server, await start('By day', bash('touch quiet-2'), 'Done.'))
  await expect.poll(async () => (await shown()).at(-1)?.title, soon).toBe('shop · By day')
  expect((await shown()).filter(({ title }) => title.includes('At night'))).toEqual([])
  expect(tab.complaints).toEqual([])
})
