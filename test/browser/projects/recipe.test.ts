// A recipe as it is written: what is typed outlives the page, and another's change of the file; a person's own takes the place of
// the repository's fields; and what stands there instead where no recipe can be read.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'

let file: string

browserRig({
  tab: { colorScheme: 'light' },
  files: { '.gitignore': '.env\n', '.worktreeinclude': '.env\n' },
})

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  file = join(projects[0].path, '.a-parallel.json')
})

const ofRepository = 'Of the repository (.a-parallel.json)'
const field = (name = ofRepository) => page.getByRole('textbox', { name })
const section = (name = ofRepository) => page.getByRole('region', { name })
const button = (name: string, of = section()) => of.getByRole('button', { name, exact: true })
const value = (of = field()) => of.inputValue()
const onDisk = () => readFileSync(file, 'utf8')
const open = async () => {
  await page.goto(`${server.origin}/projects/${projectId}/setup`)
  await field().waitFor()
}
const hasFocus = (of: ReturnType<typeof field>) =>
  expect.poll(() => of.evaluate((one) => one === document.activeElement)).toBe(true)
const tongues = (stays = page.locator('main textarea').first()) => ({
  speak: (to: string) => speak(page, server, to),
  stays,
})
const unsaved = () => section().getByText('Not saved. It is kept in this browser', { exact: false })
const overtaken = () => section().getByText('Something else was saved here', { exact: false })
const port = (name: string) => `{ "ports": ["${name}"] }\n`

it('keeps the focus when it is saved, by keys and by the button', async () => {
  await open()
  await field().fill(port('PORT'))
  await unsaved().waitFor()
  await field().press('Control+Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(onDisk()).toBe(port('PORT'))
  await hasFocus(field())
  // The cursor has not moved.
  await field().evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(1, 1))
  await page.keyboard.type(' ')
  await unsaved().waitFor()
  await field().press('Control+Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(await field().evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(2)
  await page.keyboard.type(' ')
  await button('Undo changes').press('Enter')
  await hasFocus(field())
  await field().fill(port('WEB_PORT'))
  await button('Save').press('Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(onDisk()).toBe(port('WEB_PORT'))
  await hasFocus(button('Save'))
})

it('is there as it was typed when one has been elsewhere, until it is given up', async () => {
  await open()
  await field().fill('{ "ports": ["HALF')
  await page.getByRole('link', { name: 'Sessions' }).click()
  await field().waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Worktree setup' }).click()
  await unsaved().waitFor()
  expect(await value()).toBe('{ "ports": ["HALF')
  await page.reload()
  await unsaved().waitFor()
  expect(await value()).toBe('{ "ports": ["HALF')
  await button('Undo changes').press('Enter')
  await expect.poll(() => value()).toBe(port('WEB_PORT'))
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await expect.poll(() => value()).toBe('{ "ports": ["HALF')
  await button('Undo changes').press('Enter')
  await page.reload()
  await expect.poll(() => value()).toBe(port('WEB_PORT'))
  expect(onDisk()).toBe(port('WEB_PORT'))
})

it('stays when a save is refused, beside what another has written, and goes over it knowingly', async () => {
  await open()
  await field().fill(port('MY_PORT'))
  writeFileSync(file, port('THEIR_PORT'))
  await field().press('Control+Enter')
  await overtaken().waitFor()
  await section().getByText('THEIR_PORT').waitFor()
  expect(await value()).toBe(port('MY_PORT'))
  await hasFocus(field())
  await judge(page, () => overtaken().waitFor(), tongues())
  // Without a word nothing is written over.
  await field().press('Control+Enter')
  expect(await button('Save').isDisabled()).toBe(true)
  expect(onDisk()).toBe(port('THEIR_PORT'))
  await button('Save mine over it').press('Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(onDisk()).toBe(port('MY_PORT'))
  await hasFocus(field())
  await overtaken().waitFor({ state: 'detached' })
})

it('stays when the page looks again by itself, and is given up for the other', async () => {
  await open()
  await field().fill(port('MINE_PORT'))
  writeFileSync(file, port('OTHER_PORT'))
  await page.reload()
  await overtaken().waitFor()
  expect(await value()).toBe(port('MINE_PORT'))
  await button('Go on with what is there now').press('Enter')
  await expect.poll(() => value()).toBe(port('OTHER_PORT'))
  await hasFocus(field())
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await overtaken().waitFor()
  expect(await value()).toBe(port('MINE_PORT'))
  rmSync(file)
  await page.reload()
  await section().getByText('What you began from was taken away since', { exact: false }).waitFor()
  await button('Give up what I wrote').press('Enter')
  await expect.poll(() => value()).toBe('')
})

it('is not replaced unasked by what other programs say', async () => {
  await open()
  await field().fill(port('MINE_PORT'))
  await page.getByRole('button', { name: 'Look for such files' }).press('Enter')
  const take = page.getByRole('button', { name: 'Work on it in the repository’s field' })
  await take.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await hasFocus(dialog.getByRole('button', { name: 'Cancel' }))
  await judge(page, () => dialog.waitFor(), tongues(dialog))
  await page.keyboard.press('Escape')
  await hasFocus(take)
  expect(await value()).toBe(port('MINE_PORT'))
  await take.press('Enter')
  await dialog.getByRole('button', { name: 'Replace it' }).press('Enter')
  await expect.poll(() => value()).toContain('"copy"')
  await hasFocus(field())
  await button('Save').press('Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(JSON.parse(onDisk())).toEqual({ files: { copy: ['**/.env'] } })
})

const own = 'Your own'
const kept = async () => (await server.api('GET', `/api/projects/${projectId}/recipe`)).body.own
const environment = (ports: string) =>
  `{\n${ports}  "environment": { "URL": "db:\${DB_PORT}" }\n}\n`

it('of a person’s own names what the repository’s gives, and is told of where it takes that away', async () => {
  writeFileSync(file, port('DB_PORT'))
  await open()
  await field(own).fill(environment(''))
  await field(own).press('Control+Enter')
  await section(own).getByText('Saved', { exact: true }).waitFor()
  expect(await kept()).toBe(environment(''))
  await hasFocus(field(own))
  const faulty = environment('  "ports": ["WEB_PORT"],\n')
  await field(own).fill(faulty)
  await section(own).getByText('${DB_PORT} stands for nothing.', { exact: false }).waitFor()
  expect(await button('Save', section(own)).isDisabled()).toBe(true)
  await field(own).press('Control+Enter')
  await judge(page, () => button('Line 3, column 27', section(own)).waitFor(), tongues())
  await button('Line 3, column 27', section(own)).press('Enter')
  const at = await field(own).evaluate((one: HTMLTextAreaElement) => one.selectionStart)
  expect(faulty.slice(at)).toMatch(/^"db:/)
  expect(await kept()).toBe(environment(''))
  await button('Undo changes', section(own)).press('Enter')
  await page.reload()
  await expect.poll(() => value(field(own))).toBe(environment(''))
})

it('of a person’s own is removed, brought back, and not written over unseen', async () => {
  await button('Remove', section(own)).press('Enter')
  await page.getByText('Your own setup was removed').waitFor()
  await expect.poll(() => value(field(own)), { timeout: 10_000 }).toBe('')
  expect(await kept()).toBe(null)
  await hasFocus(field(own))
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await expect.poll(() => value(field(own))).toBe(environment(''))
  expect(await kept()).toBe(environment(''))
  await field(own).fill(port('MY_PORT'))
  const path = `/api/projects/${projectId}/recipe/own`
  await server.api('POST', path, { text: port('PHONE_PORT') })
  await field(own).press('Control+Enter')
  await section(own).getByText('Something else was saved here', { exact: false }).waitFor()
  expect(await kept()).toBe(port('PHONE_PORT'))
  await button('Go on with what is there now', section(own)).press('Enter')
  await expect.poll(() => value(field(own))).toBe(port('PHONE_PORT'))
  await button('Remove', section(own)).press('Enter')
  await expect.poll(kept).toBe(null)
})

it('with faults on the disk stands there with them, and is corrected', async () => {
  writeFileSync(file, '{ "ports": ["PORT"], }\n')
  await page.reload()
  await section().getByText('is not valid JSON here', { exact: false }).waitFor()
  expect(await value()).toBe('{ "ports": ["PORT"], }\n')
  expect(await button('Save').isDisabled()).toBe(true)
  await judge(page, () => section().getByText('is not valid JSON here').waitFor())
  await field().fill(port('PORT'))
  await field().press('Control+Enter')
  await section().getByText('Saved', { exact: true }).waitFor()
  expect(onDisk()).toBe(port('PORT'))
})

it('that the server cannot tell is asked for again', async () => {
  await page.route('**/recipe', (route) => route.abort())
  await page.reload()
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await judge(page, () => again.waitFor(), tongues(page.locator('main button').last()))
  await page.unroute('**/recipe')
  await again.press('Enter')
  await expect.poll(() => value()).toBe(port('PORT'))
})

it('is neither shown nor offered while the repository is away, and is there again with it', async () => {
  const repository = dirname(file)
  renameSync(repository, `${repository}-away`)
  await page.reload()
  const moved = page.getByRole('main').getByRole('button', { name: 'It was moved' })
  await page.getByText('The project’s folder is gone', { exact: true }).waitFor()
  await page.getByRole('main').getByText(repository, { exact: true }).waitFor()
  expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0)
  await judge(page, () => moved.waitFor(), tongues(page.getByRole('main').locator('code')))
  await moved.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  renameSync(`${repository}-away`, repository)
  await page.reload()
  await expect.poll(() => value()).toBe(port('PORT'))
  // What was refused and cut off on purpose.
  expect(tab.complaints.filter((one) => !/\b409\b|ERR_FAILED/.test(one))).toEqual([])
})
