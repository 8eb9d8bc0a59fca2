// Search as a person uses it: from the palette, as they type, by keys, narrowed down, to the very place in a conversation.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { conversation, openMenu } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig({ files: { 'animals.txt': 'plat ypus zebra\n' } })

const main = () => page.getByRole('main')
const found = () => main().getByRole('list', { name: 'Found' })
const box = () => main().getByRole('searchbox', { name: 'Words to look for' })

it('finds a word in what a tool printed, and leads to that call', async () => {
  const id = await server.thread({
    projectId,
    title: 'Count the stock',
    prompt: prompt('Count', bash("tr -d ' ' < animals.txt"), 'All animals are counted.'),
  })
  await rest(server, id)
  const other = await server.thread({
    projectId,
    title: 'Paint',
    prompt: prompt('Paint', 'It counts.'),
  })
  await rest(server, other)

  await page.goto(server.origin)
  await main().getByText('Paint').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('platypus')
  await page.getByRole('option', { name: 'Search conversations for “platypus”' }).click()
  await expect.poll(() => box().inputValue()).toBe('platypus')
  const hit = found().getByRole('link', { name: /^Tools: Count the stock/ })
  await hit.waitFor()
  expect(await hit.locator('mark').allTextContents()).toEqual(['platypus'])
  await judge(page, () => hit.waitFor())

  await box().press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/t/${id}\\?item=`))
  await conversation(page).getByText('platypuszebra').first().waitFor()
})

it('is asked as one types, narrowed down, and kept in the address', async () => {
  await page.goto(server.origin)
  await main().getByText('Paint').first().waitFor()
  await page.keyboard.press('Control+Shift+F')
  await main().getByText('Look for anything that was said').waitFor()
  await judge(page, () => main().getByText('Look for anything that was said').waitFor())
  await box().pressSequentially('count')
  await expect.poll(() => found().getByRole('listitem').count()).toBeGreaterThan(3)
  await main().getByRole('combobox', { name: 'Said by' }).selectOption('The agent')
  await expect.poll(() => found().getByRole('listitem').count()).toBe(2)
  await page.reload()
  await expect.poll(() => found().getByRole('listitem').count()).toBe(2)
  await box().press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => box().evaluate((one) => one === document.activeElement)).toBe(true)
  await box().fill('quokka')
  await main().getByText('Nothing was found').waitFor()
  await main().getByRole('button', { name: 'Search everywhere' }).first().click()
  expect(new URL(page.url()).searchParams.get('author')).toBeNull()
  expect(tab.complaints).toEqual([])
})

it('finds what is said while one looks, and says when it cannot look', async () => {
  await page.goto(`${server.origin}/search?q=okapi`)
  await main().getByText('Nothing was found').waitFor()
  const id = await server.thread({ projectId, title: 'New', prompt: prompt('Say', 'An okapi.') })
  await rest(server, id)
  const asked = page.waitForResponse(/\/api\/search\?q=oka&/)
  await box().fill('oka')
  await asked
  await box().fill('okapi')
  await found()
    .getByRole('link', { name: /^The agent: New/ })
    .waitFor({ timeout: 20_000 })
  await page.route('**/api/search?**', (route) => route.abort())
  await box().fill('other')
  await main().getByText('The search failed').waitFor({ timeout: 60_000 })
  await page.unroute('**/api/search?**')
  await main().getByRole('button', { name: 'Try again' }).click()
  await main().getByText('Nothing was found').waitFor()
})

it('a conversation is taken along as Markdown and as JSON', async () => {
  await page.goto(server.origin)
  const take = async (entry: string) => {
    const row = page.getByRole('navigation', { name: 'Projects and threads' })
    await openMenu(row.getByRole('button', { name: 'Thread Count the stock', exact: true }))
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: entry }).click()
    const file = await saving
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
  }
  const markdown = await take('Export as Markdown')
  expect(markdown.name).toBe('Count-the-stock.md')
  expect(markdown.text).toMatch(/^# Count the stock\n/)
  expect(markdown.text).toContain('```sh\ntr -d')
  expect(markdown.text).toContain('platypuszebra')
  const json = await take('Export as JSON')
  const { thread, events } = JSON.parse(json.text)
  expect([thread.title, events.length]).toEqual(['Count the stock', thread.seq])
})
