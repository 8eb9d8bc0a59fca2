// Judges a screen as it is: wide and narrow, light and dark, in one language or all: nothing for axe to find, nothing
// wider than the window.
import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const widths = [1440, 390] as const
const colorSchemes = ['light', 'dark'] as const
const languages = ['en', 'es', 'pt'] as const

type Look = { width: number; language: string; colorScheme: string }

type Rules = { type: 'tag' | 'rule'; values: string[] }

/** What a theme can change. */
const ofColours: Rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
/** What words can change: how things are called, and how large they are. */
const ofWords = axe
  .getRules(['cat.name-role-value', 'cat.text-alternatives', 'cat.forms', 'cat.language'])
  .filter(({ tags }) => tags.some((tag) => standards.includes(tag)))
  .map(({ ruleId }) => ruleId)
  .concat('target-size', 'aria-command-name', 'aria-input-field-name', 'aria-toggle-field-name')

/** The rules for a look: all of them in the first of each width, afterwards those that it can break and no look before. */
function rulesFor({ language, colorScheme }: Look): Rules {
  if (colorScheme === 'dark') return ofColours
  return language === 'en' ? { type: 'tag', values: standards } : { type: 'rule', values: ofWords }
}

/** What axe finds, each with the place, so that a failure tells what to mend. */
async function findings(of: Page, rules: Rules): Promise<string[]> {
  // A page that was not left since has it already.
  if (!(await of.evaluate(() => 'axe' in window))) await of.evaluate(axe.source)
  return of.evaluate(async (runOnly) => {
    const here = (window as unknown as { axe: typeof axe }).axe // Put there just now.
    const { violations } = await here.run(
      { exclude: ['[data-base-ui-focus-guard]'] },
      { runOnly, resultTypes: ['violations'], iframes: false },
    )
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) =>
        [id, target.join(' '), html.slice(0, 200), failureSummary ?? ''].join('\n  '),
      ),
    )
  }, rules)
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

export interface Tongues {
  /** Lets the page speak a language, and waits until it does. */
  speak: (language: string) => Promise<void>
  /** What tells, in any language, that the screen is still the one to judge. */
  stays: Locator
}

/**
 * Judges what is on the page in every look: each width, each theme and, with `tongues`, each language. `prepare` brings a
 * screen back that a change of width took away; it finds the page in English.
 */
export async function judge(
  of: Page,
  prepare: () => Promise<unknown>,
  tongues?: Tongues,
): Promise<void> {
  for (const width of widths) {
    await of.setViewportSize({ width, height: 900 })
    await prepare()
    for (const language of tongues ? languages : ['en']) {
      await tongues?.speak(language)
      await tongues?.stays.waitFor()
      for (const colorScheme of colorSchemes) {
        await of.emulateMedia({ colorScheme })
        await settled(of)
        const look: Look = { width, language, colorScheme }
        expect({ ...look, found: await findings(of, rulesFor(look)) }).toEqual({
          ...look,
          found: [],
        })
      }
      const spread = { width, language, tooWide: await tooWide(of) }
      expect(spread).toEqual({ ...spread, tooWide: 0 })
    }
    await tongues?.speak('en')
  }
  await of.setViewportSize({ width: 320, height: 700 })
  await prepare()
  await settled(of)
  // What was opened a moment ago takes its place a frame later.
  await expect.poll(() => tooWide(of), { message: 'too wide at 320 px' }).toBe(0)
  await of.setViewportSize({ width: 1440, height: 900 })
}

/** Judges the colours alone of what is on the page, in light and dark. */
export async function judgeColours(of: Page): Promise<void> {
  for (const colorScheme of colorSchemes) {
    await of.emulateMedia({ colorScheme })
    await settled(of)
    const found = await findings(of, ofColours)
    expect({ colorScheme, found }).toEqual({ colorScheme, found: [] })
  }
}
