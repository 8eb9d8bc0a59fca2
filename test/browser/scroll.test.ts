// A reader of a long thread is never moved by what arrives: a thread of 5,000 items and a real agent that adds to it.
import { beforeAll, expect, it } from 'vitest'
import { lastWords, writeLongThread } from '../../bench/rig/written/long-thread.ts'
import { composer, conversation, openThread } from '../support/app-page.ts'
import { browserRig, page, server, tab } from '../support/pages/rig.ts'

const paragraph = 'The agent writes one more sentence about the cart. '.repeat(6)
const read = { tool: 'Read', input: { file_path: '{{cwd}}/README.md' } }

const scenarios = [
  {
    name: 'stream',
    pace: { chunk: 12, delayMs: 40 },
    steps: [
      ...Array.from({ length: 5 }, (_, index) => [
        `## Part ${index}\n\n${paragraph}\n\n- one\n- two\n\n`,
        read,
      ]),
      [`${paragraph}\n\nThe stream has ended.`],
    ],
  },
  { name: 'trickle', steps: [[{ huge: { deltas: 5 * 240, perSecond: 5, chars: 60 } }]] },
]

let id: string

browserRig({ server: { scenarios } })
beforeAll(async () => {
  const [project] = (await server.api('GET', '/api/projects')).body.projects
  id = writeLongThread(server.home, project, 5_000)
  await server.restart()
})

interface Place {
  /** The place of the row in the whole, from 1. */
  row: number
  /** Px below the upper edge of the conversation. */
  top: number
}

/** The first row that a reader sees, or where a given row is now; null when it is not drawn. */
function placeOf(row?: number): Promise<Place | null> {
  return conversation(page).evaluate((log, wanted) => {
    const edge = log.getBoundingClientRect().top
    for (const each of log.querySelectorAll('[aria-posinset]')) {
      const place = Number(each.getAttribute('aria-posinset'))
      const { top, bottom } = each.getBoundingClientRect()
      if (wanted === undefined ? bottom > edge + 1 : place === wanted)
        return { row: place, top: top - edge }
    }
    return null
  }, row)
}

/** The place once it is the same before and after three painted frames. */
async function restingPlace(): Promise<Place> {
  let before = await placeOf()
  await expect
    .poll(
      async () => {
        await page.evaluate(async () => {
          for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
        })
        const now = await placeOf()
        const same =
          now?.row === before?.row && Math.abs((now?.top ?? 0) - (before?.top ?? 1e6)) < 0.5
        before = now
        return same
      },
      { interval: 150, timeout: 15_000 },
    )
    .toBe(true)
  if (!before) throw new Error('no row is in sight')
  return before
}

/** Turns the wheel and waits until the conversation has moved: the browser answers before it scrolls. */
async function wheel(dy: number): Promise<void> {
  const box = await conversation(page).boundingBox()
  if (!box) throw new Error('no conversation')
  const before = await placeOf()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.wheel(0, dy)
  await expect.poll(() => placeOf(), { timeout: 15_000 }).not.toEqual(before)
}

const fromEnd = () =>
  conversation(page).evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop)

/** Watches a row in every frame that is painted, until it is asked. */
function watch(place: Place): Promise<void> {
  return conversation(page).evaluate((log, { row, top }) => {
    const seen = { frames: 0, moved: 0, gone: 0, forMs: 0 }
    const began = performance.now()
    const channel = new MessageChannel()
    channel.port1.addEventListener('message', () => {
      const element = log.querySelector(`[aria-posinset="${row}"]`)
      seen.frames += 1
      seen.forMs = performance.now() - began
      if (!element) seen.gone += 1
      else {
        const now = element.getBoundingClientRect().top - log.getBoundingClientRect().top
        seen.moved = Math.max(seen.moved, Math.abs(now - top))
      }
      requestAnimationFrame(() => channel.port2.postMessage(null))
    })
    channel.port1.start()
    requestAnimationFrame(() => channel.port2.postMessage(null))
    Object.assign(window, { seenByReader: seen })
  }, place)
}

const seenByReader = () =>
  page.evaluate(() => {
    const seen: unknown = Reflect.get(window, 'seenByReader')
    return seen as { frames: number; moved: number; gone: number; forMs: number } // What watch() put there.
  })

const pill = () => page.getByRole('button', { name: /^(\d+ new|To the latest)$/ })

it('opens 5,000 items at their end, with only what is in sight on the page', async () => {
  await openThread(page, server, id)
  await conversation(page).getByText(lastWords).waitFor()
  await expect.poll(fromEnd).toBeLessThan(2)
  const counted = () =>
    page.evaluate(() => ({
      rows: document.querySelectorAll('[role=log] [aria-posinset]').length,
      nodes: document.querySelectorAll('[role=log] *').length,
      all: Number(document.querySelector('[aria-setsize]')?.getAttribute('aria-setsize')),
    }))
  const { rows, nodes, all } = await counted()
  expect(all).toBeGreaterThan(4_000)
  expect(rows).toBeLessThan(80)
  expect(nodes).toBeLessThan(1_500)
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2_500)
})

it('scrolls through without a hole, up to the first word and back', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    const before = await fromEnd()
    await wheel(-2_500)
    await expect.poll(fromEnd).toBeGreaterThan(before + 1_000)
    await expect
      .poll(() =>
        conversation(page).evaluate((log) => {
          const { x, y, width, height } = log.getBoundingClientRect()
          const at = document.elementFromPoint(x + width / 2, y + height / 2)
          return at?.closest('[aria-posinset]') !== null
        }),
      )
      .toBe(true)
  }
  await conversation(page).focus()
  await page.keyboard.press('Home')
  await conversation(page).getByText('Please look into part 0,').waitFor()
  await page.keyboard.press('End')
  await conversation(page).getByText(lastWords).waitFor()
  await expect.poll(fromEnd).toBeLessThan(2)
  expect(
    await page.evaluate(() => document.querySelectorAll('[role=log] [aria-posinset]').length),
  ).toBeLessThan(120)
})

it('keeps the header of a tool row where it is when it opens and closes', async () => {
  await wheel(-1_500)
  await restingPlace()
  const header = conversation(page).getByRole('button', { name: /npm test/, expanded: false })
  const box = await conversation(page).boundingBox()
  const middle = (box?.y ?? 0) + (box?.height ?? 0) / 2
  const nearMiddle = async () => {
    const tops = await header.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top),
    )
    return tops.findIndex((top) => top > middle - 250 && top < middle + 250)
  }
  await expect.poll(nearMiddle, { timeout: 15_000 }).toBeGreaterThanOrEqual(0)
  const index = await nearMiddle()
  const one = await header.nth(index).elementHandle()
  if (!one) throw new Error('the header is gone')
  const top = () => one.evaluate((element) => element.getBoundingClientRect().top)
  const before = await top()
  for (const open of ['true', 'false']) {
    await one.click()
    expect(await one.getAttribute('aria-expanded')).toBe(open)
    await restingPlace()
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
  }
})

it('stays still for a reader who looks back while an agent writes, and comes back when asked', async () => {
  await conversation(page).focus()
  await page.keyboard.press('End')
  await composer(page).fill('Now @stream a lot')
  await composer(page).press('Enter')
  await conversation(page).getByText('Part 0').waitFor()
  await expect.poll(fromEnd).toBeLessThan(2)
  await wheel(-1_200)
  await pill().waitFor()
  const place = await restingPlace()
  await watch(place)
  await conversation(page)
    .page()
    .getByRole('button', { name: /^\d+ new$/ })
    .waitFor()
  await composer(page).fill('one\ntwo\nthree\nfour')
  await server.untilStatus(id, 'completed')
  await expect.poll(async () => (await seenByReader()).frames).toBeGreaterThan(30)
  const { moved, gone } = await seenByReader()
  expect({ gone, still: moved <= 1 ? true : moved }).toEqual({ gone: 0, still: true })
  await composer(page).fill('')
  await pill().click()
  await conversation(page).getByText('The stream has ended.').waitFor()
  await expect.poll(fromEnd).toBeLessThan(2)
  await expect.poll(() => pill().count()).toBe(0)
})

it('keeps the place of a reader who leaves and comes back, and who reloads', async () => {
  await wheel(-4_000)
  const place = await restingPlace()
  const same = async () => {
    await conversation(page).waitFor()
    await expect
      .poll(async () => Math.abs(((await placeOf(place.row))?.top ?? 1e6) - place.top), {
        timeout: 15_000,
      })
      .toBeLessThanOrEqual(1)
    expect(await pill().count()).toBe(1)
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('main').getByRole('heading', { name: 'Overview' }).waitFor()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /A long thread/ })
    .first()
    .click()
  await same()
  await page.reload()
  await same()
  expect(tab.complaints).toEqual([])
})

it('stays still for 30 s within 1 px while ten agents stream at once', async () => {
  const { projectId } = await server.snapshot(id)
  const others = await Promise.all(
    Array.from({ length: 9 }, () => server.thread({ projectId, prompt: 'Now @trickle' })),
  )
  await conversation(page).focus()
  await page.keyboard.press('End')
  await composer(page).fill('Now @trickle')
  await composer(page).press('Enter')
  const streaming = async () => {
    const threads = await Promise.all([id, ...others].map((each) => server.snapshot(each)))
    return threads.filter(({ open }) => open.some(({ text }) => text.length > 60)).length
  }
  await expect.poll(streaming, { timeout: 90_000, interval: 500 }).toBe(10)
  await wheel(-1_200)
  await pill().waitFor()
  await watch(await restingPlace())
  await expect
    .poll(async () => (await seenByReader()).forMs, { timeout: 60_000, interval: 1_000 })
    .toBeGreaterThan(30_000)
  const { moved, gone } = await seenByReader()
  expect({ gone, still: moved <= 1 ? true : moved }).toEqual({ gone: 0, still: true })
  expect(await streaming()).toBe(10)
})
