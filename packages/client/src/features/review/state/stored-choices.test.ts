import { settingsDefaults } from '@a-parallel/contract/model'
import { afterEach, expect, it, vi } from 'vitest'
import { storedLayout, storedReading } from './stored-choices.ts'

afterEach(() => vi.unstubAllGlobals())

const keeping = (kept: Record<string, string>) =>
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept[key] ?? null })

it('reads as is usual where nothing is kept, or what is no choice of ours', () => {
  for (const kept of ['', 'null', '7', '{"review":7}', '{"review":{"tree":"no"}}', '{']) {
    keeping({ 'a-parallel.settings': kept, 'a-parallel.review': kept })
    expect(storedReading()).toEqual(settingsDefaults.review)
    expect(storedLayout()).toEqual({ listWide: true, listNarrow: false, width: 560 })
  }
})

it('reads as the settings say that the server last told of, in a pane as it lay in this browser', () => {
  keeping({
    'a-parallel.settings': JSON.stringify({ review: { tree: false, ignoreSpace: true, glow: 1 } }),
    'a-parallel.review': JSON.stringify({ width: 700, tree: true }),
  })
  expect(storedReading()).toEqual({ ...settingsDefaults.review, tree: false, ignoreSpace: true })
  expect(storedLayout()).toEqual({ listWide: true, listNarrow: false, width: 700 })
})
