// More changed files than a list shows at first: they are counted, reached, and committed with all others.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { filesKept } from '../../support/threads.ts'

let worktree: string
let path: string

browserRig({ server: {} })

beforeAll(async () => {
  const id = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Say hello' })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  path = `/api/threads/${id}/changes?scope=unstaged`
  const folder = join(worktree, 'many')
  mkdirSync(folder)
  for (let n = 10_001; n <= 20_003; n += 1) writeFileSync(join(folder, `${n}.txt`), `${n}\n`)
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
})

const soon = { timeout: 120_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const titled = (name: string) => pane().getByRole('heading', { name }).waitFor(soon)
const toEnd = (found: () => Promise<boolean>) =>
  expect
    .poll(async () => {
      await pane()
        .getByRole('group', { name: 'Lines that changed', exact: true })
        .evaluate((list) => {
          list.scrollTop = list.scrollHeight
        })
      return found()
    }, soon)
    .toBe(true)

it('lists as many as are asked for, and tells how many there are', async () => {
  const cut = (await server.api('GET', `${path}&most=2`)).body
  expect([cut.files.length, cut.total]).toEqual([2, 10_003])
  expect((await server.api('GET', path)).body.files).toHaveLength(10_000)
  expect((await server.api('GET', `${path}&most=0`)).body.code).toBe('invalid_input')
})

it('counts all of them, and shows the rest when it is asked for', async () => {
  await titled('10,003 files changed')
  const more = pane().getByRole('button', { name: 'Show 3 more files' })
  await toEnd(() => more.isVisible())
  await pane().getByText('3 more files are not shown').waitFor()
  const last = pane().getByRole('group', { name: 'many/20003.txt', exact: true })
  expect(await last.count()).toBe(0)
  await more.press('Enter')
  await more.waitFor({ state: 'detached', ...soon })
  await toEnd(() => last.isVisible())
  await titled('10,003 files changed')
  await last.getByRole('button', { name: 'Stage the file' }).click()
  await titled('10,002 files changed')
  await pane().getByRole('radio', { name: 'Approved (staged) 1' }).waitFor(soon)
  const staged = () =>
    execFileSync('git', ['diff', '--cached', '--name-only'], { cwd: worktree, encoding: 'utf8' })
  await expect.poll(staged, soon).toBe('many/20003.txt\n')
  expect(
    await pane()
      .getByText(/changed meanwhile/)
      .count(),
  ).toBe(0)
})

it('commits all of them', async () => {
  execFileSync('git', ['reset', '-q'], { cwd: worktree })
  await page.reload()
  const foot = page.getByRole('region', { name: 'Next step' })
  await foot.getByRole('textbox', { name: 'Commit message' }).fill('Add very many')
  await foot.getByRole('button', { name: 'Commit 10,003 files' }).click(soon)
  await foot.getByText('Committed.', { exact: true }).waitFor(soon)
  const args = ['show', '--name-only', '--format=', 'HEAD']
  const named = execFileSync('git', args, { cwd: worktree, encoding: 'utf8' }).trim().split('\n')
  expect(named).toHaveLength(10_003)
  expect(tab.complaints).toEqual([])
})
