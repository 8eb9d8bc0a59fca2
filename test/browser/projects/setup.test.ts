// How worktrees are made ready, in the app: a recipe is written with its faults told by place, runs nothing before the project
// is trusted, and its commands are watched while they run, ended, gone on without, left to run beside the agent and run again.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

const recipe = {
  files: { copy: ['.env'] },
  environment: { SHOP_URL: 'shop:${A_PARALLEL_THREAD_NAME}' },
  commands: [{ name: 'check', command: 'echo checking; test -e .ready' }],
}

let repository: string
let id: string
let worktree: string

browserRig({
  tab: { colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'] },
  files: { '.gitignore': '.env\n.ready\n' },
})

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  repository = projects[0].path
  writeFileSync(join(repository, '.env'), 'secret-key\n')
})

const field = (name: string) => page.getByRole('textbox', { name })
const section = (name: string) => page.getByRole('region', { name })

it('is none for a thread without a recipe, which shows its variables all the same', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Said.') })
  await rest(server, id)
  await openThread(page, server, id)
  await page.getByRole('button', { name: /^Setup.*Nothing to set up/ }).press('Enter')
  await page.getByRole('button', { name: 'Variables', exact: true }).press('Enter')
  const { worktreePath } = await server.snapshot(id)
  const variables = page.locator('dl')
  await variables.getByText(worktreePath ?? '', { exact: true }).waitFor()
  await judge(page, () => variables.getByText(id, { exact: true }).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(id, { exact: true }),
  })
})

it('is written with its faults told by line and column, and is committed by the person', async () => {
  await page.goto(`${server.origin}/projects/${projectId}/setup`)
  const own = section('Of the repository (.a-parallel.json)')
  await own.getByRole('button', { name: 'Begin with an example' }).press('Enter')
  const box = field('Of the repository (.a-parallel.json)')
  await box.fill('{\n  "files": { "copy": ["../.env"] },\n  "port": ["PORT"]\n}')
  await own.getByText('must be a path inside the repository: ../.env').waitFor()
  expect(await own.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  const tongues = {
    speak: (to: string) => speak(page, server, to),
    stays: page.locator('main textarea').first(),
  }
  await judge(page, () => page.locator('main textarea').first().waitFor(), tongues)
  await own.getByRole('button', { name: 'Line 3, column 3' }).press('Enter')
  expect(await box.evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(40)
  const values = '{\n  "ports": ["DB_PORT"],\n  "environment": {\n    "URL": "db:${DB_PRT}"\n  }\n}'
  await box.fill(values)
  await own.getByText('${DB_PRT} stands for nothing.').waitFor()
  expect(await own.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await own.getByRole('button', { name: 'Line 4, column 12' }).press('Enter')
  expect(await box.evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(
    values.indexOf('"db:'),
  )
  await box.fill(`${JSON.stringify(recipe, null, 2)}\n`)
  await box.press('Control+Enter')
  await own.getByText('Not committed on the default branch like this').waitFor()
  expect(JSON.parse(readFileSync(join(repository, '.a-parallel.json'), 'utf8'))).toEqual(recipe)
  execFileSync('git', ['add', '.a-parallel.json'], { cwd: repository })
  execFileSync('git', ['commit', '-qm', 'recipe'], { cwd: repository })
})

it('runs nothing before the project is trusted, and says so where it is looked for', async () => {
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('region', { name: 'Setup commands' }).getByText('test -e .ready').waitFor()
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Said.') })
  await rest(server, id)
  await openThread(page, server, id)
  await page.getByText('It runs once this project is trusted').waitFor()
  const variables = page.getByRole('button', { name: 'Variables', exact: true })
  await variables.press('Enter')
  await page.getByText('Given once this project is trusted: SHOP_URL.').waitFor()
  await page.getByText(id, { exact: true }).waitFor()
  await judge(page, () => page.getByText(id, { exact: true }).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(id, { exact: true }),
  })
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
  await openThread(page, server, id)
  await variables.press('Enter')
  const { branch } = await server.snapshot(id)
  const name = `t${branch?.slice(branch.lastIndexOf('-') + 1)}`
  await page.getByText(`shop:${name}`, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Copy the value of SHOP_URL' }).press('Enter')
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toBe(`shop:${name}`)
  await page.getByRole('button', { name: 'Copy all' }).press('Enter')
  await expect.poll(copied).toContain(`A_PARALLEL_THREAD_NAME=${name}\n`)
  expect(await copied()).toContain(`SHOP_URL=shop:${name}\n`)
})

it('asks when a command fails, shows what it printed, and goes on once it is run again', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Went on.') })
  const thread = await server.untilStatus(id, 'waiting')
  await openThread(page, server, id)
  const again = page.getByRole('button', { name: 'Run check again' })
  await again.waitFor()
  await page.getByText('checking', { exact: true }).waitFor()
  await judge(page, () => page.getByText('test -e .ready').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText('test -e .ready'),
  })
  writeFileSync(join(thread.worktreePath ?? '', '.ready'), '')
  await again.press('Enter')
  await page.getByText('Went on.', { exact: true }).waitFor()
  await page.getByRole('button', { name: /Setup.*Ready/ }).waitFor()
})

const until = (file: string) => `until test -e ${file}; do sleep 0.1; done`
const commands = [
  {
    name: 'count',
    command: `echo $$ > .pid; echo one; ${until('.two')}; echo two; ${until('.never')}`,
  },
  { name: 'watch', command: `echo looking; ${until('.stop')}; echo stopped`, blocking: false },
]
const command = (name: string) =>
  page
    .getByRole('list', { name: 'Setup commands' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: new RegExp(`^${name} `) }) })
const printed = (name: string, line: string) =>
  command(name).getByText(line, { exact: true }).waitFor()

it('shows what a command prints while it runs, ends it and goes on without it', async () => {
  const path = `/api/projects/${projectId}/recipe/own`
  await server.api('POST', path, { text: JSON.stringify({ commands }) })
  id = await server.thread({ projectId, prompt: prompt('Say it', 'Went on.') })
  const { worktreePath } = await server.until(id, runs('count'))
  worktree = worktreePath ?? ''
  await openThread(page, server, id)
  await page.getByRole('button', { name: /Setup.*count…/ }).press('Enter')
  await printed('count', 'one')
  writeFileSync(join(worktree, '.two'), '')
  await printed('count', 'two')
  await page.getByRole('button', { name: 'Go on without count' }).press('Enter')
  await page.getByText('Went on.', { exact: true }).waitFor()
  await command('count').getByText('left out').waitFor()
  const pid = Number(readFileSync(join(worktree, '.pid'), 'utf8'))
  await expect.poll(() => lives(pid)).toBe(false)
})

it('leaves one to run beside the agent, ends it, and runs it again', async () => {
  await rest(server, id)
  const watch = command('watch')
  await watch.getByText('runs · beside the agent').waitFor()
  await page.getByRole('button', { name: 'End watch' }).press('Enter')
  await watch.getByText('left out').waitFor()
  await page.getByRole('button', { name: 'Run watch' }).press('Enter')
  await watch.getByText('runs · beside the agent').waitFor()
  await watch.getByRole('button', { name: /^watch / }).press('Enter')
  await printed('watch', 'looking')
  await judge(page, () => printed('watch', 'looking'))
  writeFileSync(join(worktree, '.stop'), '')
  await printed('watch', 'stopped')
  await watch.getByText('done · beside the agent').waitFor()
  await page.getByRole('button', { name: /Setup.*Ready/ }).waitFor()
  expect(tab.complaints).toEqual([])
})

const runs = (name: string) => (thread: ThreadSnapshot) =>
  thread.preparation?.commands.some((one) => one.name === name && one.state === 'running') ?? false

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
