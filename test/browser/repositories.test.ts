// A worktree, a branch and a repository that went away: the thread's page says which, names the way back, and going it
// needs no mouse.
import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composer, conversation, openThread } from '../support/app-page.ts'
import { judge } from '../support/pages/judge.ts'
import { browserRig, page, server, tab } from '../support/pages/rig.ts'
import { prompt } from '../support/scripts.ts'
import { rest } from '../support/threads.ts'

browserRig({ tab: { reducedMotion: 'reduce' } })

async function begun(name: string) {
  const repository = server.repository(name)
  const projectId = await server.addProject(repository)
  const id = await server.thread({ projectId, prompt: prompt('Mend the total', 'It is mended.') })
  const { worktreePath, branch } = await rest(server, id)
  return { repository, projectId, id, worktree: worktreePath!, branch: branch! }
}

/** The message is refused; what the page shows then stays. */
async function writeTo(id: string): Promise<void> {
  await openThread(page, server, id)
  await conversation(page).getByText('It is mended.', { exact: true }).waitFor()
  await composer(page).fill('Go on')
  await composer(page).press('Enter')
}

const banner = (title: string) => page.getByRole('region', { name: title })

/** Nothing but the conversation is left to see once the worktree is ready. */
async function goneAndMade(id: string, title: string): Promise<void> {
  await banner(title).waitFor({ state: 'detached' })
  await server.untilStatus(id, 'completed')
  await page.getByRole('list', { name: 'Getting ready' }).waitFor({ state: 'detached' })
}

/** The browser itself notes each refused request. */
function expectNoOther(complaints: string[]): void {
  expect(complaints.filter((words) => !words.includes('409 (Conflict)'))).toEqual([])
}

/** From the page's beginning to the button by Tab alone, and pressed. */
async function press(name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await button.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
}

it('a worktree that is gone can be made again', async () => {
  const { id, worktree } = await begun('worktree')
  rmSync(worktree, { recursive: true })
  await writeTo(id)
  await judge(page, () => banner('The worktree is gone').waitFor())
  await banner('The worktree is gone').getByText('What was committed is on its branch').waitFor()
  await press('Recreate worktree')
  await goneAndMade(id, 'The worktree is gone')
  expect(existsSync(join(worktree, 'README.md'))).toBe(true)
  expectNoOther(tab.complaints)
})

it('a branch that is gone, or was moved, can be restored', async () => {
  const { id, repository, branch } = await begun('branch')
  const ref = `refs/heads/${branch}`
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim()
  const tip = git('rev-parse', ref)
  git('update-ref', '-d', ref)
  await writeTo(id)
  await judge(page, () => banner('The branch is gone').waitFor())
  await press('Restore branch')
  await goneAndMade(id, 'The branch is gone')
  expect(git('rev-parse', ref)).toBe(tip)
  git('update-ref', ref, git('commit-tree', '-m', 'Other', 'HEAD^{tree}'))
  await writeTo(id)
  await judge(page, () => banner('The branch was moved').waitFor())
  await press('Restore branch')
  await goneAndMade(id, 'The branch was moved')
  expect(git('rev-parse', ref)).toBe(tip)
  expectNoOther(tab.complaints)
})

it('a worktree that was linked elsewhere can be mended', async () => {
  const { id, worktree } = await begun('linked')
  writeFileSync(join(worktree, '.git'), 'gitdir: /nowhere\n')
  await writeTo(id)
  await judge(page, () => banner('The worktree was linked elsewhere').waitFor())
  await press('Mend worktree')
  await goneAndMade(id, 'The worktree was linked elsewhere')
  expectNoOther(tab.complaints)
})

it('a repository that was moved is found again from the thread', async () => {
  const { id, repository } = await begun('moved')
  const place = `${repository}-elsewhere`
  renameSync(repository, place)
  await writeTo(id)
  await judge(page, () => banner('The project’s folder is gone').waitFor())
  const dialog = page.getByRole('dialog', { name: 'Where is “moved” now?' })
  // From the list of projects, and from the thread.
  await page.getByRole('button', { name: 'Project moved', exact: true }).click()
  await page.getByRole('menuitem', { name: 'It was moved…' }).click()
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await press('It was moved…')
  await judge(page, async () => {
    await dialog.waitFor()
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(`${server.folder}/`)
    await dialog.getByText('git repository').first().waitFor()
  })
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(server.folder, 'branch'))
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').waitFor()
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(place)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await banner('The project’s folder is gone').waitFor({ state: 'detached' })
  expect((await server.snapshot(id)).projectPath).toBe(place)
  expectNoOther(tab.complaints)
})
