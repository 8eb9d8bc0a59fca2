// Everything that wants its owner, answered from one list: by keyboard, several at once, and on a phone.
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conversation, insist } from '../../support/app-page.ts'
import { countPaints } from '../../support/pages/paints.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { asked, rest } from '../../support/threads.ts'

browserRig()

const soon = { timeout: 15_000 }
const list = () => page.getByRole('list', { name: 'Inbox' })
const start = (words: string, file: string) =>
  server.thread({ projectId, prompt: prompt(words, bash(`touch ${file}`), 'Done.') })
const made = async (id: string, file: string) =>
  existsSync(join((await server.snapshot(id)).worktreePath ?? '', file))

const answerWith = (key: string, id: string) =>
  insist(
    () => page.keyboard.press(key),
    async () => (await server.snapshot(id)).status !== 'waiting',
  )

it('three permissions of three threads are answered by keyboard, and a result is put away and fetched back', async () => {
  const [one, two, three] = [
    await start('First wish', 'one'),
    await start('Second wish', 'two'),
    await start('Third wish', 'three'),
  ] as const
  for (const id of [one, two, three]) await asked(server, id)
  await page.goto(`${server.origin}/inbox`)
  await expect
    .poll(() =>
      list()
        .getByRole('button', { name: /^Answer/ })
        .count(),
    )
    .toBe(3)
  const current = page.locator('[data-inbox-current]')
  const currentId = async () =>
    (await current.getByRole('link').first().getAttribute('href'))?.slice(-36) ?? ''
  await page.keyboard.press('j')
  const answered = new Set<string>()
  while (answered.size < 3) {
    await current.locator('[data-approval-card]').waitFor()
    const id = await currentId()
    expect(answered.has(id)).toBe(false)
    await answerWith('1', id)
    answered.add(id)
    if (answered.size < 3) await expect.poll(currentId, soon).not.toBe(id)
  }
  for (const id of [one, two, three]) await rest(server, id)
  expect(await Promise.all([made(one, 'one'), made(two, 'two'), made(three, 'three')])).toEqual([
    true,
    true,
    true,
  ])
  const done = list().getByRole('button', { name: /^Mark done/ })
  await expect.poll(() => done.count(), soon).toBe(3)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect.poll(() => done.count(), soon).toBe(2)
  await page.keyboard.press('z')
  await expect.poll(() => done.count(), soon).toBe(3)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\//)
  await conversation(page).waitFor()
  expect(tab.complaints).toEqual([])
})

it('three requests of one thread are answered there, and the rule of the third silences the fourth', async () => {
  const folder = realpathSync(server.folder)
  const read = (name: string) => {
    writeFileSync(join(folder, name), `${name}\n`)
    return { tool: 'Read', input: { file_path: join(folder, name) } }
  }
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Read it all',
      [read('one'), read('two'), read('three')],
      read('four'),
      'All is read.',
    ),
  })
  const open = await asked(server, id, 3)
  await page.goto(`${server.origin}/inbox`)
  const entry = list().getByRole('listitem').filter({ hasText: 'Read it all' })
  await entry.waitFor()
  await page.keyboard.press('j')
  const card = page.locator('[data-inbox-current] [data-approval-card]')
  const answer = async (key: string, left: number) => {
    const name = ['three', 'two', 'one'][left - 1] ?? ''
    await card.getByText(join(folder, name), { exact: true }).first().waitFor()
    await expect
      .poll(
        async () => {
          const { approvals } = await server.snapshot(id)
          const pending = approvals.filter(({ state }) => state === 'pending').length
          if (pending >= left) await page.keyboard.press(key)
          return pending
        },
        { timeout: 20_000, interval: 250 },
      )
      .toBeLessThan(left)
  }
  await answer('1', 3)
  await answer('1', 2)
  await card.getByText(join(folder, 'three'), { exact: true }).first().waitFor()
  const place = card.getByRole('textbox', { name: /^Place from the root/ })
  await insist(
    () => page.keyboard.press('3'),
    () => place.isVisible(),
  )
  await place.fill(`${folder}/*`)
  await place.press('Enter')
  const { approvals } = await rest(server, id)
  expect(open).toHaveLength(3)
  expect(approvals.map(({ answer: by }) => by?.by.kind)).toEqual([
    'person',
    'person',
    'person',
    'rule',
  ])
  expect(tab.complaints).toEqual([])
})

it('with 500 entries it draws those in sight, and walks on as fast as keys come', async () => {
  const id = await start('One of many', 'many')
  await asked(server, id)
  const many = await page.context().newPage()
  await many.routeWebSocket(/\/api\/live/, (socket) => {
    const toServer = socket.connectToServer()
    toServer.onMessage((message) => {
      const frame = JSON.parse(String(message))
      if (frame.type === 'index') frame.index.threads.push(...others(frame.index.threads[0], 500))
      socket.send(JSON.stringify(frame))
    })
  })
  await many.goto(`${server.origin}/inbox`)
  const entries = many.getByRole('list', { name: 'Inbox' })
  const drawn = () => entries.getByRole('checkbox').count()
  await entries.getByText('Ended 000').waitFor()
  expect(await drawn()).toBeLessThan(80)
  for (let step = 0; step < 120; step += 1) await many.keyboard.press('j')
  await expect
    .poll(() => many.locator('[data-inbox-current]').textContent(), soon)
    .toContain('Ended 11')
  expect(await drawn()).toBeLessThan(80)
  const paints = await countPaints(many)
  await entries.hover()
  const last = entries.getByText('Ended 499')
  for (let turn = 0; turn < 60; turn += 1) await many.mouse.wheel(0, 400)
  // A browser that is behind takes several turns of the wheel for one.
  await insist(
    () => many.mouse.wheel(0, 2_000),
    () => last.isVisible(),
  )
  const { longestGap } = await paints.stop()
  expect(longestGap).toBeLessThan(500)
  expect(await drawn()).toBeLessThan(80)
  await many.close()
  await server.api('POST', `/api/threads/${id}/stop`)
  await rest(server, id)
  expect(tab.complaints).toEqual([])
})

/** So many threads that have ended, like one that is there. */
function others(thread: Record<string, unknown>, count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, at) => {
    const number = String(at).padStart(3, '0')
    const since = new Date(Date.UTC(2026, 0, 1) + at * 1_000).toISOString()
    return {
      ...thread,
      id: `00000000-0000-4000-8000-000000000${number}`,
      title: `Ended ${number}`,
      status: 'completed',
      waitingReason: null,
      pendingApprovals: 0,
      nowLine: null,
      attention: { kind: 'finished', seq: 1, since },
      since,
    }
  })
}

it('several are allowed or put away at once', async () => {
  const ids = [await start('Fourth wish', 'four'), await start('Fifth wish', 'five')]
  for (const id of ids) await asked(server, id)
  await page.goto(`${server.origin}/inbox`)
  for (const words of ['Fourth wish', 'Fifth wish'])
    await list().getByRole('checkbox', { name: words }).check()
  const allow = page.getByRole('button', { name: 'Allow 2 once' })
  // A press right after the selection changed is ignored.
  await insist(
    () => allow.click({ timeout: 1_000 }),
    async () => !(await allow.isVisible()),
  )
  for (const id of ids) await rest(server, id)
  expect(await Promise.all([made(ids[0]!, 'four'), made(ids[1]!, 'five')])).toEqual([true, true])
  const boxes = list().getByRole('checkbox')
  await expect
    .poll(() =>
      list()
        .getByRole('button', { name: /^Mark done/ })
        .count(),
    )
    .toBeGreaterThan(1)
  for (const box of await boxes.all()) await box.check()
  await page
    .getByRole('toolbar', { name: 'Selected entries' })
    .getByRole('button', { name: 'Mark done' })
    .click()
  await page.mouse.move(0, 0)
  await page.getByText('Nothing wants you').waitFor()
  expect(tab.complaints).toEqual([])
})

it('a permission is denied on a phone, right in the list', async () => {
  const id = await start('Sixth wish', 'six')
  await asked(server, id)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(server.origin)
  await page.getByRole('link', { name: 'Inbox, 1 entry' }).click()
  const deny = list().getByRole('button', { name: /^Deny/ })
  await deny.waitFor()
  await insist(
    () => deny.click({ timeout: 1_000 }),
    async () => !(await deny.isVisible()),
  )
  await rest(server, id)
  expect(await made(id, 'six')).toBe(false)
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(tab.complaints).toEqual([])
})
