// What agents used, as a person looks for it: by project and by model, as a chart and in numbers, and taken along as a file.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { writeManyThreads } from '../../../bench/rig/written/many-threads.ts'
import { signedIn } from '../../support/app-page.ts'
import { builtApp } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { browser, browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

browserRig()

const main = () => page.getByRole('main')
/** What stands above a name among the totals. */
const told = (name: string) => () =>
  main().locator('dl > div').filter({ hasText: name }).getByRole('definition').textContent()

/** As the server tells what was given to the model, and what of it came from the cache. */
async function cacheShare(): Promise<string> {
  const query = 'from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z'
  const { days } = (await server.api('GET', `/api/usage?${query}`)).body
  const sum = (of: string) =>
    days.reduce((all: number, day: Record<string, number>) => all + (day[of] ?? 0), 0)
  const read = sum('cacheReadTokens')
  expect(read).toBeGreaterThan(0)
  const share = read / (sum('inputTokens') + read + sum('cacheWriteTokens'))
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 })
}

it('says that nothing was used yet', async () => {
  await page.goto(`${server.origin}/usage`)
  await main().getByText('Nothing was used in this time').waitFor()
  await judge(page, () => main().getByText('Nothing was used in this time').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: main().locator('p.text-lg'),
  })
})

it('sums up what threads of two projects used, deleted ones too', async () => {
  const other = await server.addProject(server.repository('lamps'))
  const used = async (project: string, title: string, model: string) => {
    const id = await server.thread({
      projectId: project,
      title,
      model,
      prompt: prompt('Say it', {
        blocks: ['Done.'],
        usage: { input_tokens: 1_000, cache_read_input_tokens: 2_000 },
      }),
    })
    await rest(server, id)
    return id
  }
  await used(projectId, 'Sell more', 'opus')
  await used(other, '=Brighter lamps', 'haiku')
  const gone = await used(projectId, 'Given up', 'haiku')
  expect((await server.api('DELETE', `/api/threads/${gone}`)).status).toBe(202)

  await page.goto(server.origin)
  await main().getByText('Sell more').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  const chart = main().getByRole('img', { name: /^Chart: an estimate of \$[\d.]+ in 30 days/ })
  await chart.waitFor()
  const byProject = main().getByRole('table', { name: 'Project' })
  await byProject.getByRole('row', { name: /shop/ }).waitFor()
  await byProject.getByRole('row', { name: /lamps/ }).waitFor()
  const threads = main().getByRole('table', { name: 'Threads that used most' })
  await threads.getByRole('row', { name: /Sell more shop 1/ }).waitFor()
  await threads.getByRole('row', { name: /Deleted thread shop 1/ }).waitFor()
  await judge(page, () => chart.waitFor())
  await expect.poll(told('Share read from cache')).toBe(await cacheShare())

  await main().getByRole('radio', { name: 'Thread' }).check({ force: true })
  const byThread = main().getByRole('table', { name: 'Thread', exact: true })
  const rowsOf = () => byThread.getByRole('rowheader').allTextContents()
  await expect
    .poll(async () => (await rowsOf()).toSorted())
    .toEqual(['=Brighter lamps', 'Deleted thread', 'Sell more'])
  await judge(page, () => byThread.waitFor())

  await main().getByRole('radio', { name: 'Model' }).check({ force: true })
  const byModel = main().getByRole('table', { name: 'Model' })
  await byModel.getByRole('row', { name: /opus/ }).waitFor()
  await byModel.getByRole('row', { name: /haiku/ }).waitFor()
  await main().getByRole('radio', { name: 'Tokens' }).check({ force: true })
  await main().getByRole('radio', { name: 'Table' }).check({ force: true })
  const days = main().getByRole('table', { name: /tokens in 30 days/ })
  expect(await days.getByRole('row').count()).toBe(2)
  await main().getByRole('radio', { name: '1 year' }).check({ force: true })
  await main()
    .getByRole('rowheader', { name: /^Week of/ })
    .waitFor()
  await page.reload()
  await main()
    .getByRole('rowheader', { name: /^Week of/ })
    .waitFor()
  await judge(page, () =>
    main()
      .getByRole('rowheader', { name: /^Week of/ })
      .waitFor(),
  )

  const saving = page.waitForEvent('download')
  await main().getByRole('button', { name: 'Save as CSV' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toBe('a-parallel-usage-52w.csv')
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFday,project,model,input_tokens,/)
  expect(lines.some((line) => /^\d{4}-\d\d-\d\d,lamps,claude-haiku/.test(line))).toBe(true)

  const savingThreads = page.waitForEvent('download')
  await main().getByRole('button', { name: 'Save threads as CSV' }).click()
  const ofThreads = readFileSync(await (await savingThreads).path(), 'utf8')
  expect(ofThreads).toMatch(/^\uFEFFthread,title,project,turns,/)
  expect(ofThreads).toMatch(/,Sell more,shop,1,/)

  await threads.getByRole('link', { name: 'Sell more' }).click()
  await page.waitForURL(/\/t\//)
  expect(tab.complaints).toEqual([])
})

it('shows what is used up of the budget of a project, and leads to where it is set', async () => {
  await page.goto(`${server.origin}/usage`)
  await main().getByRole('img').first().waitFor()
  const budgets = main().getByRole('region', { name: 'Budgets of projects' })
  expect(await budgets.count()).toBe(0)
  const span = 'from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z'
  const { threads } = (await server.api('GET', `/api/usage?${span}`)).body
  // The deleted one too.
  const spent: number = threads
    .filter((one: { projectId: string }) => one.projectId === projectId)
    .reduce((sum: number, one: { costUsd: number }) => sum + one.costUsd, 0)
  const limit = (budgetUsd: number | null) =>
    server.api('PATCH', `/api/projects/${projectId}`, { budgetUsd })
  await limit(spent * 2)
  const meter = budgets.getByRole('meter', { name: 'shop' })
  await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe('50')
  await budgets.getByText('There is room').waitFor()
  await judge(page, () => meter.waitFor(), {
    speak: (language) => speak(page, server, language),
    stays: main().getByRole('meter'),
  })
  await limit(spent / 2)
  await budgets.getByText('Used up: its threads wait').waitFor()
  await budgets.getByText('200%', { exact: true }).waitFor()
  await page.route('**/api/usage/budgets', (route) => route.abort())
  await page.reload()
  await budgets.getByRole('alert').waitFor({ timeout: 60_000 })
  await page.unroute('**/api/usage/budgets')
  await budgets.getByRole('button', { name: 'Try again' }).click()
  await budgets.getByText('200%', { exact: true }).waitFor()
  await budgets.getByRole('link', { name: 'shop' }).click()
  await page.waitForURL(`${server.origin}/projects/${projectId}`)
  await limit(null)
})

it('says why it could not be read, and reads it again', async () => {
  await page.route('**/api/usage?**', (route) => route.abort())
  await page.goto(`${server.origin}/usage?range=90d`)
  await main().getByText('Usage could not be read').waitFor({ timeout: 60_000 })
  await page.unroute('**/api/usage?**')
  await main().getByRole('button', { name: 'Try again' }).click()
  await main()
    .getByRole('img', { name: /in 90 days/ })
    .waitFor()
})

it('shows how far a subscription is used up, also where a thread is begun, and nothing of it for a key', async () => {
  await page.goto(`${server.origin}/usage`)
  await main().getByText('Agents are signed in otherwise (API key)', { exact: false }).waitFor()
  const subscribed = await startTestServer({
    env: { A_PARALLEL_WEB: builtApp, ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'scripted' },
  })
  try {
    const project = await subscribed.addProject(subscribed.repository('shop'))
    const visit = await signedIn(browser, subscribed)
    const screen = visit.page.getByRole('main')
    const limits = screen.getByRole('region', { name: /^Limits of the subscription/ })
    await visit.page.goto(`${subscribed.origin}/usage`)
    await limits.getByText('once an agent has told of them', { exact: false }).waitFor()

    const unified = 'anthropic-ratelimit-unified'
    const reset = String(Math.ceil(Date.now() / 1000) + 3600)
    const headers = {
      [`${unified}-status`]: 'allowed_warning',
      [`${unified}-reset`]: reset,
      [`${unified}-5h-utilization`]: '0.93',
      [`${unified}-5h-reset`]: reset,
      [`${unified}-5h-surpassed-threshold`]: '0.9',
    }
    const id = await subscribed.thread({
      projectId: project,
      title: 'Go',
      prompt: prompt('Go', { blocks: ['Done.'], headers }),
    })
    await rest(subscribed, id)
    await subscribed.restart()

    await visit.page.goto(`${subscribed.origin}/new?project=${project}`)
    await screen
      .getByText('Five hours: 93% of your subscription’s limit is used.', { exact: false })
      .waitFor()
    await screen.getByRole('link', { name: 'All limits' }).click()
    const meter = limits.getByRole('meter', { name: 'Five hours' })
    await meter.waitFor()
    expect(await meter.getAttribute('aria-valuenow')).toBe('93')
    await limits.getByText('Nearly used up').waitFor()
    await limits.getByText(/Resets at .*, in .*Told at /).waitFor()
    await judge(visit.page, () => limits.getByRole('meter').waitFor(), {
      speak: (language) => speak(visit.page, subscribed, language),
      stays: screen.getByRole('meter'),
    })
    // While the server was away.
    const others = visit.complaints.filter((one) => !one.includes('ERR_CONNECTION_REFUSED'))
    expect(others).toEqual([])
    await visit.context.close()
  } finally {
    await subscribed.close()
  }
})

it('draws the largest of very many threads beside all others, and takes all of them along as a file', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  await server.restart(async () => {
    writeManyThreads(server.home, projects[0], 120, 10)
  })
  await page.goto(`${server.origin}/usage?range=52w&by=thread`)
  const byThread = main().getByRole('table', { name: 'Thread', exact: true })
  const rows = byThread.getByRole('rowheader')
  await rows.nth(6).waitFor()
  const names = await rows.allTextContents()
  expect([names.length, names[6]]).toEqual([7, 'All others'])
  await main()
    .getByText(/^\d+ more threads used less\.$/)
    .waitFor()
  await page.route('**/api/usage?**', (route) => route.abort())
  await main().getByRole('button', { name: 'Save threads as CSV' }).click()
  await main().getByRole('alert').waitFor({ timeout: 60_000 })
  await page.unroute('**/api/usage?**')
  const saving = page.waitForEvent('download')
  await main().getByRole('button', { name: 'Save threads as CSV' }).click()
  const lines = readFileSync(await (await saving).path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines.filter((line) => line.includes(',A long thread,shop,1,'))).toHaveLength(120)
})
