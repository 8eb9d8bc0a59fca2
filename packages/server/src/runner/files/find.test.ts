import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import type { Git } from '../git/core.ts'
import { openFileSearch, type FileSearch } from './find.ts'

let repository: TestRepository
let search: FileSearch
let now: number

const find = (query: string, limit = 50) => search.find(repository.root, query, limit)

beforeEach(() => {
  repository = makeRepository({
    'README.md': 'hello\n',
    'src/app/main.ts': '\n',
    '.gitignore': 'out\n',
  })
  now = 0
  search = openFileSearch(repository.git, () => now)
})
afterEach(() => repository.remove())

it('finds what is tracked and what is new, folders too; not what is ignored, deleted or in .git', async () => {
  repository.write('src/new one.ts', '\n')
  repository.write('out/made.js', '\n')
  repository.write('ümläut/日本 x.txt', '\n')
  repository.write('bad\nname', '\n')
  rmSync(join(repository.root, 'README.md'))
  expect((await find('')).toSorted()).toEqual(
    [
      '.gitignore',
      'src/',
      'src/app/',
      'src/app/main.ts',
      'src/new one.ts',
      'ümläut/',
      'ümläut/日本 x.txt',
    ].toSorted(),
  )
  expect(await find('main')).toEqual(['src/app/main.ts'])
  expect(await find('日本')).toEqual(['ümläut/日本 x.txt'])
  expect(await find('', 2)).toHaveLength(2)
})

it('keeps what git listed for a moment, and lists anew behind the back of whoever types', async () => {
  expect(await find('later')).toEqual([])
  repository.write('later.txt', '\n')
  now = 1_000
  expect(await find('later')).toEqual([])
  now = 3_000
  expect(await find('later')).toEqual([])
  await expect.poll(() => find('later'), { timeout: 10_000 }).toEqual(['later.txt'])
  rmSync(join(repository.root, 'later.txt'))
  now = 60_000
  expect(await find('later')).toEqual([])
})

it('says that git cannot list, and tries again the next time', async () => {
  const gone = join(repository.directory, 'gone')
  await expect(search.find(gone, '', 10)).rejects.toMatchObject({ code: 'missing-cwd' })
  mkdirSync(gone)
  await expect(search.find(gone, '', 10)).rejects.toMatchObject({ code: 'not-a-repository' })
})

it('answers fast in a checkout of twenty-five thousand files', async () => {
  const paths = Array.from({ length: 25_000 }, (_, n) => `many/${n % 40}/file-${n}.txt`)
  const stdout = Buffer.from(paths.join('\0'))
  const text = (args: readonly string[]) => (args.includes('--deleted') ? '' : String(stdout))
  const listing: Git = (args) => Promise.resolve({ code: 0, stdout, text: text(args), stderr: '' })
  const large = openFileSearch(listing, () => 0)
  expect(await large.find('/', 'file-24999', 50)).toEqual(['many/39/file-24999.txt'])
  const began = process.cpuUsage()
  expect(await large.find('/', 'fl999', 50)).toHaveLength(50)
  // Of the processor: others may be using the machine.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(5_000)
})
