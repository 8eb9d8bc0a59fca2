import { describe, expect, it } from 'vitest'
import en from '../../../../words/en.json'
import es from '../../../../words/es.json'
import pt from '../../../../words/pt.json'
import { findSettings } from './find.ts'
import { places } from './places.ts'

const sections = [
  { id: 'general', title: 'General', finds: [{ id: 'language', words: 'Idioma', also: [] }] },
  {
    id: 'look',
    title: 'Apariencia',
    finds: [
      { id: 'size', words: 'Tamaño del texto', also: [] },
      { id: 'contrast', words: 'Contraste', also: ['Según el sistema', 'Alto', 'Alto, en negro'] },
    ],
  },
]
const found = (words: string) =>
  findSettings(sections, words).map(({ section, found: hits }) => [
    section.id,
    ...hits.flatMap(({ id, by }) => (by === null ? [id] : [id, by])),
  ])

it.each([
  ['', [['general'], ['look']]],
  ['  ', [['general'], ['look']]],
  ['TEXTO tamano', [['look', 'size']]],
  ['aparien', [['look']]],
  ['idioma', [['general', 'language']]],
  ['alto', [['look', 'contrast', 'Alto']]],
  ['contraste alto', [['look', 'contrast', 'Alto']]],
  ['segun', [['look', 'contrast', 'Según el sistema']]],
  ['nothing', []],
])('%j', (words, expected) => expect(found(words)).toEqual(expected))

/** The text of a key, whichever of the three it is asked of. */
function textOf(catalog: object, key: string): string {
  const text = key
    .split('.')
    .reduce<unknown>(
      (part, name) => Object.entries(part ?? {}).find(([of]) => of === name)?.[1],
      catalog,
    )
  if (typeof text !== 'string') throw new Error(`${key} has no words`)
  return text
}

describe.each([
  ['en', en, 'dark', 'high contrast', 'restore', 'export conv', 'budget', 'sign out', 'subagents'],
  [
    'es',
    es,
    'oscuro',
    'contraste alto',
    'restaurar',
    'exportar conv',
    'presupuesto',
    'cerrar',
    'subagentes',
  ],
  [
    'pt',
    pt,
    'escuro',
    'contraste alto',
    'restaurar',
    'exportar conv',
    'orcamento',
    'sair',
    'subagentes',
  ],
])('in %s', (_, catalog, ...sought) => {
  const named = Object.entries(places).map(([id, all]) => ({
    id,
    title: '',
    finds: all.map((place) => ({
      id: place.id,
      words: textOf(catalog, place.words),
      also: place.also.map((key) => textOf(catalog, key)),
    })),
  }))
  const leads = [
    'appearance.theme',
    'appearance.contrast',
    'data.backups',
    'data.export',
    'projects.each',
    'about.signOut',
    'notifications.finished',
  ]

  it.each(leads.map((id, index) => [id, sought[index] ?? '']))(
    '%s is found by “%s”',
    (id, words) => {
      const hits = findSettings(named, words).flatMap(({ found: all }) => all)
      expect(hits.map((hit) => hit.id)).toContain(id)
    },
  )

  it('no text has a gap in it', () => {
    const texts = named.flatMap(({ finds }) => finds.flatMap(({ words, also }) => [words, ...also]))
    expect(texts.filter((text) => text.includes('{{'))).toEqual([])
  })
})
