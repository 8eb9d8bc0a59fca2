// What stands in a value for something else: known names alone, and every text can be written.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filledIn, strayReference } from './references.ts'

const known = new Map([
  ['DB_PORT', '21003'],
  ['A_PARALLEL_THREAD_NAME', 't0a1b2c3d'],
])
const names = new Set(known.keys())

it.each([
  [
    'postgres://localhost:${DB_PORT}/shop_${A_PARALLEL_THREAD_NAME}',
    'postgres://localhost:21003/shop_t0a1b2c3d',
  ],
  ['${DB_PORT}${DB_PORT}', '2100321003'],
  ['$${DB_PORT}', '${DB_PORT}'],
  ['$$${DB_PORT}', '$${DB_PORT}'],
  ['$${${DB_PORT}}', '${21003}'],
  ['$DB_PORT $ $$ {DB_PORT} $(DB_PORT) %DB_PORT%', '$DB_PORT $ $$ {DB_PORT} $(DB_PORT) %DB_PORT%'],
])('%s is %s', (value, filled) => {
  expect([strayReference(value, names), filledIn(value, known)]).toEqual([null, filled])
})

it.each([
  ['${DB_PRT}', '${DB_PRT}'],
  ['${DB_PORT}/${HOME}', '${HOME}'],
  ['a ${DB_PORT', '${DB_PORT'],
  ['${}', '${}'],
  ['${DB_PORT:-5432}', '${DB_PORT:-5432}'],
  ['${ DB_PORT }', '${ DB_PORT }'],
  ['${constructor}', '${constructor}'],
])('in %s, %s stands for nothing', (value, said) => {
  expect([strayReference(value, names), filledIn(value, known)]).toEqual([said, null])
})

const pieces = fc.oneof(fc.string(), fc.constantFrom('$', '${', '$${', '}', '${DB_PORT}'))
const texts = fc.array(pieces).map((some) => some.join(''))

it('any text can be written, and one without ${ means itself', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(
        filledIn(
          text.replaceAll('${', () => '$${'),
          known,
        ),
      ).toBe(text)
      if (!text.includes('${')) expect(filledIn(text, known)).toBe(text)
    }),
  )
})

it('what stands for nothing has no value, and nothing else is without one', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(filledIn(text, known) === null).toBe(strayReference(text, names) !== null)
    }),
  )
})
