// The three catalogs must say the same things: same keys, same named values, every counted sentence in all its plural forms.
import { problemCodes } from '@a-parallel/contract/model'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import es from './es.json'
import { chooseLanguage } from './i18n.ts'
import pt from './pt.json'
import { pseudo } from './pseudo.ts'

function flat(catalog: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(catalog)) {
    if (typeof value === 'string') found.set(path + key, value)
    else for (const [inner, text] of flat(value, `${path}${key}.`)) found.set(inner, text)
  }
  return found
}

const form = /_(zero|one|two|few|many|other)$/
const stem = (key: string) => key.replace(form, '')
const names = (text: string) =>
  [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).toSorted()
const english = flat(en)

describe.each([
  ['en', en],
  ['es', es],
  ['pt', pt],
])('%s', (language, catalog) => {
  const words = flat(catalog)

  it('has exactly the sentences of English', () => {
    expect([...new Set([...words.keys()].map(stem))].toSorted()).toEqual(
      [...new Set([...english.keys()].map(stem))].toSorted(),
    )
  })

  it('has every plural form its grammar asks for', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const counted = new Set([...words.keys()].filter((key) => form.test(key)).map(stem))
    for (const key of counted)
      for (const category of needed)
        expect(words.has(`${key}_${category}`), `${key}_${category}`).toBe(true)
  })

  it('uses the same named values, and counts with plural forms', () => {
    for (const [key, text] of words) {
      const model = english.get(key) ?? english.get(`${stem(key)}_other`) ?? ''
      expect(names(text), key).toEqual(names(model))
      if (names(text).includes('count'))
        expect(key, 'a counted sentence needs plural forms').toMatch(form)
      expect(text, key).not.toMatch(/\(s\)|^\s*$/)
    }
  })
})

it('chooses by wish, then English', () => {
  expect(chooseLanguage([undefined, 'fr-FR', 'pt-BR', 'es'])).toBe('pt')
  expect(chooseLanguage(['de'])).toBe('en')
})

it('disguises words but not named values', () => {
  expect(flat(pseudo({ a: 'Hi {{name}}' })).get('a')).toMatch(/^\[Hí \{\{name\}\} ø+\]$/)
})

it('has words for every problem a server of this version can tell of', () => {
  for (const code of problemCodes) expect(english.has(`problems.${code}`), code).toBe(true)
})
