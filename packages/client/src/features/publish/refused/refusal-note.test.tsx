// What a refusal says, drawn once to plain markup: nothing that is not offered beside it.
import type { ProblemValue } from '@a-parallel/shared'
import { renderToStaticMarkup } from 'react-dom/server'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { beforeAll, expect, it } from 'vitest'
import en from '../../../words/en.json'
import { RefusalNote } from './refusal-note.tsx'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    resources: { en: { words: en } },
    lng: 'en',
    defaultNS: 'words',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
})

const drawn = (problem: ProblemValue) =>
  renderToStaticMarkup(<RefusalNote problem={problem} onClose={() => undefined} />)
const away = { reason: 'unreachable', remote: 'origin', base: 'main' }

it.each([
  ['base', true],
  ['upstream', false],
])('where the %s could not be fetched, what is known of it here is spoken of: %s', (from, is) => {
  const said = drawn({ code: 'fetch_failed', detail: '', values: { ...away, from } })
  expect(said).toContain('origin could not be reached, so nothing was taken in.')
  expect(said.includes('what is known of main here')).toBe(is)
})

it('a push speaks of its own', () => {
  const said = drawn({ code: 'push_refused', detail: '', values: { ...away, from: 'base' } })
  expect(said).toContain('origin could not be reached. Check your network and push again.')
})
