// Whatever changes what a thread would begin with is told by the marks of a checkout; reading it is not.
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { OwnerId, RunId, ThreadId } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import { markedPaths, markOf } from './marks.ts'
import type { Note } from './notes.ts'
import { openStills } from './stills.ts'

let repository: TestRepository
let path: string

beforeEach(() => {
  repository = makeRepository({
    'README.md': 'hello\n',
    'src/deep/a.ts': 'a\n',
    '.gitignore': '*.log\n',
  })
  path = join(repository.directory, 'one')
  repository.plain(['worktree', 'add', '-q', '-b', 'ap/one', path])
})
afterEach(() => repository.remove())

const file = (name: string) => join(path, name)
const plain = (...args: string[]) => repository.plain(args, path)
const marked = (base = 'main') => markedPaths(repository.git, { path, branch: 'ap/one', base })

/** Once the last writing is long enough ago. */
async function settled(): Promise<() => string | null> {
  const paths = (await marked()) ?? []
  expect(paths).not.toEqual([])
  await expect.poll(() => markOf(paths)).not.toBeNull()
  return () => markOf(paths)
}

function writtenInSilence(): void {
  const { atime, mtime } = statSync(file('README.md'))
  writeFileSync(file('README.md'), 'jello\n')
  utimesSync(file('README.md'), atime, mtime)
}

function committedOnMain(): void {
  repository.write('README.md', 'next\n')
  repository.commit('next')
}

it.each<[what: string, change: () => void]>([
  ['a file is written', () => appendFileSync(file('README.md'), 'more\n')],
  ['a file is written and its time set back', writtenInSilence],
  ['a file goes', () => rmSync(file('src/deep/a.ts'))],
  ['a file comes', () => writeFileSync(file('new.txt'), '')],
  ['a file comes further down', () => writeFileSync(file('src/deep/new.txt'), '')],
  ['a folder comes', () => mkdirSync(file('src/other'))],
  ['what git ignores comes', () => writeFileSync(file('a.log'), '')],
  ['a mode is another', () => chmodSync(file('README.md'), 0o755)],
  [
    'a link takes the place of a folder',
    () => {
      rmSync(file('src'), { recursive: true })
      symlinkSync('/tmp', file('src'))
    },
  ],
  ['it is on another branch', () => plain('switch', '-q', '-c', 'other')],
  ['something is committed in it', () => plain('commit', '-q', '--allow-empty', '-m', 'x')],
  ['its base moves on', committedOnMain],
  ['a tag hides its base', () => plain('tag', 'main', 'HEAD')],
  ['it is tied to another repository', () => writeFileSync(file('.git'), 'gitdir: /elsewhere\n')],
])('another mark: %s', async (_, change) => {
  const mark = await settled()
  const before = mark()
  change()
  expect(mark()).not.toBe(before)
})

it('the same mark where it is only looked at', async () => {
  const mark = await settled()
  const before = mark()
  plain('status')
  readFileSync(file('README.md'))
  expect(mark()).toBe(before)
})

it.each<[what: string, prepare: () => void, base?: string]>([
  ['beside what git ignores', () => writeFileSync(file('a.log'), '')],
  ['beside an empty folder', () => mkdirSync(file('empty'))],
  ['with a base that is another name for one', () => undefined, 'HEAD'],
  ['with a base that is worked out', () => undefined, 'main~0'],
  [
    'of too many files',
    () => {
      for (let index = 0; index < 1000; index += 1) writeFileSync(file(`${index}.txt`), '')
      plain('add', '.')
    },
  ],
])('no marks are known %s', async (_, prepare, base) => {
  prepare()
  expect(await marked(base)).toBeNull()
})

it('a spare lies still once git has found it as it was made, until something is written', async () => {
  const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.
  const place = { repository: repository.root, path, branch: 'ap/one', base: 'main' }
  const names = { owner: 'ada' as OwnerId, threadId, runId: 'run' as RunId } // As above.
  const note: Note = { ...names, ...place, trusted: true, commit: 'c0ffee', checkpoint: null }
  const asked: string[] = []
  const stills = openStills(repository.git, (one) => {
    asked.push(one.threadId)
    return Promise.resolve(true)
  })
  stills.expect(note)
  expect(stills.holds(threadId)).toBe(false)
  await expect.poll(() => stills.holds(threadId)).toBe(true)
  expect(asked).toEqual([threadId])
  writeFileSync(file('new.txt'), '')
  expect(stills.holds(threadId)).toBe(false)
  rmSync(file('new.txt'))
  // Its folder was written twice by then.
  expect(stills.holds(threadId)).toBe(false)
  stills.forget(threadId)
  expect(stills.holds(threadId)).toBe(false)
})
