// Images in a message, as a person attaches them: chosen, pasted, dropped; kept through a killed tab; seen by the agent.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { composer, conversation, insist, openMenu, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { picture, type Picture } from '../../support/pictures.ts'
import { browserRig, goOnIn, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig()

const wide = picture(640, 360)
const small = picture(40, 40)

const file = ({ bytes }: Picture, name: string) => ({ name, mimeType: 'image/png', buffer: bytes })
const attached = (of = page) => of.getByRole('list', { name: 'Attached images' })
const kept = ({ sha256 }: Picture) => existsSync(join(server.home, 'images', 'local', sha256))
const lastSeen = () =>
  server.model
    .requests()
    .filter(({ kind }) => kind === 'turn')
    .at(-1)!
    .images.map(({ sha256 }) => sha256)

async function choose(...files: ReturnType<typeof file>[]): Promise<void> {
  const window = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach images' }).click()
  await (await window).setFiles(files)
}

/** As a browser does it for a file that is dragged in from outside, or was copied. */
function give(how: 'drop' | 'paste', image: Picture, name: string): Promise<void> {
  const given = { how, name, base64: image.bytes.toString('base64') }
  return page.evaluate(({ how, name, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], name, { type: 'image/png' }))
    const about = { bubbles: true, cancelable: true }
    if (how === 'paste') {
      const event = new ClipboardEvent('paste', { ...about, clipboardData: data })
      document.activeElement?.dispatchEvent(event)
    } else document.body.dispatchEvent(new DragEvent('drop', { ...about, dataTransfer: data }))
  }, given)
}

const answered = (id: string, turns: number) =>
  server.until(
    id,
    (thread) =>
      thread.turns.length === turns && thread.turns.every(({ state }) => state === 'completed'),
  )

async function resting(): Promise<string> {
  const id = await server.thread({ projectId, prompt: prompt('Begin', 'Here I am.') })
  await rest(server, id)
  await openThread(page, server, id)
  return id
}

it('a draft with an image survives a killed tab, is sent, and is seen by the agent', async () => {
  const id = await resting()
  await composer(page).fill(prompt('Look at this', 'I see a gradient.'))
  await choose(file(wide, 'Login page.png'))
  await attached().getByRole('img', { name: 'Login page.png' }).waitFor()
  await expect.poll(() => kept(wide)).toBe(true)
  const dead = page.waitForEvent('crash')
  const devtools = await tab.context.newCDPSession(page)
  void devtools.send('Page.crash').catch(() => undefined)
  await dead
  goOnIn(await tab.context.newPage())
  await openThread(page, server, id)
  await attached().getByRole('img', { name: 'Login page.png' }).waitFor()
  expect(await composer(page).inputValue()).toContain('Look at this')
  await composer(page).press('Enter')
  await answered(id, 2)
  expect(lastSeen()).toEqual([wide.sha256])
  expect(await attached().count()).toBe(0)

  const thumbnail = conversation(page).getByRole('button', { name: 'Open Login page.png' })
  const drawn = () =>
    thumbnail.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)
  await expect.poll(drawn).toBe(640)
  await thumbnail.click()
  const window = page.getByRole('dialog', { name: 'Login page.png' })
  await window.getByRole('img', { name: 'Login page.png' }).waitFor()
  await judge(page, () => window.getByRole('img').waitFor())
  await page.keyboard.press('Escape')
  await expect.poll(() => window.count()).toBe(0)
  await expect.poll(() => thumbnail.evaluate((one) => one === document.activeElement)).toBe(true)
  // Nothing of it is left for the next message.
  await page.reload()
  await conversation(page).waitFor()
  expect(await composer(page).inputValue()).toBe('')
  expect(await attached().count()).toBe(0)
}, 120_000)

it('images are pasted, dropped and taken off, and a message may be nothing but images', async () => {
  const id = await resting()
  await composer(page).focus()
  await give('paste', small, 'image.png')
  await attached().getByRole('img', { name: 'Image 1' }).waitFor()
  await give('drop', wide, 'Wide.png')
  await attached().getByRole('img', { name: 'Wide.png' }).waitFor()
  await give('drop', picture(30, 20), 'Wrong.png')
  await page.getByRole('button', { name: 'Remove Wrong.png' }).click()
  expect(await attached().getByRole('listitem').count()).toBe(2)
  await judge(page, () => attached().waitFor())
  await composer(page).press('Enter')
  const strip = conversation(page).getByRole('list', { name: 'Images of this message' })
  await strip.getByRole('button', { name: 'Open Image 1' }).click()
  await page.getByRole('dialog', { name: 'Image 1' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('dialog', { name: 'Wide.png' }).getByText('2 of 2').waitFor()
  await page.keyboard.press('Escape')
  await answered(id, 2)
  expect(lastSeen()).toEqual([small.sha256, wide.sha256])
}, 120_000)

const window = (name: string) => page.getByRole('dialog', { name })
const carried = (of: Locator) => of.getByRole('list', { name: 'Images it carries' })

it('an image is taken off a message that waits, and off one that is said again', async () => {
  const id = await resting()
  await composer(page).fill(prompt('Look', ['It begins. ', { hold: 'eyes' }, 'I looked.']))
  await give('drop', small, 'Small.png')
  await give('drop', wide, 'Wide.png')
  await attached().getByRole('img', { name: 'Wide.png' }).waitFor()
  await composer(page).press('Enter')
  await server.model.waitForRequest((request) => request.answer.holding === 'eyes', 30_000)
  await composer(page).fill(prompt('And then', 'I saw.'))
  await give('drop', small, 'Small.png')
  await give('drop', wide, 'Wide.png')
  await attached().getByRole('img', { name: 'Wide.png' }).waitFor()
  await composer(page).press('Enter')
  const queue = page.getByRole('region', { name: 'Messages that wait' })
  await queue.getByRole('button', { name: 'Edit', exact: true }).click()
  await carried(queue).getByRole('img', { name: 'Wide.png' }).waitFor()
  await judge(page, () => carried(queue).waitFor())
  await queue.getByRole('button', { name: 'Remove Small.png' }).click()
  await page.reload()
  await carried(queue).getByRole('img', { name: 'Wide.png' }).waitFor()
  expect(await carried(queue).getByRole('listitem').count()).toBe(1)
  await queue.getByRole('button', { name: 'Save', exact: true }).click()
  await carried(queue).waitFor({ state: 'detached' })
  server.model.release('eyes')
  await answered(id, 3)
  expect(lastSeen().at(-1)).toBe(wide.sha256)
  const { turns } = await server.snapshot(id)
  expect(turns.map(({ images = [] }) => images.map(({ name }) => name))).toEqual([
    [],
    ['Small.png', 'Wide.png'],
    ['Wide.png'],
  ])

  // Which rows are drawn depends on how high they are.
  const said = conversation(page).locator('[data-item]', {
    has: page.getByRole('img', { name: 'Small.png' }),
  })
  await conversation(page).hover()
  await insist(
    () => page.mouse.wheel(0, -300),
    () => said.isVisible(),
  )
  const more = said.getByRole('button', { name: 'More for this message' })
  await openMenu(more)
  await page.getByRole('menuitem', { name: /^Edit and resend/ }).click()
  const dialog = window('Edit and resend')
  await carried(dialog).getByRole('img', { name: 'Small.png' }).waitFor()
  await judge(page, () => carried(dialog).waitFor())
  await dialog.getByRole('button', { name: 'Remove Wide.png' }).click()
  await dialog.getByRole('textbox').fill(prompt('Look again', 'I looked again.'))
  await dialog.getByRole('button', { name: 'Rewind and send' }).click()
  await answered(id, 2)
  expect((await server.snapshot(id)).turns[1]?.images?.map(({ name }) => name)).toEqual([
    'Small.png',
  ])
  expect(lastSeen()).toEqual([small.sha256])
})

const notices = () => page.getByRole('region', { name: 'Notices' })

it('what cannot be attached is said in words, and a failed upload can be tried again', async () => {
  await resting()
  await choose({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await notices().getByText('notes.txt was left out: only PNG').waitFor()
  const large = Buffer.concat([small.bytes, Buffer.alloc(5 * 1024 * 1024)])
  await choose({ name: 'large.png', mimeType: 'image/png', buffer: large })
  await notices().getByText('large.png was left out: an image may have').waitFor()
  const many = Array.from({ length: 11 }, (_, at) => file(picture(20 + at, 20), `${at + 1}.png`))
  await choose(...many)
  await notices().getByText('A message carries 10 images at most').waitFor()
  await expect.poll(() => attached().getByRole('listitem').count()).toBe(10)
  for (const { name } of many.slice(0, 10))
    await page.getByRole('button', { name: `Remove ${name}`, exact: true }).click()
  await page.route('**/api/images', (route) => route.abort())
  const late = picture(33, 33)
  await choose(file(late, 'late.png'))
  const failure = attached().getByRole('alert')
  await failure.getByText('late.png was not sent').waitFor()
  await page.unroute('**/api/images')
  await page.getByRole('button', { name: 'Send late.png again' }).click()
  await expect.poll(() => failure.count()).toBe(0)
  await expect.poll(() => kept(late)).toBe(true)
}, 120_000)

it('two tabs on one thread hold one draft', async () => {
  const id = await resting()
  const other = await tab.context.newPage()
  await openThread(other, server, id)
  await page.bringToFront()
  await composer(page).fill('From the first')
  await expect.poll(() => composer(other).inputValue()).toBe('From the first')
  await give('drop', small, 'one.png')
  await attached(other).getByRole('img', { name: 'one.png' }).waitFor()
  await other.bringToFront()
  await composer(other).press('End')
  await composer(other).pressSequentially(', on in the second')
  await expect.poll(() => composer(page).inputValue()).toBe('From the first, on in the second')
  await composer(other).press('Enter')
  await expect.poll(() => composer(page).inputValue()).toBe('')
  await expect.poll(() => attached().count()).toBe(0)
  await other.close()
  const thread = await answered(id, 2)
  expect(thread.turns.map(({ images = [] }) => images.length)).toEqual([0, 1])
}, 120_000)

it('a new thread begins with an image, which stays through a reload', async () => {
  await page.goto(`${server.origin}/new?project=${projectId}`)
  const words = page.getByRole('textbox', { name: 'What the agent should do' })
  await words.fill(prompt('Build this', 'Built.'))
  await choose(file(wide, 'Sketch.png'))
  await attached().getByRole('img', { name: 'Sketch.png' }).waitFor()
  await expect.poll(() => kept(wide)).toBe(true)
  await page.reload()
  await attached().getByRole('img', { name: 'Sketch.png' }).waitFor()
  expect(await words.inputValue()).toContain('Build this')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await conversation(page).waitFor()
  await answered(new URL(page.url()).pathname.split('/').at(-1)!, 1)
  expect(lastSeen()).toEqual([wide.sha256])
  await page.goto(`${server.origin}/new?project=${projectId}`)
  await words.waitFor()
  expect([await words.inputValue(), await attached().count()]).toEqual(['', 0])
}, 120_000)
