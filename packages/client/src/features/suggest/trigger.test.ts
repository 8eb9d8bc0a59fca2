import { describe, expect, test } from 'vitest'
import { insertionOf, mentionOf, triggerAt } from './trigger.ts'

/** The caret stands at the bar. */
const at = (text: string) => triggerAt(text.replace('|', ''), text.indexOf('|'))

describe('what is being typed', () => {
  test.each([
    ['/|', 'command', 0, 1, ''],
    ['/comp|', 'command', 0, 5, 'comp'],
    ['/co|mpact now', 'command', 0, 8, 'co'],
    ['@|', 'file', 0, 1, ''],
    ['Look at @src/a|', 'file', 8, 14, 'src/a'],
    ['Look at @sr|c/a.ts now', 'file', 8, 17, 'sr'],
    ['(@rea|)', 'file', 1, 5, 'rea'],
    ['see @at@x|', 'file', 4, 9, 'at@x'],
    ['see @"my dir/a b|', 'file', 4, 16, 'my dir/a b'],
    ['see @"my |dir/a b" now', 'file', 4, 17, 'my '],
    ['one\n@two|', 'file', 4, 8, 'two'],
  ])('%s', (text, kind, from, to, query) => expect(at(text)).toEqual({ kind, from, to, query }))

  test.each([
    'Hello|',
    '/compact now|',
    ' /compact|',
    'one\n/two|',
    'me@example.com|',
    '@src/a.ts |',
    '@"my dir/a b" |',
    'Go|',
    '',
  ])('nothing in %j', (text) => expect(at(text || '|')).toBeNull())
})

test.each([
  ['src/a.ts', '@src/a.ts'],
  ['src/', '@src/'],
  ['app/[id]/(group)/page.tsx', '@app/[id]/(group)/page.tsx'],
  ['日本.txt', '@日本.txt'],
  ['my dir/a b.txt', '@"my dir/a b.txt"'],
  ['my dir/', '@"my dir/"'],
  ['ends.', '@"ends."'],
  ['a#b.txt', '@"a#b.txt"'],
  ['Makefile', '@Makefile'],
])('%s is mentioned as %s', (path, mention) => expect(mentionOf(path)).toBe(mention))

test('a file is followed by a blank, a folder stays open, a command waits for what follows', () => {
  const file = { kind: 'file', from: 0, to: 1, query: '' } as const
  expect(insertionOf(file, 'a.ts')).toBe('@a.ts ')
  expect(insertionOf(file, 'src/')).toBe('@src/')
  expect(insertionOf(file, 'my dir/')).toBe('@"my dir/')
  expect(insertionOf({ ...file, kind: 'command' }, 'compact')).toBe('/compact ')
})
