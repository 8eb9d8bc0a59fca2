// Judges a screen as it is: wide and narrow, light and dark, nothing for axe to find, nothing wider than the window.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const looks = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

/** What axe finds, each with the place, so that a failure tells what to mend. */
async function findings(of: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: of })
    .withTags(standards)
    .exclude('[data-base-ui-focus-guard]')
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) =>
      [id, target.join(' '), html.slice(0, 200), failureSummary ?? ''].join('\n  '),
    ),
  )
}

/** How many px the page, or the conversation on it, is wider than what shows it. */
function tooWide(of: Page): Promise<number> {
  return of.evaluate(() => {
    const boxes = [
      document.documentElement,
      document.body,
      ...document.querySelectorAll('main,[role=log]'),
    ]
    return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth))
  })
}

/** Transitions have ended: a colour on its way is no colour to judge. */
function settled(of: Page): Promise<unknown> {
  return of.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished),
    ),
  )
}

const languages = ['en', 'es', 'pt'] as const

export interface Tongues {
  /** Which language comes first; a screen is seen in each of them, not in each look. */
  from: number
  speak: (language: string) => Promise<void>
}

/**
 * Judges what is on the page in every look. `prepare` brings a screen back that a change of width took away. With
 * `tongues` it must be found whatever the language is.
 */
export async function judge(
  of: Page,
  prepare: () => Promise<unknown>,
  tongues?: Tongues,
): Promise<void> {
  for (const [index, { width, colorScheme }] of looks.entries()) {
    const language = languages[((tongues?.from ?? 0) + index) % languages.length]
    if (tongues && language) await tongues.speak(language)
    await of.setViewportSize({ width, height: 900 })
    await of.emulateMedia({ colorScheme })
    await prepare()
    await settled(of)
    const look = { width, colorScheme, ...(tongues ? { language } : {}) }
    expect({ ...look, found: await findings(of) }).toEqual({ ...look, found: [] })
    expect({ width, tooWide: await tooWide(of) }).toEqual({ width, tooWide: 0 })
  }
  await of.setViewportSize({ width: 320, height: 700 })
  await prepare()
  expect({ width: 320, tooWide: await tooWide(of) }).toEqual({ width: 320, tooWide: 0 })
  await of.setViewportSize({ width: 1440, height: 900 })
}
