// Proves by computation that every text and control colour is legible on every ground, in all four themes.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Theme = Record<string, string>

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [plain = '', high = ''] = css.split(":root[data-contrast='high']")

function themeFrom(sources: string[], side: 1 | 2): Theme {
  const theme: Theme = {}
  for (const source of sources) {
    for (const match of source.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)) {
      const name = match[1] ?? ''
      theme[name] = match[side + 1] ?? ''
    }
  }
  return theme
}

type Rgb = [number, number, number]

function rgb(hex: string): Rgb {
  const digits = hex.slice(1)
  const full = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits
  const at = (index: number) => Number.parseInt(full.slice(index, index + 2), 16)
  return [at(0), at(2), at(4)]
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const c = channel / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function ratio(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function tinted(text: Rgb, ground: Rgb): Rgb {
  const mix = (index: 0 | 1 | 2) => text[index] * 0.1 + ground[index] * 0.9
  return [mix(0), mix(1), mix(2)]
}

const themes = {
  light: themeFrom([plain], 1),
  dark: themeFrom([plain], 2),
  'high contrast light': themeFrom([plain, high], 1),
  'high contrast dark': themeFrom([plain, high], 2),
}
const grounds = ['bg', 'sidebar', 'selected', 'hover', 'raised', 'code-bg']
const texts = ['fg', 'muted', 'accent', 'need', 'stall', 'run', 'review', 'fail', 'setup', 'merged']
const syntax = [
  'comment',
  'keyword',
  'string',
  'constant',
  'function',
  'parameter',
  'punctuation',
  'link',
]

describe.each(Object.entries(themes))('%s theme', (_name, theme) => {
  const colour = (name: string): Rgb => rgb(theme[name] ?? expect.fail(`no token ${name}`))

  it.each(texts)('%s reads at 4.5:1 on every ground, and on a tint of itself', (text) => {
    for (const ground of grounds) {
      expect(ratio(colour(text), colour(ground)), ground).toBeGreaterThanOrEqual(4.5)
      expect(
        ratio(colour(text), tinted(colour(text), colour(ground))),
        `${ground} tint`,
      ).toBeGreaterThanOrEqual(4.5)
    }
  })

  it.each(syntax)('syntax %s reads at 4.5:1 on code and in both halves of a diff', (name) => {
    for (const ground of ['code-bg', 'bg', 'add-bg', 'del-bg', 'add-strong', 'del-strong']) {
      expect(ratio(colour(`syn-${name}`), colour(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('keeps plain text in a diff above 10:1', () => {
    for (const ground of ['add-bg', 'del-bg']) {
      expect(ratio(colour('fg'), colour(ground)), ground).toBeGreaterThanOrEqual(10)
      expect(ratio(colour('muted'), colour(ground)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('draws control borders at 3:1 and button labels at 4.5:1', () => {
    for (const ground of ['bg', 'sidebar', 'selected', 'raised']) {
      expect(ratio(colour('border'), colour(ground)), ground).toBeGreaterThanOrEqual(3)
    }
    expect(ratio(colour('accent-fg'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
    expect(ratio(colour('accent-fg'), colour('accent-hover'))).toBeGreaterThanOrEqual(4.5)
    expect(ratio(colour('accent-fg'), colour('fail'))).toBeGreaterThanOrEqual(4.5)
  })
})
