import { expect, it } from 'vitest'
import { findSettings } from './find.ts'

const sections = [
  { id: 'general', title: 'General', finds: [{ id: 'language', words: 'Idioma' }] },
  { id: 'look', title: 'Apariencia', finds: [{ id: 'size', words: 'Tamaño del texto' }] },
]
const found = (words: string) =>
  findSettings(sections, words).map(({ section, found: hits }) => [
    section.id,
    ...hits.map(({ id }) => id),
  ])

it.each([
  ['', [['general'], ['look']]],
  ['  ', [['general'], ['look']]],
  ['TEXTO tamano', [['look', 'size']]],
  ['aparien', [['look']]],
  ['idioma', [['general', 'language']]],
  ['nothing', []],
])('%j', (words, expected) => expect(found(words)).toEqual(expected))
