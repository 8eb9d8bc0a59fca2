// A skill from an archive: seen before it is installed, behind the slash at once, used by the agent, switched off, removed and
// brought back; one in a person's own words; those of a repository and of a folder, installed for the project and updated; and
// what hostile archives come to.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { madeZip } from '../../../packages/server/src/runner/skills/archive/made-archives.ts'
import { composer, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { putSkill, skillText, zippedSkill } from '../../support/skills/skill-files.ts'
import { rest, talk, toolCalls } from '../../support/threads.ts'

browserRig({
  tab: { colorScheme: 'light' },
  files: {
    'README.md': '# Shop\n',
    '.claude/skills/hooked/SKILL.md': skillText('hooked', 'Hello.', 'hooks: {}\n'),
    '.claude/skills/broken/SKILL.md': '---\nname: broken\ndescription: a: b: c\n---\nHello\n',
  },
})

let thread: string

beforeAll(async () => {
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  thread = await server.thread({ projectId, permissionMode: 'bypass', prompt: 'Hello' })
  await rest(server, thread)
})

const dialog = () => page.getByRole('dialog')
const own = (...path: string[]) => join(server.folder, 'home', '.claude', 'skills', ...path)
const row = (name: string) => page.getByRole('listitem').filter({ hasText: `/${name}` })
const header = (name: string) => row(name).getByRole('button', { name: `/${name}` })
const give = (name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer })
const open = async () => {
  await page.goto(`${server.origin}/settings/skills`)
  await page.getByRole('combobox', { name: 'Project' }).selectOption({ label: 'shop' })
  await row('compact').waitFor()
}
const tongues = (stays: string) => ({
  speak: (to: string) => speak(page, server, to),
  stays: page.locator(stays).first(),
})

it('is seen as a whole before it is installed', async () => {
  await open()
  await row('hooked').getByText('Not in use: project not trusted').waitFor()
  await row('broken').getByText('Faulty').waitFor()
  await header('broken').press('Enter')
  await row('broken').getByText('Its front matter is no valid YAML.', { exact: false }).waitFor()
  await judge(page, () => row('broken').waitFor())
  await give('hostile.zip', madeZip([{ name: '../../.bashrc', text: 'x' }]))
  await page.getByText('leads out of its folder', { exact: false }).waitFor()
  await give('greet.zip', zippedSkill('greet', skillText('greet', 'Say hello to $ARGUMENTS.')))
  await dialog().getByText('Say hello to $ARGUMENTS.').waitFor()
  await dialog().getByText('1 file can be run').waitFor()
  await judge(page, () => dialog().waitFor(), tongues('[role=dialog] pre'))
  expect(existsSync(own())).toBe(false)
  await dialog().getByRole('button', { name: 'Install 1 skill' }).press('Enter')
  await row('greet').getByText('From greet.zip').waitFor()
  expect(readFileSync(own('greet', 'SKILL.md'), 'utf8')).toContain('Say hello')
})

it('stands behind the slash of a thread at work, and is used', async () => {
  await openThread(page, server, thread)
  await composer(page).click()
  await page.keyboard.type('/gre')
  const offered = page.getByRole('listbox').getByRole('option', { selected: true })
  await expect.poll(() => offered.textContent()).toContain('/greet')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Ana')
  await page.keyboard.press('Enter')
  const heard = 'Say hello to Ana.'
  await server.model.waitForRequest(({ told }) => told.join('\n').includes(heard), 30_000)
  await rest(server, thread)
  const use = { tool: 'Skill', input: { skill: 'greet', args: 'Ben' } }
  const after = await talk(server, thread, prompt('Greet Ben', use, 'Greeted.'))
  expect(toolCalls(after).at(-1)).toMatchObject({ name: 'Skill', state: 'completed' })
  await open()
  await row('greet').getByText('Used in 1 thread').waitFor()
  await header('greet').press('Enter')
  const threads = row('greet').getByRole('list', { name: 'Threads that used it' })
  await judge(page, () => threads.getByRole('link', { name: 'Hello' }).waitFor())
  await threads.getByRole('link', { name: 'Hello' }).press('Enter')
  await page.waitForURL(`**/t/${thread}`)
  await open()
})

it('is switched off in a project, removed and brought back', async () => {
  await header('greet').press('Enter')
  await row('greet').getByRole('switch', { name: 'On in shop' }).press('Space')
  await row('greet').getByText('Off here').waitFor()
  await judge(page, () => row('greet').getByRole('switch').waitFor())
  await server.until(thread, ({ commands }) => commands.every(({ name }) => name !== 'greet'))
  await row('greet').getByRole('switch', { name: 'On in shop' }).press('Space')
  await row('greet').getByText('Off here').waitFor({ state: 'detached' })
  await row('greet').getByRole('button', { name: 'Remove greet' }).press('Enter')
  const kept = page.getByRole('region', { name: 'Removed and replaced' })
  await kept.getByText('greet').waitFor()
  expect(existsSync(own('greet'))).toBe(false)
  await kept.getByRole('button', { name: 'Bring back greet' }).press('Enter')
  await header('greet').waitFor()
  expect(existsSync(own('greet', 'scripts', 'wave.sh'))).toBe(true)
})

it('is written by a person, and changed', async () => {
  await page.getByRole('button', { name: 'Write one' }).press('Enter')
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('Tidy Up')
  await dialog().getByText('is no name for a skill', { exact: false }).waitFor()
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('tidy')
  await dialog().getByRole('textbox', { name: 'When agents are to use it' }).fill('Tidying: up')
  await dialog().getByRole('textbox', { name: 'What it says' }).fill('Tidy up the $ARGUMENTS.')
  await judge(page, () => dialog().waitFor(), tongues('[role=dialog] textarea'))
  await dialog().getByRole('button', { name: 'Save' }).press('Enter')
  await header('tidy').press('Enter')
  await row('tidy').getByRole('button', { name: 'Edit tidy' }).press('Enter')
  const text = row('tidy').getByRole('textbox', { name: 'Edit tidy' })
  await text.fill('---\nname: other\ndescription: x\n---\nHi\n')
  await text.press('Control+Enter')
  await row('tidy').getByRole('alert').filter({ hasText: 'not that of its folder' }).waitFor()
  // What is written outlives its row’s being folded.
  await header('tidy').press('Enter')
  await text.waitFor({ state: 'detached' })
  await header('tidy').press('Enter')
  await expect.poll(() => text.inputValue()).toContain('name: other')
  await text.fill('---\nname: tidy\ndescription: Tidies up\n---\nTidy all.\n')
  await text.press('Control+Enter')
  await row('tidy').getByText('Tidies up', { exact: true }).waitFor()
  expect(readFileSync(own('tidy', 'SKILL.md'), 'utf8')).toContain('Tidy all.')
})

/** The person's ssh, without a network: it runs here what it is told to run there. */
function sshWithoutNetwork(): void {
  const script = join(server.folder, 'ssh')
  writeFileSync(script, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 })
  const config = join(server.folder, 'home', '.gitconfig')
  writeFileSync(config, `[core]\n\tsshCommand = ${script}\n`)
}

it('is fetched from a repository for the project, and updated once that has another', async () => {
  sshWithoutNetwork()
  const theirs = server.repository('theirs', { 'ship/SKILL.md': skillText('ship', 'Ship it.') })
  const inProject = join(server.folder, 'shop', '.claude', 'skills', 'ship', 'SKILL.md')
  await page.getByRole('radio', { name: 'Of shop, in its repository' }).check()
  await page.getByRole('button', { name: 'From a repository' }).press('Enter')
  await dialog().getByRole('textbox', { name: 'Address' }).fill(`git@skills.example:${theirs}`)
  await dialog().getByRole('button', { name: 'Look inside' }).press('Enter')
  await dialog().getByText('Place: Of shop, in its repository.', { exact: false }).waitFor()
  await dialog().getByText('Ship it.').waitFor()
  expect(existsSync(inProject)).toBe(false)
  await dialog().getByRole('button', { name: 'Install 1 skill' }).press('Enter')
  await row('ship').getByText('Not committed: new worktrees do not have it').waitFor()
  await row('ship')
    .getByText(/^From .*skills\.example/)
    .waitFor()
  expect(readFileSync(inProject, 'utf8')).toContain('Ship it.')

  writeFileSync(join(theirs, 'ship', 'SKILL.md'), skillText('ship', 'Ship it twice.'))
  execFileSync('git', ['commit', '-qam', 'Twice'], { cwd: theirs })
  await header('ship').press('Enter')
  await row('ship').getByRole('button', { name: 'Update ship' }).press('Enter')
  await dialog().getByText('Replaces yours').waitFor()
  await dialog().getByText('Changed: SKILL.md').waitFor()
  await judge(page, () => dialog().waitFor())
  await dialog().getByRole('button', { name: 'Install 1 skill' }).press('Enter')
  await row('ship').getByText('Ship it twice.').waitFor()
  expect(readFileSync(inProject, 'utf8')).toContain('Ship it twice.')
})

it('is taken from a folder for the project', async () => {
  putSkill(server.folder, 'pack', skillText('pack', 'Pack it.'))
  await page.getByRole('radio', { name: 'Of shop, in its repository' }).check()
  await page.getByRole('button', { name: 'From a folder' }).press('Enter')
  await dialog().getByRole('textbox', { name: 'Folder' }).fill(join(server.folder, 'pack'))
  await dialog().getByRole('button', { name: 'Look inside' }).press('Enter')
  await dialog().getByText('Pack it.').waitFor()
  await dialog().getByRole('button', { name: 'Install 1 skill' }).press('Enter')
  await header('pack').waitFor()
  expect(existsSync(join(server.folder, 'shop', '.claude', 'skills', 'pack', 'SKILL.md'))).toBe(
    true,
  )
  expect(tab.complaints.filter((said) => !said.includes('422'))).toEqual([])
})
