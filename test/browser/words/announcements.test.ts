// What a screen reader is told without being asked: where a thread needs its person and where a turn ends, as much of it
// as the person wants, and never what an agent writes.
import { beforeAll, expect, it } from 'vitest'
import { conversation, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { asked, decide, rest, talk } from '../../support/threads.ts'

let calm: string

browserRig()
beforeAll(async () => {
  calm = await server.thread({ projectId, title: 'Calm', prompt: prompt('zero', 'Nothing.') })
  await rest(server, calm)
})

/** Keeps all that is spoken from here on. */
function listen(): Promise<void> {
  return page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    for (const region of document.querySelectorAll('body > #root > [aria-live]')) {
      const note = () => heard.push(`${region.ariaLive}: ${region.textContent}`)
      new MutationObserver(note).observe(region, {
        childList: true,
        subtree: true,
        characterData: true,
      })
    }
  })
}
const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n')) // Put there by listen.

const needs = (title: string) =>
  server.thread({ projectId, title, prompt: prompt(title, [bash('touch it.txt')], 'Done.') })

async function level(announcements: string): Promise<void> {
  await server.api('PATCH', '/api/settings', { general: { announcements } })
  await openThread(page, server, calm)
  await page.getByText('Connected').waitFor()
  await listen()
}

it('all: where a turn ends and where a thread asks, and nothing of what the agent writes', async () => {
  await level('all')
  await talk(server, calm, prompt('one', 'Secret words.'))
  await conversation(page).getByText('Secret words.', { exact: true }).waitFor()
  await expect.poll(heard, { timeout: 15_000 }).toContain('polite: Calm finished')
  await needs('First')
  await expect.poll(heard, { timeout: 15_000 }).toContain('1 thread needs you')
  expect(await heard()).not.toContain('Secret')
})

it('only what needs me: no end of a turn, but who asks, at once where it is the open thread', async () => {
  await level('attention')
  await talk(server, calm, prompt('two', 'More words.'))
  await conversation(page).getByText('More words.', { exact: true }).waitFor()
  // Spoken in turn: had the end been said, it would have been before this.
  await needs('Second')
  await expect.poll(heard, { timeout: 15_000 }).toContain('2 threads need you')
  expect(await heard()).not.toContain('finished')
  await server.api('POST', `/api/threads/${calm}/messages`, {
    text: prompt('three', [bash('touch that.txt')], 'Done.'),
  })
  await expect.poll(heard, { timeout: 15_000 }).toContain('assertive: Calm needs you')
})

it('none: not a word', async () => {
  const [approval] = await asked(server, calm)
  if (approval) await decide(server, calm, approval, { decision: 'allow' })
  await rest(server, calm)
  await level('none')
  await server.api('POST', `/api/threads/${calm}/messages`, {
    text: prompt('four', [bash('touch other.txt')], 'Done.'),
  })
  await page.getByRole('region', { name: 'Allow this command?' }).waitFor()
  expect(await heard()).toBe('')
})
