// Lines chosen by a finger on a phone: one, all up to another one, none while it only scrolls; commented on, and staged
// without the others.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { filesKept } from '../../support/threads.ts'

const values = (changed: Record<number, number> = {}) =>
  Array.from(
    { length: 8 },
    (_, n) => `export const value${n + 1} = ${changed[n + 1] ?? n + 1}\n`,
  ).join('')

let worktree: string

browserRig({
  files: { 'src/values.ts': values() },
  tab: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
})

beforeAll(async () => {
  const id = await server.thread({ projectId, prompt: prompt('Look around', 'I did.') })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  const put = (name: string, text: string) => writeFileSync(join(worktree, name), text)
  put('src/values.ts', values({ 2: 200, 3: 300, 7: 700 }))
  put('src/zeros.ts', 'export {}\n'.repeat(90))
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await line('added line 2:').waitFor()
})

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const line = (text: string, file = 'src/values.ts') =>
  pane()
    .getByRole('group', { name: file, exact: true })
    .locator('[data-line]')
    .filter({ hasText: text })
const number = (text: string, file?: string) =>
  line(text, file).locator('[data-gutter]:visible').first()
const bar = () => pane().getByRole('group', { name: 'Chosen lines' })
const chosen = (count: string) => bar().getByText(count, { exact: true }).waitFor()

it('chooses no line while a finger that came down on its number scrolls', async () => {
  const box = await number('added line 2:').boundingBox()
  if (!box) throw new Error('the line is not on the page')
  const lines = pane().getByRole('group', { name: 'Lines that changed' })
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', up = 0) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - up }],
    })
  await touch('touchStart')
  for (let up = 10; up <= 200; up += 10) await touch('touchMove', up)
  await touch('touchEnd')
  await expect.poll(() => lines.evaluate((own) => own.scrollTop), soon).toBeGreaterThan(50)
  expect(await bar().count()).toBe(0)
  await lines.evaluate((own) => own.scrollTo(0, 0))
})

it('chooses all lines up to a second one that is touched, and comments on them', async () => {
  await number('added line 2:').tap()
  await chosen('1 line')
  await bar().getByText('Tap another line to choose all up to it').waitFor()
  await number('added line 2:').tap()
  await bar().waitFor({ state: 'detached' })
  await number('added line 2:').tap()
  await chosen('1 line')
  // From there on the line itself is large enough for a finger.
  await line('added line 3:').locator('code').tap()
  await chosen('2 lines')
  await bar().getByRole('button', { name: 'Comment' }).tap()
  const box = pane().getByRole('textbox', { name: 'Comment on src/values.ts, lines 2–3' })
  await box.fill('Why so large?')
  await pane().getByRole('button', { name: 'Keep' }).tap()
  await pane().getByText('1 comment to send').waitFor()
})

it('begins anew in another file, and stages the lines that were touched without the others', async () => {
  await number('added line 1:', 'src/zeros.ts').tap()
  await chosen('1 line')
  await number('added line 2:').tap()
  await chosen('1 line')
  await number('added line 3:').tap()
  await chosen('2 lines')
  await bar().getByRole('button', { name: 'Stage', exact: true }).tap()
  const staged = () =>
    execFileSync('git', ['diff', '--cached', '--unified=0'], { cwd: worktree, encoding: 'utf8' })
      .split('\n')
      .filter((text) => /^[+-][^+-]/.test(text))
  await expect
    .poll(staged, soon)
    .toEqual(['+export const value2 = 200', '+export const value3 = 300'])
  await bar().waitFor({ state: 'detached' })
  expect(tab.complaints).toEqual([])
})
