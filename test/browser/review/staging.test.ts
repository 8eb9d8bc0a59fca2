// What is staged is shown so at the press: hunks and files go from the list while the server is still asked, what is pressed
// meanwhile is sent behind it, and what is refused comes back and says why.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { filesKept } from '../../support/threads.ts'

const lines = (changed: Record<number, string> = {}) =>
  Array.from({ length: 30 }, (_, n) => `${changed[n + 1] ?? `line ${n + 1}`}\n`).join('')

const files = { 'a.txt': lines(), 'b.txt': 'b\n', 'c.txt': lines(), 'd.txt': 'd\n' }
const edited = lines({ 2: 'two\nand a half', 15: 'fifteen', 28: 'twenty-eight' })

let worktree: string

browserRig({ server: {}, files })

beforeAll(async () => {
  const id = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Say hello' })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  for (const name of ['a.txt', 'c.txt']) put(name, edited)
  put('b.txt', 'bee\n')
  put('d.txt', 'dee\n')
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
})

const put = (name: string, text: string) => writeFileSync(join(worktree, name), text)
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const file = (name: string) => pane().getByRole('group', { name, exact: true })
const shows = (name: string, text: string) => file(name).getByText(text, { exact: true })
const titled = (name: string) => pane().getByRole('heading', { name }).waitFor()
const press = (name: string, button: string) =>
  file(name).getByRole('button', { name: button, exact: true }).first().click()
const inIndex = () =>
  execFileSync('git', ['diff', '--cached', '--unified=0'], { cwd: worktree, encoding: 'utf8' })
    .split('\n')
    .filter((text) => /^\+[^+]/.test(text))

/** Holds back what is asked of the index until it is let go; gives the paths that were asked about, in order. */
async function hold(): Promise<{ asked: string[]; letGo: () => Promise<void> }> {
  const asked: string[] = []
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const pattern = '**/api/threads/*/stage'
  await page.route(pattern, async (route) => {
    asked.push(route.request().postDataJSON().files[0].path)
    await gate
    await route.continue()
  })
  const letGo = async () => {
    const answered = page.waitForResponse(pattern)
    open()
    await answered
  }
  return { asked, letGo }
}
const unhold = () => page.unrouteAll({ behavior: 'wait' })

it('shows what is staged before it is, and stages all that was pressed, one after the other', async () => {
  await titled('4 files changed')
  await shows('a.txt', 'fifteen').waitFor()
  const { asked, letGo } = await hold()
  await press('a.txt', 'Stage')
  await shows('a.txt', 'and a half').waitFor({ state: 'detached' })
  await press('a.txt', 'Stage')
  await shows('a.txt', 'fifteen').waitFor({ state: 'detached' })
  await shows('a.txt', 'twenty-eight').waitFor()
  await press('b.txt', 'Stage the file')
  await titled('3 files changed')
  await press('a.txt', 'Stage the file')
  await titled('2 files changed')
  await pane().getByRole('radio', { name: 'To review 2' }).waitFor()
  expect(asked).toEqual(['a.txt'])
  expect(inIndex()).toEqual([])
  await letGo()
  const all = ['+two', '+and a half', '+fifteen', '+twenty-eight', '+bee']
  await expect.poll(inIndex, soon).toEqual(all)
  expect(asked).toEqual(['a.txt', 'a.txt', 'b.txt', 'a.txt'])
  await pane().getByRole('radio', { name: 'Approved (staged) 2' }).waitFor()
  await titled('2 files changed')
  await unhold()
})

it('brings back what is refused, with what was pressed behind it, and says why', async () => {
  const { asked, letGo } = await hold()
  await press('c.txt', 'Stage')
  await shows('c.txt', 'and a half').waitFor({ state: 'detached' })
  await press('c.txt', 'Stage')
  await shows('c.txt', 'fifteen').waitFor({ state: 'detached' })
  put('c.txt', `${edited}more\n`)
  await letGo()
  const alert = pane().getByRole('alert').filter({ hasText: 'c.txt is not staged.' })
  await alert.waitFor()
  for (const text of ['and a half', 'fifteen', 'more']) await shows('c.txt', text).waitFor()
  await judge(page, () => alert.waitFor())
  expect(asked).toEqual(['c.txt'])
  expect(inIndex()).toHaveLength(5)
  await unhold()
  await pane().getByRole('button', { name: 'Dismiss' }).click()
  await alert.waitFor({ state: 'detached' })
  const whole = await hold()
  await press('d.txt', 'Stage the file')
  await titled('1 file changed')
  put('d.txt', 'other\n')
  await whole.letGo()
  await pane().getByRole('alert').filter({ hasText: 'd.txt is not staged.' }).waitFor()
  await shows('d.txt', 'other').waitFor()
  await titled('2 files changed')
  await unhold()
  await press('d.txt', 'Stage the file')
  await expect.poll(inIndex, soon).toHaveLength(6)
  expect(await pane().getByRole('alert').count()).toBe(0)
})

it('shows what is unstaged in the same way', async () => {
  await pane().getByRole('radio', { name: 'Approved (staged) 3' }).check()
  await shows('a.txt', 'fifteen').waitFor()
  const { letGo } = await hold()
  await press('a.txt', 'Unstage')
  await shows('a.txt', 'and a half').waitFor({ state: 'detached' })
  await press('a.txt', 'Unstage')
  await shows('a.txt', 'fifteen').waitFor({ state: 'detached' })
  await press('b.txt', 'Unstage the file')
  await titled('2 files changed')
  expect(inIndex()).toHaveLength(6)
  await letGo()
  await expect.poll(inIndex, soon).toEqual(['+twenty-eight', '+other'])
  await shows('a.txt', 'twenty-eight').waitFor()
  await titled('2 files changed')
  expect(tab.complaints.filter((one) => !one.includes('409 (Conflict)'))).toEqual([])
})
