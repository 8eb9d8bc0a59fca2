// Git reads what we write as an index.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { indexFile } from './index-file.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'

let repository: TestRepository

beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

it.each([
  ['sha1', 40],
  ['sha256', 64],
] as const)('in a repository of %s', (format, digits) => {
  const root = join(repository.directory, format)
  repository.plain(['init', '-q', `--object-format=${format}`, root])
  const paths = ['z', 'a-b', 'a/b', 'a.b', 'é 𝔸\n"', 'x'.repeat(5000), 'b', 'c', 'd', 'e'].map(
    (name, index) => name + 'y'.repeat(index),
  )
  const records = paths.map((path, index) => ({
    path,
    mode: index % 2 === 0 ? '100644' : '120000',
    oid: `${index + 10}`.repeat(digits / 2),
  }))
  writeFileSync(join(root, '.git', 'index'), indexFile(records, digits))
  const told = repository.exact(['ls-files', '--stage', '-z'], root)
  const bytes = (path: string) => Buffer.from(path).toString('latin1')
  const expected = records.map(({ path, mode, oid }) => `${mode} ${oid} 0\t${bytes(path)}`)
  expect(
    told
      .split('\0')
      .filter((entry) => entry !== '')
      .toSorted(),
  ).toEqual(expected.toSorted())
  const sorted = told.split('\0').map((entry) => entry.slice(entry.indexOf('\t') + 1))
  expect(sorted.slice(0, -1)).toEqual(sorted.slice(0, -1).toSorted())
})
