// Files whose way into git leads through a program that may not run yet, in a real checkout.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../changes/checkout.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { filteredAmong } from './filtered.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({
    '.gitattributes': '*.up filter=up\n*.own filter=own\nplain.up -filter\n',
    'a.up': 'a\n',
    'two\nlines.up': 'x\n',
    'b.own': 'b\n',
    'plain.up': 'c\n',
    'deep/.gitattributes': '*.txt filter=up\n',
    'deep/d.txt': 'd\n',
  })
})
afterEach(() => repository.remove())

const set = (...args: string[]) => repository.plain(['config', ...args])
const all = ['a.up', 'two\nlines.up', 'b.own', 'plain.up', 'deep/d.txt', 'gone.up', 'README.md']
const among = async (paths: string[], trusted = false) =>
  filteredAmong(await openCheckout(repository.git, { path: repository.root, trusted }), paths)

it('are those that lie there and that a filter of the repository would convert', async () => {
  expect(await among(all)).toEqual([])
  set('filter.up.clean', 'tr a-z A-Z')
  set('--global', 'filter.own.clean', 'tr a-z A-Z')
  expect(await among(all)).toEqual(['a.up', 'two\nlines.up', 'deep/d.txt'])
  expect(await among([])).toEqual([])
})

it('are none once it is trusted, and none of the person’s own, whatever the repository says of it', async () => {
  set('filter.up.process', 'no-such-program')
  expect(await among(all, true)).toEqual([])
  set('--global', 'filter.up.clean', 'cat')
  expect(await among(all)).toEqual([])
})
