// The page of skills where there are none, and where folders of skills may not be read.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asOther } from '../../support/skills/as-other.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { putSkill, skillText } from '../../support/skills/skill-files.ts'

browserRig({ tab: { colorScheme: 'light' } })

const group = (name: string) => page.getByRole('region', { name, exact: true })
const own = (...path: string[]) => join(server.folder, 'home', '.claude', 'skills', ...path)
const row = (name: string) => page.getByRole('listitem').filter({ hasText: `/${name}` })
const again = () => page.getByRole('button', { name: 'Try again' })

it('says that there are none, and how there come to be some', async () => {
  await page.goto(`${server.origin}/settings/skills`)
  await group('Mine').getByText('None yet.').waitFor()
  await group('With the agent’s program')
    .getByText('No agent has told yet', { exact: false })
    .waitFor()
  expect(await group('Of plugins').count()).toBe(0)
  expect(await page.getByRole('searchbox', { name: 'Filter skills' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Write one' }).waitFor()
  await page.getByRole('combobox', { name: 'Project' }).selectOption({ label: 'shop' })
  await group('Of shop').getByText('None yet.').waitFor()
  await judge(page, () => group('Of shop').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByRole('combobox').first(),
  })
})

it('says which folder may not be read, and shows all else', async () => {
  const commands = join(server.folder, 'home', '.claude', 'commands')
  mkdirSync(commands, { recursive: true })
  putSkill(own(), 'greet', skillText('greet', 'Say hello.'))
  putSkill(own(), 'closed', skillText('closed', 'Say nothing.'))
  chmodSync(own('closed'), 0)
  chmodSync(commands, 0)
  await asOther(server.folder, async () => {
    await page.getByRole('combobox', { name: 'Project' }).selectOption('')
    await page.getByRole('alert').filter({ hasText: commands }).waitFor()
    await row('greet').waitFor()
    await row('closed').getByText('Faulty').waitFor()
    await row('closed').getByRole('button', { name: '/closed' }).press('Enter')
    await row('closed').getByText('It may not be read.', { exact: false }).waitFor()
    await row('closed').getByRole('alert').filter({ hasText: 'You may not read' }).waitFor()
    await judge(page, () => row('closed').waitFor())
    chmodSync(commands, 0o755)
    await again().first().press('Enter')
    await page.getByRole('alert').filter({ hasText: commands }).waitFor({ state: 'detached' })
  })
})
