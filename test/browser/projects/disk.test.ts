// The disk page: whose each checkout is and what it takes, the way to remove one that is no thread's, not while anything would
// be lost with it, and to work in one that others made or a thread has left.
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

let foreign: string
let left: string

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  foreign = join(server.folder, 'theirs')
  const args = ['worktree', 'add', '-q', '-b', 'theirs', foreign]
  execFileSync('git', args, { cwd: projects[0].path })
  writeFileSync(join(foreign, 'half.txt'), 'not committed')
  const id = await server.thread({ projectId, title: 'Mine', prompt: prompt('Go', 'Went.') })
  left = join(String((await rest(server, id)).worktreePath), '..', 'left')
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

it('begins a thread in a worktree that others made, and leaves it to them', async () => {
  const path = join(server.folder, 'by-hand')
  const { projects } = (await server.api('GET', '/api/projects')).body
  execFileSync('git', ['worktree', 'add', '-q', '-b', 'by-hand', path], { cwd: projects[0].path })
  writeFileSync(join(path, 'half.txt'), 'not committed')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.origin}/settings/disk`)
  await page.getByRole('button', { name: `Begin a thread in ${path}` }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Begin a thread in this worktree' })
  const field = dialog.getByRole('textbox', { name: 'What shall the agent do there?' })
  await field.waitFor()
  await judge(page, () => field.waitFor())
  await page.setViewportSize({ width: 1440, height: 900 })
  const message = prompt('Look around', 'It is all here.')
  await field.fill(message)
  // Closed by mistake: what was typed is there again.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: `Begin a thread in ${path}` }).press('Enter')
  await expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe(message)
  await dialog.getByRole('button', { name: 'Begin' }).press('Enter')
  await conversation(page).getByText('It is all here.', { exact: true }).waitFor()
  const id = page.url().split('/t/')[1]?.split('?')[0] ?? ''
  expect((await server.snapshot(id)).worktreePath).toBe(path)
  await rest(server, id)
  await page.goto(`${server.origin}/settings/disk`)
  await list('Worktrees of threads').getByText(path).waitFor()
  expect(existsSync(join(path, 'half.txt'))).toBe(true)
  expect(tab.complaints).toEqual([])
})

it('begins a thread in a folder that no thread knows any more', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  execFileSync('git', ['worktree', 'add', '-q', '-b', 'left', left], { cwd: projects[0].path })
  await page.reload()
  await list('Folders that no thread knows')
    .getByRole('button', { name: `Begin a thread in ${left}` })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Begin a thread in this worktree' })
  await dialog.getByRole('textbox').fill(prompt('Go on', 'I go on with it.'))
  await dialog.getByRole('button', { name: 'Begin' }).press('Enter')
  await conversation(page).getByText('I go on with it.', { exact: true }).waitFor()
  const id = page.url().split('/t/')[1]?.split('?')[0] ?? ''
  const { worktreePath, worktree } = await rest(server, id)
  expect([worktreePath, worktree?.branch]).toEqual([left, 'left'])
  expect(tab.complaints).toEqual([])
})

it('names the project that was taken off the list beside what it has left', async () => {
  const path = server.repository('lent')
  const lent = await server.addProject(path)
  const id = await server.thread({ projectId: lent, prompt: prompt('Go', 'Went.') })
  const worktree = String((await rest(server, id)).worktreePath)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  await server.api('DELETE', `/api/projects/${lent}`)
  await page.goto(`${server.origin}/settings/disk`)
  const off = list('Worktrees of projects off the list')
  await off.getByText(`lent · ${path}`).waitFor()
  await judge(page, () => off.getByText(worktree).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(worktree),
  })
  await off.getByRole('button', { name: `Remove ${worktree}` }).press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Remove this worktree?' })
  await dialog.getByRole('button', { name: 'Remove the worktree' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await off.waitFor({ state: 'detached' })
  expect(existsSync(worktree)).toBe(false)
  expect(tab.complaints).toEqual([])
})
