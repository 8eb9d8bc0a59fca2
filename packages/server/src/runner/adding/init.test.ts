// Folders that become repositories, and what is found on the disk, with real git.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Problem } from '@a-parallel/contract/model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import { findRepositories } from './find.ts'
import { initRepository } from './init.ts'

let repository: TestRepository
let home: string
let folder: string

beforeEach(() => {
  repository = makeRepository()
  home = join(repository.directory, 'data')
  mkdirSync(home)
  folder = realpathSync(mkdtempSync(join(repository.directory, 'plain-')))
})
afterEach(() => repository.remove())

const init = (path: string) => initRepository({ git: repository.git, path, home })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (cause: unknown) => (cause instanceof Problem ? cause.code : String(cause)),
  )

it('a folder becomes a repository with what lies in it, but for what is ignored', async () => {
  writeFileSync(join(folder, '.gitignore'), '.env\n')
  writeFileSync(join(folder, '.env'), 'SECRET=1\n')
  writeFileSync(join(folder, 'shop.txt'), 'one\n')
  expect(await init(folder)).toEqual({ path: folder, files: 2 })
  expect(repository.plain(['ls-files'], folder)).toBe('.gitignore\nshop.txt')
  expect(repository.plain(['status', '--porcelain'], folder)).toBe('')
  expect(repository.plain(['branch', '--show-current'], folder)).toBe('main')
  expect(existsSync(join(folder, '.git', 'hooks'))).toBe(false)
})

it('an empty one, and one without a commit, get their first', async () => {
  expect(await init(folder)).toEqual({ path: folder, files: 0 })
  const begun = join(repository.directory, 'begun')
  repository.plain(['init', '-q', '-b', 'trunk', begun])
  writeFileSync(join(begun, 'a.txt'), 'a\n')
  expect(await init(begun)).toEqual({ path: begun, files: 1 })
  expect(repository.plain(['branch', '--show-current'], begun)).toBe('trunk')
})

it('is refused where it cannot be meant, and leaves the folder as it was', async () => {
  expect(await codeOf(init(repository.root))).toBe('init_refused')
  expect(await codeOf(init('/'))).toBe('init_refused')
  expect(await codeOf(init(home))).toBe('path_denied')
  expect(await codeOf(init(join(folder, 'nowhere')))).toBe('init_refused')
  const crowded = join(folder, 'node_modules')
  mkdirSync(crowded)
  for (let number = 0; number < 5_001; number += 1) writeFileSync(join(crowded, `${number}`), '')
  expect(await codeOf(init(folder))).toBe('init_too_large')
  const anonymous = join(repository.directory, 'anonymous')
  mkdirSync(anonymous)
  writeFileSync(join(repository.environment['HOME'] ?? '', '.gitconfig'), '')
  expect(await codeOf(init(anonymous))).toBe('identity_missing')
  expect([folder, anonymous].some((path) => existsSync(join(path, '.git')))).toBe(false)
})

it('leaves what is left of a repository alone, however little git makes of it', async () => {
  writeFileSync(join(folder, 'a.txt'), 'a\n')
  repository.plain(['init', '-q', folder])
  repository.plain(['add', '-A'], folder)
  repository.plain(['commit', '-q', '-m', 'one'], folder)
  const tip = repository.plain(['rev-parse', 'HEAD'], folder)
  const head = readFileSync(join(folder, '.git', 'HEAD'))
  // As after a power cut.
  writeFileSync(join(folder, '.git', 'HEAD'), '')
  expect(await codeOf(init(folder))).toBe('init_refused')
  writeFileSync(join(folder, '.git', 'HEAD'), head)
  expect(repository.plain(['rev-parse', 'HEAD'], folder)).toBe(tip)
  const led = join(repository.directory, 'led')
  mkdirSync(led)
  writeFileSync(join(led, '.git'), 'gitdir: /nowhere/.git/worktrees/led\n')
  expect(await codeOf(init(led))).toBe('init_refused')
  expect(existsSync(join(led, '.git'))).toBe(true)
})

it('is not led into our data by a link, nor made of what holds our data or other repositories', async () => {
  const worktree = join(home, 'worktrees')
  mkdirSync(worktree)
  const way = join(repository.directory, 'way-in')
  symlinkSync(worktree, way)
  expect(await codeOf(init(way))).toBe('path_denied')
  expect(await codeOf(init(`${way}/`))).toBe('path_denied')
  expect(await codeOf(init(repository.directory))).toBe('path_denied')
  expect(await codeOf(init('~/'))).toBe('init_refused')
  mkdirSync(join(folder, 'inner'))
  repository.plain(['init', '-q', join(folder, 'inner')])
  expect(await codeOf(init(folder))).toBe('init_refused')
  for (const place of [worktree, repository.directory, folder])
    expect(existsSync(join(place, '.git'))).toBe(false)
})

it('runs no filter of a repository that has no commit yet', async () => {
  const sign = join(repository.directory, 'sprung')
  repository.plain(['init', '-q', folder])
  repository.plain(['config', 'filter.evil.clean', `touch '${sign}'; cat`], folder)
  writeFileSync(join(folder, '.gitattributes'), '* filter=evil\n')
  expect(await codeOf(init(folder))).toBe('init_refused')
  expect(existsSync(sign)).toBe(false)
})

it('finds repositories, the one used last first, with their worktrees; not behind links, nor inside of others', async () => {
  const root = join(repository.directory, 'person')
  const make = (path: string) => {
    mkdirSync(join(root, path), { recursive: true })
    repository.plain(['init', '-q', join(root, path)])
  }
  for (const path of ['code/web', 'code/web/vendored', '.cache/tool', 'node_modules/dep'])
    make(path)
  make('data/theirs')
  symlinkSync(repository.root, join(root, 'link'))
  mkdirSync(join(root, 'deep/1/2/3/4/5/6'), { recursive: true })
  const worktree = join(repository.directory, 'worktree')
  repository.plain(['clone', '-q', repository.root, join(root, 'code/last')])
  repository.plain(['worktree', 'add', '-q', worktree], join(root, 'code/last'))
  const { repositories, complete } = await findRepositories({
    root,
    home: join(root, 'data'),
    now: () => performance.now(),
  })
  expect(complete).toBe(true)
  expect(repositories.map(({ path, worktrees }) => [path, worktrees])).toEqual([
    [join(root, 'code/last'), [worktree]],
    [join(root, 'code/web'), []],
  ])
  // Also where the home itself is reached by a link: as projects name their places.
  symlinkSync(root, join(repository.directory, 'by-link'))
  const linked = { root: join(repository.directory, 'by-link'), home: join(root, 'data') }
  const again = await findRepositories({ ...linked, now: () => performance.now() })
  expect(again.repositories.map(({ path }) => path)).toContain(join(root, 'code/last'))
  let time = 0
  const slow = await findRepositories({ root, home, now: () => (time += 2_000) })
  expect(slow.complete).toBe(false)
})
