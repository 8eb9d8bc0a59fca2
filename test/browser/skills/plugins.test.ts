// The skills of a plugin: listed once, by the name that follows the slash; used; with what switches them, which is their
// plugin's switch alone; and found among many.
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { installPlugin, switchPlugin } from '../../support/skills/plugin-files.ts'
import { skillText } from '../../support/skills/skill-files.ts'
import { rest, talk } from '../../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

const home = () => join(server.folder, 'home')
const group = (name: string) => page.getByRole('region', { name, exact: true })
const row = (name: string) => page.getByRole('listitem').filter({ hasText: `/${name}` })
const filter = () => page.getByRole('searchbox', { name: 'Filter skills' })
const names = () => page.getByRole('listitem').getByRole('button', { name: /^\// }).count()
const open = async () => {
  await page.goto(`${server.origin}/settings/skills`)
  await page.getByRole('combobox', { name: 'Project' }).selectOption({ label: 'shop' })
  await row('compact').waitFor()
}

let thread: string

beforeAll(async () => {
  installPlugin(home(), {
    from: join(server.folder, 'market'),
    name: 'art',
    files: {
      'skills/draw-it/SKILL.md': skillText('draw', 'Draw $ARGUMENTS.'),
      'skills/draw-it/run.sh': 'echo drawing\n',
      'commands/old.md': 'Old.\n',
    },
  })
  thread = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Hello' })
  await rest(server, thread)
})

it('is listed once, with how its plugin is switched off, and can be read', async () => {
  await open()
  const plugins = group('Of plugins')
  await plugins.getByText('/draw', { exact: true }).waitFor()
  await plugins.getByText('/art:old').waitFor()
  expect(await plugins.getByRole('listitem').count()).toBe(2)
  expect(await group('With the agent’s program').getByText('Says hello to people').count()).toBe(0)
  await row('draw').getByRole('button', { name: '/draw' }).press('Enter')
  await row('draw').getByText('claude plugin disable art@market').waitFor()
  expect(await row('draw').getByRole('switch').count()).toBe(0)
  await row('draw').getByRole('button', { name: 'run.sh' }).press('Enter')
  await row('draw').getByText('echo drawing').waitFor()
  await judge(page, () => row('draw').getByText('echo drawing').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText('echo drawing').first(),
  })
})

it('is used by the name that is shown', async () => {
  await talk(server, thread, '/draw a house')
  const told = server.model.requests().flatMap((request) => request.told)
  expect(told.join('\n')).toContain('Draw a house.')
  await open()
  await row('draw').getByText('Used in 1 thread').waitFor()
})

it('is found among many', async () => {
  const all = await names()
  await filter().fill('hello PEOPLE')
  await expect.poll(names).toBe(1)
  await row('draw').waitFor()
  await group('Mine').waitFor({ state: 'detached' })
  await filter().fill('no such thing')
  await page.getByText('No skill fits “no such thing”.').waitFor()
  await judge(page, () => filter().waitFor())
  await filter().press('Escape')
  await expect.poll(names).toBe(all)
})

it('is off where its plugin is, and agents do without it', async () => {
  switchPlugin(home(), 'art', false)
  await open()
  await row('draw').getByText('Off here').waitFor()
  await row('draw').getByRole('button', { name: '/draw' }).press('Enter')
  await row('draw').getByText('claude plugin enable art@market').waitFor()
  const later = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Hello' })
  await rest(server, later)
  const commands = (await server.snapshot(later)).commands.map(({ name }) => name)
  expect(commands).toContain('compact')
  expect(commands).not.toContain('draw')
  expect(tab.complaints).toEqual([])
})
