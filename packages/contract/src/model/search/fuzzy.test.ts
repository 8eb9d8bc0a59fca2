import { expect, test } from 'vitest'
import { fuzzyScore, rankPaths } from './fuzzy.ts'

test.each([
  ['whole before start', 'compact', ['compact', 'compact-all']],
  ['start before word', 'rev', ['review', 'security-review']],
  ['word before inside', 'view', ['code-view', 'review']],
  ['inside before letters', 'ode', ['code', 'o-d-e']],
  ['neighbours before strangers', 'crw', ['c-rw', 'caaraaw']],
  ['beginnings of words before middles', 'cr', ['code-review', 'xcxxxr']],
])('%s', (_, query, [better = '', worse = '']) => {
  const [high, low] = [fuzzyScore(query, better), fuzzyScore(query, worse)]
  expect(high).not.toBeNull()
  expect(low).not.toBeNull()
  expect(high ?? 0).toBeGreaterThan(low ?? 0)
})

test.each([
  ['x', 'compact'],
  ['ca', 'ac'],
  ['compactt', 'compact'],
])('%s does not fit %s', (query, text) => expect(fuzzyScore(query, text)).toBeNull())

const paths = [
  'README.md',
  'packages/client/src/app/shell/shell.tsx',
  'packages/client/src/features/composer/composer.tsx',
  'packages/client/src/features/composer/index.ts',
  'packages/client/src/features/composer/',
  'my dir/a b.txt',
  'docs/ÜBER.md',
  'shell/readme.txt',
]

test.each([
  ['composer', 'packages/client/src/features/composer/'],
  ['composer.t', 'packages/client/src/features/composer/composer.tsx'],
  ['shell', 'packages/client/src/app/shell/shell.tsx', 'shell/readme.txt'],
  ['readme', 'README.md', 'shell/readme.txt'],
  ['a b', 'my dir/a b.txt'],
  ['über', 'docs/ÜBER.md'],
  ['composer/in', 'packages/client/src/features/composer/index.ts'],
  ['cmpsr', 'packages/client/src/features/composer/'],
])('%s finds %s first', (query, ...first) => {
  expect(rankPaths(paths, query, 10).slice(0, first.length)).toEqual(first)
})

test('without a query the highest come first; no more than the limit; nothing where nothing fits', () => {
  expect(rankPaths(paths, '', 2)).toEqual(['README.md', 'docs/ÜBER.md'])
  expect(rankPaths(paths, 'zzz', 10)).toEqual([])
})

test('a hundred thousand paths are looked through at every key', () => {
  const many = Array.from(
    { length: 100_000 },
    (_, index) => `packages/part-${index % 97}/src/feature-${index}/file-${index}.ts`,
  )
  const began = process.cpuUsage()
  expect(rankPaths(many, 'file-99999', 50)[0]).toContain('file-99999.ts')
  expect(rankPaths(many, 'ftr42', 50)).toHaveLength(50)
  // Of the processor: others may be using the machine.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(3_000)
})
