// The disk page: whose each checkout is and what it takes, and the way to remove one that is no thread's: not while anything
// would be lost with it.
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

let foreign: string

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  foreign = join(server.folder, 'theirs')
  const args = ['worktree', 'add', '-q', '-b', 'theirs', foreign]
  execFileSync('git', args, { cwd: projects[0].path })
  writeFileSync(join(foreign, 'half.txt'), 'not committed')
  const id = await server.thread({ projectId, title: 'Mine', prompt: prompt('Go', 'Went.') })
  await rest(server, id)
})

const list = (name: string) => page.getByRole('list', { name })

it('measures what is there, and removes what is nobody’s once nothing would be lost', async () => {
  await page.goto(`${server.origin}/settings/disk`)
  await list('Worktrees of threads').getByRole('link', { name: 'Mine' }).waitFor()
  await page.getByRole('button', { name: 'Measure all' }).press('Enter')
  await page.getByText(/2 of 2 folders take/).waitFor()
  const others = list('Worktrees that others made')
  await others.getByText(/\d kB$/).waitFor()
  await judge(page, () => page.getByText(foreign).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(foreign),
  })
  const ask = () => others.getByRole('button', { name: `Remove ${foreign}` }).press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Remove this worktree?' })
  await ask()
  await dialog.getByText('half.txt').waitFor()
  await judge(page, () => dialog.getByText('half.txt').waitFor())
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(existsSync(join(foreign, 'half.txt'))).toBe(true)
  execFileSync('git', ['add', '.'], { cwd: foreign })
  execFileSync('git', ['commit', '-qm', 'theirs'], { cwd: foreign })
  await ask()
  await dialog.getByRole('button', { name: 'Remove the worktree' }).press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await others.waitFor({ state: 'hidden' })
  expect(existsSync(foreign)).toBe(false)
  expect(tab.complaints).toEqual([])
})
