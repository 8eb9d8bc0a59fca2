// How the screens tell of what may befall agents, machine and database: calmly, in words, with what can be done.
// The frames are changed on their way where the real thing would take a full disk or a quarter of an hour.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, openThread } from '../support/app-page.ts'
import { judge } from '../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { prompt } from '../support/scripts.ts'

const stalledAt = new Date(Date.now() - 12 * 60_000).toISOString()
const restored = {
  at: '2026-11-24T08:30:00.000Z',
  backupAt: '2026-11-24T03:00:00.000Z',
  setAside: '/home/ada/.a-parallel/damaged/2026-11-24T08-30-00',
  threads: 2,
}
const tight = { lacks: 'memory', freeBytes: 310_000_000, floorBytes: 400_000_000 }

const threads = { silent: '', waiting: '' }
/** What the frames are changed to say. */
let told: { restored?: object; room?: object; stalled?: boolean; gone?: boolean } = {}

browserRig({ server: { env: { A_PARALLEL_SLOTS: '1' } }, tab: { reducedMotion: 'reduce' } })
beforeAll(async () => {
  const start = (text: string) => server.thread({ projectId, prompt: text })
  threads.silent = await start(prompt('Mend the total', ['I look at it. ', { hold: 'silence' }]))
  await server.untilStatus(threads.silent, 'running')
  threads.waiting = await start(prompt('Write the notes', 'Written.'))
  await server.until(threads.waiting, (thread) => thread.pendingStep === 'slot')
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    const toServer = socket.connectToServer()
    toServer.onMessage((message) => socket.send(changed(String(message))))
  })
})
afterAll(async () => {
  server?.model.release('silence')
})

/** A frame of the server, with `told` put into it. */
function changed(message: string): string {
  const frame = JSON.parse(message)
  if (frame.type === 'index') {
    if (told.room) frame.index.room = told.room
    if (told.restored) frame.index.restored = told.restored
    if (told.gone) for (const project of frame.index.projects) project.available = false
  }
  const summaries = frame.index?.threads ?? frame.threads ?? []
  for (const thread of summaries)
    if (told.stalled && thread.status === 'running') thread.stalledAt = stalledAt
  if (told.stalled && frame.thread?.status === 'running') frame.thread.run.stalledAt = stalledAt
  return JSON.stringify(frame)
}

async function show(path: string, with_: typeof told): Promise<void> {
  told = with_
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(server.origin + path)
}

const main = () => page.getByRole('main')

it('a silent agent stands out in the overview, in a group of its own', async () => {
  await show('/', { stalled: true })
  await judge(page, () => main().getByText('Nothing heard for over 12 min').first().waitFor())
  const groups = await main()
    .getByRole('region')
    .evaluateAll((all) => all.map((one) => one.ariaLabel))
  expect(groups).toEqual(['Not heard from', 'Running'])
  expect(tab.complaints).toEqual([])
})

it('its thread says that it is not failed, since when, and what can be done', async () => {
  await show(`/t/${threads.silent}`, { stalled: true })
  await judge(page, () => page.getByText('It has not failed', { exact: false }).waitFor())
  const notice = page.getByRole('region', { name: 'Nothing heard from the agent' })
  expect(await notice.textContent()).toMatch(/1[23]m/)
  expect(await notice.getByRole('button', { name: 'Stop the agent' }).isEnabled()).toBe(true)
  expect(tab.complaints).toEqual([])
})

it('a turn that waits for memory says how much is missing, in its thread, in the lists and above all', async () => {
  await show(`/t/${threads.waiting}`, { room: tight })
  const why = 'Waits until memory is free (310 MB free, 400 MB needed)'
  await judge(page, () => page.getByLabel('Getting ready').getByText(why).waitFor())
  const bar = page.getByRole('complementary', { name: 'Room on this machine' })
  expect(await bar.textContent()).toContain('1 thread waits for its turn.')
  await show('/', { room: { ...tight, lacks: 'disk' } })
  await main().getByText('Waits until disk space is free').first().waitFor()
  expect(await bar.textContent()).toContain('Make some space; it goes on by itself.')
  expect(tab.complaints).toEqual([])
})

it('no bar stands there while nothing waits, or while nothing lacks', async () => {
  await show('/', { room: { ...tight, lacks: null } })
  await main().getByText('Write the notes').first().waitFor()
  expect(await page.getByText('Waits until memory').count()).toBe(0)
})

it('a restored database is told of on every screen until it was read, and in the settings for good', async () => {
  await show('/', { restored })
  const banner = page.getByRole('complementary', { name: 'The database was damaged' })
  await judge(page, () => banner.getByText(restored.setAside).waitFor())
  await show(`/t/${threads.silent}`, { restored })
  await banner.getByRole('button', { name: 'Copy path' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await banner.waitFor({ state: 'hidden' })
  await show('/settings/about', { restored })
  await judge(page, () => main().getByText(restored.setAside).waitFor())
  expect(await banner.count()).toBe(0)
  await show('/', { restored: { ...restored, at: '2026-11-25T08:30:00.000Z' } })
  await banner.waitFor()
  expect(tab.complaints).toEqual([])
})

it('a project whose folder is gone says so in its thread, with the path', async () => {
  await show(`/t/${threads.waiting}`, { gone: true })
  await judge(page, () => page.getByText('The project’s folder is gone').waitFor())
})

it('a message that waits for its turn says for what, and can be changed and taken back', async () => {
  await show(`/t/${threads.waiting}`, {})
  await main().getByText('Waits for a free slot').waitFor()
  await main().getByRole('button', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the message' })
  await dialog.getByRole('textbox', { name: 'The message' }).fill('Write other notes')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await main().getByText('Write other notes', { exact: true }).waitFor()
  expect((await server.snapshot(threads.waiting)).turns.map(({ text }) => text)).toEqual([
    'Write other notes',
  ])
  await main().getByRole('button', { name: 'Delete', exact: true }).click()
  await server.until(threads.waiting, ({ turns }) => turns.length === 0)
  await main().getByText('Write other notes', { exact: true }).waitFor({ state: 'hidden' })
  expect(tab.complaints).toEqual([])
})

it('a disk that is full, or a database that another program holds, loses nothing that was typed', async () => {
  await show(`/t/${threads.silent}`, {})
  await openThread(page, server, threads.silent)
  let refusals = 0
  const refuse = (status: number, code: string) =>
    page.route('**/messages', (route) => {
      refusals += 1
      const body = JSON.stringify({ code, detail: 'No.', status })
      return route.fulfill({ status, contentType: 'application/problem+json', body })
    })
  const onTheWay = page.getByRole('list', { name: 'Messages on their way' })
  await refuse(507, 'disk_full')
  await composer(page).fill('This must not be lost')
  await composer(page).press('Enter')
  await onTheWay.getByText('The disk is full.', { exact: false }).waitFor()
  expect(refusals).toBe(1)
  await page.unroute('**/messages')
  await refuse(503, 'database_busy')
  await onTheWay.getByRole('button', { name: 'Try again' }).click()
  await onTheWay.getByText('Another program holds the database.', { exact: false }).waitFor()
  expect(refusals).toBe(1 + 4)
  await onTheWay.getByText('This must not be lost').waitFor()
  await page.unroute('**/messages')
  await onTheWay.getByRole('button', { name: 'Try again' }).click()
  await server.until(threads.silent, ({ turns }) => turns.length === 2)
  await onTheWay.waitFor({ state: 'hidden' })
})

it('a new thread that the disk has no room for keeps its words, and begins when tried again', async () => {
  await show('/new', {})
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await page.route('**/api/threads', (route) => {
    const body = JSON.stringify({ code: 'disk_full', detail: 'No.' })
    return route.fulfill({ status: 507, contentType: 'application/problem+json', body })
  })
  await box.fill('A plan that must not be lost')
  await box.press('Enter')
  await page.getByRole('alert').getByText('The disk is full.', { exact: false }).waitFor()
  expect(await box.inputValue()).toBe('A plan that must not be lost')
  await page.unroute('**/api/threads')
  await page.getByRole('button', { name: 'Start' }).click()
  await page.waitForURL(/\/t\//)
  const id = page.url().split('/').at(-1) ?? ''
  expect((await server.snapshot(id)).turns.map(({ text }) => text)).toEqual([
    'A plan that must not be lost',
  ])
})
