// How a project comes to be, in the app: cloned with its progress seen, broken off, and followed through a dialog that was
// closed meanwhile; made of a folder that is no repository; taken from what was found; and found again after it was moved.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMenu } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server } from '../../support/pages/rig.ts'
import { slowSsh } from '../../support/pages/slow-ssh.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { rest } from '../../support/threads.ts'

browserRig()

let code: string
let bare: string
let gate: string
let closed: HttpsGit

const side = () => page.getByRole('navigation', { name: 'Projects and threads' })
const heading = (name: string) => side().getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog', { name: 'Add a project' })
const box = (name: string) => dialog().getByRole('textbox', { name, exact: true })
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click()

beforeAll(async () => {
  code = join(server.folder, 'code')
  gate = join(server.folder, 'gate')
  bare = join(server.folder, 'web.git')
  mkdirSync(code)
  const noise = Object.fromEntries(
    Array.from({ length: 40 }, (_, number) => [`${number}.txt`, noiseOf(number)]),
  )
  execFileSync('git', ['clone', '-q', '--bare', server.repository('origin', noise), bare])
  const home = server.environment.HOME ?? ''
  const certificate = madeCertificate(server.folder)
  closed = await startHttpsGit(server.folder, certificate, { login: 'nobody:at-all' })
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\nname = Ada\nemail = ada@example.test\n[core]\nsshCommand = ${slowSsh(server.folder)}\n[http]\nsslCAInfo = ${certificate}\n`,
  )
  mkdirSync(join(home, 'work'))
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
    execFileSync('git', ['clone', '-q', bare, join(home, 'work', `found-${name}`)])
  await page.goto(`${server.origin}/`)
})

afterAll(() => closed?.close())

/** What packs badly. */
function noiseOf(seed: number): string {
  let state = seed + 1
  const next = () => (state = (state * 48_271) % 2_147_483_647).toString(36)
  return Array.from({ length: 4_000 }, next).join('')
}

async function openAdding(): Promise<void> {
  await dialog().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Add project', exact: true }).click()
  await dialog().waitFor()
}

async function toFolder(): Promise<void> {
  await openAdding()
  await dialog().getByRole('radio', { name: 'On this machine' }).check({ force: true })
}

async function toClone(): Promise<void> {
  await dialog().getByRole('radio', { name: 'Clone' }).check({ force: true })
  await box('Address').waitFor()
}

const address = () => `git@slow.example:${bare}`
const progress = () => dialog().getByRole('progressbar', { name: 'Receiving' })

it('says what is wrong with an address while it is typed', async () => {
  await openAdding()
  await toClone()
  const start = dialog().getByRole('button', { name: 'Clone', exact: true })
  for (const [typed, said] of [
    ['ext::sh', 'Only https and ssh addresses'],
    ['--upload-pack=x', 'does not begin with a dash'],
    ['https://ana:secret@host/a', 'Leave name and password out'],
    ['https://host', 'This is no whole address'],
  ] as const) {
    await box('Address').fill(typed)
    await dialog().getByText(said).waitFor()
    expect(await start.isDisabled()).toBe(true)
  }
})

it('shows how far a clone is, and leaves nothing of one that is broken off', async () => {
  await box('Address').fill(address())
  expect(await box('Under the name').inputValue()).toBe('web')
  await box('Into the folder').fill(code)
  await box('Into the folder').press('Enter')
  await progress().waitFor()
  await judge(page, async () => {
    if (!(await dialog().isVisible())) await openAdding()
    await toClone()
    await progress().waitFor()
  })
  // The wide page has a dialog of its own.
  await openAdding()
  await toClone()
  expect(readdirSync(code)).toHaveLength(1)
  await press('Cancel the clone of web')
  await progress().waitFor({ state: 'detached' })
  expect(readdirSync(code)).toEqual([])
})

it('goes on while nobody looks, and becomes a project in which a thread works', async () => {
  await box('Address').fill(address())
  await box('Into the folder').fill(code)
  await press('Clone')
  await progress().waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await page.reload()
  await openAdding()
  await progress().waitFor()
  writeFileSync(gate, '')
  await page.waitForURL(/\/new\?project=/)
  await heading('web').waitFor()
  expect(readdirSync(code)).toEqual(['web'])
  await page.getByRole('textbox', { name: 'What the agent should do' }).fill('Say it')
  await page.getByRole('button', { name: 'Start' }).click()
  await page.waitForURL(/\/t\//)
  await rest(server, new URL(page.url()).pathname.split('/').at(-1) ?? '')
})

it('tells how a clone ended while its dialog was closed', async () => {
  const begin = async (name: string) => {
    rmSync(gate, { force: true })
    await openAdding()
    await toClone()
    await box('Address').fill(address())
    await box('Into the folder').fill(code)
    await box('Under the name').fill(name)
    await press('Clone')
    await progress().waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  }
  const notices = page.getByRole('region', { name: 'Notices' })
  await begin('later')
  writeFileSync(gate, '')
  await notices.getByText('Added later').waitFor()
  await heading('later').waitFor()
  await begin('taken')
  mkdirSync(join(code, 'taken', 'mine'), { recursive: true })
  writeFileSync(gate, '')
  await notices.getByText(/^taken was not cloned\. .*taken is there already/).waitFor()
  await notices.getByRole('button', { name: 'Close' }).last().click()
  await openAdding()
  await toClone()
  await dialog().getByText('taken was not cloned').waitFor()
  await press('Dismiss')
  await dialog().getByText('taken was not cloned').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  expect(readdirSync(code).toSorted()).toEqual(['later', 'taken', 'web'])
})

it('says why a clone failed, until that is dismissed', async () => {
  await openAdding()
  await toClone()
  await box('Address').fill(join(server.folder, 'nowhere'))
  await box('Into the folder').fill(code)
  await press('Clone')
  await dialog().getByText('nowhere was not cloned').waitFor()
  await dialog().getByText('There is no repository at this address').waitFor()
  await press('Dismiss')
  await dialog().getByText('nowhere was not cloned').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
})

it('leads to the accounts where a host wants a sign-in', async () => {
  await openAdding()
  await toClone()
  await box('Address').fill(`${closed.origin}/web.git`)
  await box('Into the folder').fill(code)
  await box('Under the name').fill('private')
  await press('Clone')
  await dialog().getByText('private was not cloned').waitFor()
  await dialog().getByText('Add an account for it, or set up').waitFor()
  await dialog().getByRole('link', { name: 'Add an account' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.getByRole('form', { name: 'Add an account' }).waitFor()
  await page.goto(`${server.origin}/`)
  await openAdding()
  await toClone()
  await press('Dismiss')
  await dialog().getByText('private was not cloned').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
})

it('makes a repository of a folder, and takes one that was found', async () => {
  const plain = join(code, 'plain')
  mkdirSync(plain)
  writeFileSync(join(plain, 'a.txt'), 'a\n')
  await toFolder()
  await box('Folder').fill(plain)
  await press('Add project')
  await press('Make it a repository')
  await heading('plain').waitFor()
  await toFolder()
  const offered = dialog().getByRole('region', { name: 'Found in your home folder' })
  await offered.getByRole('listitem').first().waitFor()
  await offered.getByRole('button', { name: /^Show \d+ more$/ }).press('Enter')
  const sixth = offered.getByRole('listitem').nth(5).getByRole('button')
  await expect
    .poll(() => sixth.evaluate((one) => one === document.activeElement), { timeout: 10_000 })
    .toBe(true)
  // A few letters of a name are enough, in the folders and among what was found.
  await box('Folder').fill(join(code, 'pln'))
  const folders = dialog().getByRole('list', { name: /^Folders in/ })
  await expect.poll(() => folders.locator('mark').allTextContents()).toEqual(['pl', 'n'])
  expect(await folders.getByRole('button').allTextContents()).toEqual([
    expect.stringMatching(/^plain/),
  ])
  await offered.waitFor({ state: 'detached' })
  await box('Folder').fill('fnd')
  const one = offered.getByRole('button', { name: /^found-one/ })
  await expect.poll(() => one.locator('mark').allTextContents()).toEqual(['f', 'nd'])
  await one.click()
  await heading('found-one').waitFor()
  await toFolder()
  await box('Folder').fill(plain)
  await press('Add project')
  await page.getByText('plain is on the list already.').waitFor()
})

it('names the repository that a subdirectory belongs to, and takes that instead', async () => {
  const root = server.repository('whole', { 'parts/a.txt': 'a\n' })
  await toFolder()
  await box('Folder').fill(join(root, 'parts'))
  await press('Add project')
  await dialog().getByRole('alert').waitFor()
  await press(`Add ${root} instead`)
  await heading('whole').waitFor()
})

it('offers the place that a repository was moved to', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  const found = projects.find(({ name }: { name: string }) => name === 'found-one')
  const id = await server.thread({ projectId: found.id, prompt: 'Hello' })
  await rest(server, id)
  const place = join(server.environment.HOME ?? '', 'renamed')
  renameSync(found.path, place)
  await page.goto(`${server.origin}/`)
  await openMenu(side().getByRole('button', { name: 'Project found-one' }))
  await page.getByRole('menuitem', { name: 'It was moved…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: place }).click()
  const notices = page.getByRole('region', { name: 'Notices' })
  await notices.getByText('found-one was found again.').waitFor()
  expect((await server.snapshot(id)).projectPath).toBe(place)
})
