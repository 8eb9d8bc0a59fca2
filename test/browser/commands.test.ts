// Everything by its name or by its keys: the palette, the sheet of shortcuts, and other keys for a command. No mouse.
import { beforeAll, expect, it } from 'vitest'
import { composer, conversation, openThread, signedIn } from '../support/app-page.ts'
import { judge } from '../support/pages/judge.ts'
import { browser, browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { bash, prompt } from '../support/scripts.ts'
import { asked } from '../support/threads.ts'

const scenarios = [{ name: 'long', steps: [['It begins. ', { hold: 'long' }, 'It ends.']] }]

const threads = { calm: '', needing: '', long: '' }

browserRig({ server: { scenarios }, tab: { reducedMotion: 'reduce' } })
beforeAll(async () => {
  const start = (text: string, title: string) => server.thread({ projectId, title, prompt: text })
  threads.calm = await start(prompt('Calm', 'Nothing to do.'), 'Calm waters')
  await server.untilStatus(threads.calm, 'completed')
  threads.needing = await start(prompt('Need', [bash('touch two.txt')], 'Done.'), 'Clean up')
  await asked(server, threads.needing)
  threads.long = await start('Go on, @long', 'Long work')
  await server.untilStatus(threads.long, 'running')
})

const palette = () => page.getByRole('combobox', { name: 'Find threads, projects and commands' })
const options = () => page.getByRole('option').allTextContents()
const press = (keys: string) => page.keyboard.press(keys)
const idInAddress = () => new URL(page.url()).pathname.slice('/t/'.length)
const bindings = async () =>
  (await server.api('GET', '/api/settings')).body.keyboard.bindings as Record<string, string[]>

async function openPalette(): Promise<void> {
  await press('Control+K')
  await palette().waitFor()
  await expect
    .poll(() => palette().evaluate((field) => field === document.activeElement))
    .toBe(true)
}

it('the palette has who needs the person first, then the latest, then projects', async () => {
  await openThread(page, server, threads.calm)
  await page.getByRole('navigation').getByText('Clean up').first().waitFor()
  await openPalette()
  await page.getByRole('option').first().waitFor()
  const found = await options()
  expect(found[0]).toContain('Clean up')
  expect(found[1]).toContain('Long work')
  expect(found.at(-1)).toContain('New thread in shop')
  await judge(page, async () => {
    if (!(await palette().isVisible())) await openPalette()
    await page.getByRole('option').first().waitFor()
  })
  await press('Control+K')
  await palette().waitFor({ state: 'hidden' })
})

it('the palette goes to a thread by a few letters', async () => {
  await openPalette()
  await page.keyboard.type('wat cal')
  await expect
    .poll(options)
    .toEqual([expect.anything(), expect.stringContaining('Search conversations for “wat cal”')])
  await page.keyboard.press('Control+A')
  await page.keyboard.type('clean')
  await expect.poll(async () => (await options())[0]).toContain('Clean up')
  await press('Enter')
  await expect.poll(idInAddress).toBe(threads.needing)
  await palette().waitFor({ state: 'hidden' })
  await openPalette()
  await page.keyboard.type('zebra')
  await expect.poll(options).toEqual([expect.stringContaining('Search conversations for “zebra”')])
  await page.keyboard.press('Control+A')
  await page.keyboard.type('>zebra')
  await page.getByText('Nothing matches').waitFor()
  await press('Escape')
  await palette().waitFor({ state: 'hidden' })
  expect(idInAddress()).toBe(threads.needing)
})

it('the palette does commands, with their keys, and names what is ended', async () => {
  await openThread(page, server, threads.long)
  await conversation(page).getByText('It begins.').waitFor()
  await openPalette()
  await page.keyboard.type('>')
  await page.getByRole('option', { name: /^New thread\s*Alt\+N$/ }).waitFor()
  await page.keyboard.type('stop')
  await page.getByRole('option', { name: 'Stop the agent of “Long work”' }).waitFor()
  await press('Enter')
  await server.untilStatus(threads.long, 'stopped')
  await openPalette()
  await page.keyboard.type('> delete')
  await page.getByRole('option', { name: 'Delete “Long work”…' }).waitFor()
  await press('Enter')
  // Nothing of it would be lost: it goes without a question, and comes back.
  const item = page.getByRole('navigation').getByRole('link', { name: /Long work/ })
  await item.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await item.waitFor()
})

it('the sheet shows every key, is searched, and leads to where they are changed', async () => {
  await openThread(page, server, threads.calm)
  await conversation(page).focus()
  await press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByText('Next thread that needs you').waitFor()
  await judge(page, () => sheet.waitFor())
  await sheet.getByRole('searchbox').fill('sidebar')
  await sheet.getByText('Next thread that needs you').waitFor({ state: 'hidden' })
  expect(await sheet.locator('kbd').allTextContents()).toEqual(['Ctrl+B'])
  await press('Escape')
  await sheet.waitFor({ state: 'hidden' })
  // In a field it is a character like any other.
  await composer(page).focus()
  await page.keyboard.type('Why?')
  expect(await composer(page).inputValue()).toBe('Why?')
  expect(await sheet.isVisible()).toBe(false)
  await composer(page).fill('')
})

it('a command gets other keys; hints and keys follow, and they come back', async () => {
  await page.goto(`${server.origin}/settings/keyboard`)
  const change = page.getByRole('button', { name: 'Change the keys of: New thread' })
  const recorder = page.getByRole('button', { name: 'Press the new keys' })
  await change.press('Enter')
  await recorder.waitFor()
  await press('Control+T')
  await page.getByText('The browser keeps these keys for itself.', { exact: false }).waitFor()
  await press('Control+B')
  await page.getByText('These keys already do: Show or hide the sidebar').waitFor()
  await press('Alt+Shift+M')
  await expect.poll(bindings).toEqual({ newThread: ['Alt+Shift+M'] })
  const link = page.getByRole('navigation').getByRole('link', { name: 'New thread' })
  await link.getByText('Alt+Shift+M').waitFor()
  await press('Alt+N')
  await press('Alt+Shift+M')
  await page.waitForURL(/\/new$/)
  await page.goBack()
  await change.press('Enter')
  await recorder.waitFor()
  await press('Control+B')
  await page.getByRole('button', { name: 'Use Ctrl+B here instead' }).press('Enter')
  await expect.poll(bindings).toEqual({ newThread: ['Mod+B'], sidebar: [] })
  await page
    .getByRole('button', { name: 'Reset the keys of: Show or hide the sidebar' })
    .press('Enter')
  await expect.poll(bindings).toEqual({ newThread: [] })
  await page.getByRole('button', { name: 'Reset all' }).press('Enter')
  await expect.poll(bindings).toEqual({})
  await link.getByText('Alt+N').waitFor()
  expect(tab.complaints).toEqual([])
})

it('a thumb finds everything too', async () => {
  const phone = await signedIn(browser, server, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  })
  await phone.page.goto(server.origin)
  await phone.page.getByRole('button', { name: 'Find anything' }).tap()
  await phone.page.getByRole('option', { name: /Calm waters/ }).tap()
  await phone.page.waitForURL(`**/t/${threads.calm}`)
  await conversation(phone.page).waitFor()
  expect(phone.complaints).toEqual([])
  await phone.context.close()
})
