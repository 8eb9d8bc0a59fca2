// Search as a person uses it: from the palette, as they type, by keys, narrowed down, to the very place in a conversation.
import type { Fact, ItemId, Project, ToolCall } from '@a-parallel/shared'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeManyThreads } from '../../../bench/rig/written/many-threads.ts'
import {
  created,
  madeUpId,
  person,
  write as writeLog,
} from '../../../packages/server/src/store/made-up-log.ts'
import { openDatabase } from '../../../packages/server/src/store/sqlite/database.ts'
import { sqliteThreadLog } from '../../../packages/server/src/store/sqlite/thread-log.ts'
import { conversation, openMenu } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt, write } from '../../support/scripts.ts'
import { asked, decide, rest, talk } from '../../support/threads.ts'

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

it('finds a word in a line that a command changed, and leads to the message that it did that for', async () => {
  const id = await server.thread({
    projectId,
    title: 'Rename the animals',
    prompt: prompt(
      'Rename',
      bash("sed -i 'y/abcdefghijklmnopqrstuvwxy/bcdefghijklmnopqrstuvwxyz/' animals.txt"),
      'They are renamed.',
    ),
  })
  const [approval] = await asked(server, id)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  await rest(server, id)
  // A page asks again only for what is written and not in the index yet.
  await server.until(id, ({ checkpoints }) =>
    checkpoints.some(({ place, linesWanted }) => place === 'after' && !linesWanted),
  )
  await page.goto(`${server.origin}/search?q=zfcsb`)
  const hit = found().getByRole('link', { name: /^Tools: Rename the animals/ })
  await hit.waitFor({ timeout: 20_000 })
  expect(await hit.locator('mark').allTextContents()).toEqual(['zfcsb'])
  expect(await hit.textContent()).toContain('-plat ypus zebra')
  await judge(page, () => hit.waitFor())
  await hit.click()
  await page.waitForURL(new RegExp(`/t/${id}\\?item=user`))
  await conversation(page).getByText('They are renamed.').first().waitFor()
  expect(tab.complaints).toEqual([])
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

/** Those of the threads that hold a narwhal of which something is shown. */
async function shown(): Promise<string[]> {
  const titles = ['Loaf', 'Keep the ledger', 'Ask for more']
  const counts = await Promise.all(
    titles.map((name) => found().getByRole('link', { name }).count()),
  )
  return titles.filter((_, at) => counts[at] !== 0)
}

it('is narrowed down by project, state, file and days of one’s own', async () => {
  const bakery = await server.addProject(server.repository('bakery'))
  const start = (title: string, more: Record<string, unknown>) =>
    server.thread({ projectId, title, permissionMode: 'autoEdit', ...more })
  const ids = await Promise.all([
    start('Loaf', { projectId: bakery, prompt: prompt('Bake', 'A narwhal of bread.') }),
    start('Keep the ledger', {
      prompt: prompt('Keep', [write('stock/ledger.txt', 'narwhal\n')], 'It is kept.'),
    }),
  ])
  const asks = await start('Ask for more', {
    prompt: prompt('Ask', ['A narwhal needs it.', bash('touch asked')], 'Done.'),
  })
  await Promise.all([...ids.map((id) => rest(server, id)), asked(server, asks)])

  const choose = (name: string) => main().getByRole('combobox', { name })
  const chosen = (key: string) => new URL(page.url()).searchParams.get(key)
  const soon = { timeout: 20_000 }
  await page.goto(`${server.origin}/search?q=narwhal`)
  await expect.poll(shown, soon).toEqual(['Loaf', 'Keep the ledger', 'Ask for more'])
  await choose('Project').selectOption({ label: 'bakery' })
  await expect.poll(shown).toEqual(['Loaf'])
  await choose('Project').selectOption({ label: 'shop' })
  await expect.poll(shown).toEqual(['Keep the ledger', 'Ask for more'])
  expect(chosen('project')).toBe(projectId)

  await choose('Status').focus()
  await page.keyboard.type('Needs')
  await expect.poll(shown).toEqual(['Ask for more'])
  expect(chosen('status')).toBe('waiting')
  await page.reload()
  await expect.poll(shown).toEqual(['Ask for more'])
  await choose('Status').selectOption('All states')

  const file = main().getByRole('textbox', { name: 'File that was read or changed' })
  await file.fill('ledger')
  await expect.poll(shown).toEqual(['Keep the ledger'])
  await file.fill('')
  await expect.poll(shown).toEqual(['Keep the ledger', 'Ask for more'])

  await choose('When').selectOption('Between two days')
  const day = (label: string) => main().getByLabel(label, { exact: true })
  await day('From').focus()
  await page.keyboard.type('11272000')
  await expect.poll(() => chosen('from')).toBe('2000-11-27')
  await day('Until').fill('2001-11-27')
  await main().getByText('Nothing was found').waitFor()
  await judge(page, () => day('Until').waitFor())
  await day('Until').fill('2999-12-31')
  await expect.poll(shown).toEqual(['Keep the ledger', 'Ask for more'])
  await page.reload()
  expect([await day('From').inputValue(), await day('Until').inputValue()]).toEqual([
    '2000-11-27',
    '2999-12-31',
  ])
  await main().getByRole('button', { name: 'Search everywhere' }).click()
  await expect.poll(shown).toEqual(['Loaf', 'Keep the ledger', 'Ask for more'])
  expect(new URL(page.url()).search).toBe('?q=narwhal')
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

/** A thread with one call, of whose output the middle was not kept. The server must not run meanwhile. */
function writeLongOutput({ id, path }: Project): void {
  const title = created('A long output')
  if (title.type === 'thread.created')
    Object.assign(title.data, { projectId: id, projectPath: path })
  const item = {
    ...itemOf('npm test'),
    output: { text: 'It begins.\n\nIt ends.', omittedBytes: 90_000, omittedWords: 'one oxpecker' },
  }
  const facts: Fact[] = [title, { type: 'item.completed', data: { item } }]
  const database = openDatabase(join(server.home, 'data.db'))
  writeLog(
    sqliteThreadLog(database),
    facts.map((fact, at) => ({
      threadId: madeUpId(77),
      seq: at + 1,
      at: new Date().toISOString(),
      actor: person,
      ...fact,
    })),
  )
  database.close()
}

const itemOf = (command: string): ToolCall => ({
  kind: 'tool-call',
  id: 'call-1' as ItemId, // Of the right shape.
  turnId: null,
  parentId: null,
  at: '2026-01-01T00:00:00.000Z',
  name: 'Bash',
  title: command,
  state: 'completed',
  detail: { kind: 'command', command },
  output: null,
  exitCode: 0,
  durationMs: 1,
  background: false,
})

it('shows more of what stands in many places, by keys alone, and goes on where it was', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  await server.restart(async () => {
    writeManyThreads(server.home, projects[0], 2, 1_250)
    writeLongOutput(projects[0])
  })
  await page.goto(`${server.origin}/search?q=please%20look`)
  const rows = () => found().getByRole('listitem').count()
  const soon = { timeout: 60_000 }
  await main().getByText('The latest 100 places; there are more.', { exact: true }).waitFor(soon)
  const more = main().getByRole('button', { name: 'Show more' })
  await judge(page, () => more.waitFor())
  const isHere = (at: number) => () =>
    found()
      .getByRole('link')
      .nth(at)
      .evaluate((row) => row === document.activeElement)

  await found().getByRole('link').last().focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.route('**/api/search?**', (route) => route.abort())
  await page.keyboard.press('Enter')
  await main().getByRole('alert').waitFor(soon)
  expect(await rows()).toBe(100)
  await page.unroute('**/api/search?**')
  await page.keyboard.press('Enter')
  await expect.poll(rows).toBe(200)
  await expect.poll(isHere(100)).toBe(true)
  await more.press('Enter')
  await main().getByText('Found in 250 places.', { exact: true }).waitFor()
  await expect.poll(isHere(200)).toBe(true)
  expect(await more.count()).toBe(0)
  const places = await found()
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(new Set(places).size).toBe(250)

  await box().fill('please')
  await main()
    .getByText(/^The latest 100 places/)
    .waitFor()
  expect(await rows()).toBe(100)
})

it('says where a word stands in a part of an output that was not kept, and leads to its call', async () => {
  await page.goto(`${server.origin}/search`)
  await main().getByText('Of an output of more than 64 KB', { exact: false }).waitFor()
  await box().fill('oxpecker')
  const hit = found().getByRole('link', { name: /^Tools: A long output/ })
  await hit.getByText('In a part of its output that is not kept:').waitFor({ timeout: 20_000 })
  await judge(page, () => hit.waitFor())
  await hit.click()
  await page.waitForURL(/item=call-1/)
  await conversation(page).getByText('It begins.').first().waitFor()
})

it('says that a message was reworded, where it stands', async () => {
  const long = prompt('Talk', ['It begins. ', { hold: 'reword' }, 'It ends.'])
  const id = await server.thread({ projectId, prompt: long })
  await server.untilStatus(id, 'running')
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Feed the numbat' })
  const { turns } = await server.snapshot(id)
  const message = `/api/threads/${id}/messages/${turns.at(-1)?.id}`
  await server.api('PATCH', message, { text: 'Feed the bilby' })
  server.model.release('reword')
  await rest(server, id)
  const reworded = page.getByRole('region', { name: 'Notices' }).getByText('was reworded since')
  for (const [word, times] of [
    ['bilby', 0],
    ['numbat', 1],
  ] as const) {
    await page.goto(`${server.origin}/search?q=${word}`)
    await found()
      .getByRole('link', { name: /^You: / })
      .press('Enter')
    const standing = conversation(page).getByText('Feed the bilby', { exact: true })
    await expect
      .poll(() => standing.evaluate((one) => one.closest('[data-item]') === document.activeElement))
      .toBe(true)
    expect(await reworded.count()).toBe(times)
  }
})

it('says what became of what was rewound or withdrawn, where it stood, and of a project that is off the list', async () => {
  const elsewhere = await server.addProject(server.repository('lent'))
  const id = await server.thread({ projectId: elsewhere, prompt: prompt('Begin', 'It began.') })
  await rest(server, id)
  await talk(server, id, prompt('A quokka was here', 'Seen.'))
  const turn = (await server.snapshot(id)).turns.at(-1)
  const ask = { turnId: turn?.id, what: 'conversation' }
  expect((await server.api('POST', `/api/threads/${id}/rewind`, ask)).status).toBe(202)
  await server.until(id, ({ rewinds }) => rewinds[0]?.state === 'done')
  const open = async () => {
    await page.goto(`${server.origin}/search?q=quokka`)
    await found().getByRole('link').first().press('Enter')
  }
  await open()
  const notices = page.getByRole('region', { name: 'Notices' })
  await notices.getByText('A rewind took this out of the conversation.').waitFor()
  const last = conversation(page).getByText('It began.', { exact: true })
  await expect
    .poll(() => last.evaluate((text) => text.closest('[data-item]') === document.activeElement))
    .toBe(true)

  await server.api('DELETE', `/api/projects/${elsewhere}?stop=true`)
  await page.goto(`${server.origin}/search?q=quokka`)
  await found().getByText('Project taken off the list').first().waitFor()
})
