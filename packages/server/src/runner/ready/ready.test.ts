// Checkouts that stand ready, on real git: made in a pause, turned into worktrees as new ones would be, and never taken from
// somebody who works in them.
import pino from 'pino'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import { removeHalfMade } from '../git/worktrees/clean.ts'
import { createWorktree } from '../git/worktrees/create.ts'
import { openReadyNotes, type ReadyNote } from './notes.ts'
import { openStock, type StockAsk } from './stock.ts'

let repository: TestRepository
let folder: string
let trusted: boolean

beforeEach(() => {
  repository = makeRepository({
    '.gitignore': '*.log\n',
    'README.md': 'hello\n',
    'src/a.txt': 'a\n',
    'src/b.txt': 'b\n',
  })
  folder = join(repository.directory, 'worktrees')
  mkdirSync(folder)
  trusted = false
})
afterEach(() => repository.remove())

/** A server's stock; `free` is told of the disk. */
function stock(limits: Partial<StockAsk> = {}) {
  return openStock({
    git: repository.git,
    folder: join(repository.directory, 'notes'),
    isTrusted: () => Promise.resolve(trusted),
    freeDisk: () => Promise.resolve(100),
    leastFiles: 4,
    afterMs: 0,
    leastDisk: 10,
    log: pino({ level: 'silent' }),
    ...limits,
  })
}
type Stock = ReturnType<typeof stock>

const expectNext = (one: Stock) => one.expect({ repository: repository.root, base: 'main', folder })
async function made(limits: Partial<StockAsk> = {}) {
  const one = stock(limits)
  expectNext(one)
  await one.tend()
  const [found] = one.known()
  if (!found) throw new Error('none stands ready')
  return { one, path: found.path }
}
const ask = (name = 'one') => ({
  repository: repository.root,
  path: join(folder, name),
  branch: `ap/${name}`,
  base: 'main',
  trusted,
})
const notes = () => openReadyNotes(join(repository.directory, 'notes'))
const head = (path: string) =>
  repository.plain(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'], path)
const main = () => repository.plain(['rev-parse', 'main'])
const worktrees = () =>
  repository.plain(['worktree', 'list', '--porcelain']).match(/^worktree /gm)?.length
const untilGone = (path: string) => expect.poll(() => existsSync(path)).toBe(false)

it('is made in a pause, and becomes the very worktree that would have been made', async () => {
  const { one, path } = await made()
  expect(head(path)).toBe(`${main()}\nHEAD`)
  expect(repository.plain(['status', '--porcelain', '--ignored'], path)).toBe('')
  const inode = statSync(join(path, 'README.md')).ino
  const turned = await one.turn(ask())
  const { path: at } = ask()
  expect(turned).toEqual({ kind: 'ready', path: at, branch: 'ap/one', commit: main() })
  expect([existsSync(path), head(at)]).toEqual([false, `${main()}\nrefs/heads/ap/one`])
  expect(statSync(join(at, 'README.md')).ino).toBe(inode)
  // As after `git worktree add`: unlocked, listed once, nothing upstream.
  const listed = repository.plain(['worktree', 'list', '--porcelain'])
  expect([listed.includes('locked'), worktrees(), one.known()]).toEqual([false, 2, []])
  expect(await one.turn(ask('two'))).toBeNull()
  expectNext(one)
  await one.tend()
  expect(one.known()).toHaveLength(1)
})

it('follows its base: at the moment it is taken, and in a pause', async () => {
  const { one, path } = await made()
  repository.write('src/a.txt', 'later\n')
  const later = repository.commit('later')
  await one.tend()
  expect([head(path), readFileSync(join(path, 'src/a.txt'), 'utf8')]).toEqual([
    `${later}\nHEAD`,
    'later\n',
  ])
  rmSync(join(repository.root, 'src/b.txt'))
  const last = repository.commit('last')
  expect(await one.turn(ask())).toMatchObject({ commit: last })
  expect(existsSync(join(ask().path, 'src/b.txt'))).toBe(false)
  expect(repository.plain(['status', '--porcelain'], ask().path)).toBe('')
})

it('runs the hook of a trusted repository once, in the thread’s worktree', async () => {
  trusted = true
  const said = join(repository.directory, 'said')
  const hook = join(repository.root, '.git/hooks/post-checkout')
  mkdirSync(join(repository.root, '.git/hooks'), { recursive: true })
  writeFileSync(hook, `#!/bin/sh\necho "$PWD $*" >> ${said}\n`, { mode: 0o755 })
  const { one } = await made()
  expect(existsSync(said)).toBe(false)
  await one.turn(ask())
  expect(readFileSync(said, 'utf8')).toBe(`${ask().path} ${'0'.repeat(40)} ${main()} 1\n`)
})

describe('a worktree that was made for nobody', () => {
  const nobodys = async () => {
    const { one } = await made()
    const turned = await one.turn(ask())
    if (!turned) throw new Error('it was not made')
    return { one, made: { ...ask(), commit: turned.commit } }
  }

  it('stands ready again, without its branch', async () => {
    const { one, made: back } = await nobodys()
    expect(await one.putBack(back)).toBe(true)
    const [{ path } = { path: '' }] = one.known()
    expect([head(path), existsSync(back.path), worktrees()]).toEqual([`${main()}\nHEAD`, false, 2])
    expect(repository.plain(['branch', '--list', 'ap/*'])).toBe('')
    // There is one already.
    await one.turn(ask('two'))
    expectNext(one)
    await one.tend()
    expect(await one.putBack({ ...back, ...ask('two') })).toBe(false)
  })

  it.each([
    ['a new file', (path: string) => writeFileSync(join(path, 'mine.txt'), 'mine\n')],
    ['a file that git ignores', (path: string) => writeFileSync(join(path, 'mine.log'), 'mine\n')],
    [
      'a commit',
      (path: string) =>
        void repository.plain(['commit', '-q', '--allow-empty', '-m', 'mine'], path),
    ],
  ])('stays with %s in it', async (_, work) => {
    const { one, made: back } = await nobodys()
    work(back.path)
    expect(await one.putBack(back)).toBe(false)
    expect([existsSync(back.path), head(back.path).endsWith('\nrefs/heads/ap/one')]).toEqual([
      true,
      true,
    ])
  })

  it('is left to be removed where no note can be taken of it', async () => {
    const { one, made: back } = await nobodys()
    const { path } = back
    const note = { repository: repository.root, base: 'main', trusted, manner: '' }
    notes().write({ ...note, path, commit: null, to: null })
    const [name = ''] = readdirSync(join(repository.directory, 'notes'))
    notes().remove(repository.root)
    // A folder cannot be written to either.
    mkdirSync(join(repository.directory, 'notes', `${name}.draft`))
    expect(await one.putBack(back)).toBe(false)
    expect(head(back.path)).toBe(`${main()}\nrefs/heads/ap/one`)
  })

  it('is not put back where nothing begins any more', async () => {
    const { one, made: back } = await nobodys()
    one.drop(repository.root)
    expect(await one.putBack(back)).toBe(false)
  })
})

describe('is left to whoever has worked in it', () => {
  it.each([
    ['a changed file', (path: string) => writeFileSync(join(path, 'README.md'), 'mine\n')],
    ['a new file', (path: string) => writeFileSync(join(path, 'mine.txt'), 'mine\n')],
    ['a file that git ignores', (path: string) => writeFileSync(join(path, 'mine.log'), 'mine\n')],
    [
      'a commit on no branch',
      (path: string) =>
        void repository.plain(['commit', '-q', '--allow-empty', '-m', 'mine'], path),
    ],
    ['a branch', (path: string) => void repository.plain(['switch', '-q', '-c', 'mine'], path)],
    ['a lock', (path: string) => void repository.plain(['worktree', 'lock', path])],
  ])('with %s', async (_, work) => {
    const { one, path } = await made()
    work(path)
    const before = [head(path), repository.plain(['status', '--porcelain', '--ignored'], path)]
    expect(await one.turn(ask())).toBeNull()
    await expect.poll(() => one.known()).toEqual([])
    expect([head(path), repository.plain(['status', '--porcelain', '--ignored'], path)]).toEqual(
      before,
    )
  })

  it('also when its project is put away', async () => {
    const { one, path } = await made()
    writeFileSync(join(path, 'mine.txt'), 'mine\n')
    one.drop(repository.root)
    await expect.poll(() => one.known()).toEqual([])
    expect(readFileSync(join(path, 'mine.txt'), 'utf8')).toBe('mine\n')
  })
})

describe('stands as it did', () => {
  it.each([
    ['there is such a branch', () => void repository.plain(['branch', 'ap/one'])],
    ['the place is taken', () => mkdirSync(ask().path)],
  ])('where %s', async (_, arrange) => {
    const { one, path } = await made()
    arrange()
    expect(await one.turn(ask())).toBeNull()
    expect([existsSync(path), one.known()]).toEqual([true, [expect.objectContaining({ path })]])
    expect(await one.turn(ask('two'))).toMatchObject({ kind: 'ready' })
  })

  it('where there is no such base', async () => {
    const { one } = await made()
    expect(await one.turn({ ...ask(), base: 'nowhere' }).catch(() => null)).toBeNull()
    expect(one.known()).toHaveLength(1)
  })
})

describe('goes, and the worktree is made as any other', () => {
  it.each([
    [
      'attributes say otherwise how files are written',
      () => {
        repository.write('src/.gitattributes', '*.txt eol=crlf\n')
        repository.commit('attributes')
      },
    ],
    ['its project was trusted since', () => void (trusted = true)],
    [
      'a setting says otherwise how files are written',
      () => void repository.plain(['config', 'core.autocrlf', 'true']),
    ],
    [
      'not all files are checked out any more',
      () => void repository.plain(['sparse-checkout', 'set', '--no-cone', '/README.md']),
    ],
  ])('where %s', async (_, change) => {
    const { one, path } = await made()
    change()
    expect(await one.turn(ask())).toBeNull()
    await untilGone(path)
    expect(worktrees()).toBe(1)
  })

  it('where its project is put away, and where the disk gets low', async () => {
    const first = await made()
    first.one.drop(repository.root)
    await untilGone(first.path)
    let free = 100
    const { one, path } = await made({ freeDisk: () => Promise.resolve(free) })
    free = 9
    await one.tend()
    await untilGone(path)
    expect(worktrees()).toBe(1)
  })
})

it.each([
  ['the repository is small', { leastFiles: 5 }],
  ['nobody wants any', { leastFiles: 0 }],
  ['the disk has no room', { leastDisk: 60 }],
  ['it is no pause yet', { afterMs: 60_000 }],
])('none is made where %s', async (_, limits) => {
  const one = stock(limits)
  expectNext(one)
  await one.tend()
  expect([one.known(), worktrees()]).toEqual([[], 1])
})

describe('a server that died', () => {
  const entryOf = (path: string) =>
    /gitdir: (.*)/.exec(readFileSync(join(path, '.git'), 'utf8'))?.[1] ?? ''
  const note = (): ReadyNote => {
    const [found] = notes().all()
    if (!found) throw new Error('nothing is written down')
    return found
  }

  it('before it was whole leaves nothing', async () => {
    const path = join(folder, 'ready-1')
    const base = { repository: repository.root, base: 'main', trusted: false, manner: '' }
    notes().write({ ...base, path, commit: null, to: null })
    const lock = ['--lock', '--reason', 'initializing']
    repository.plain(['worktree', 'add', '-q', ...lock, '--no-checkout', '--detach', path, 'main'])
    const one = stock()
    expect(await one.turn(ask())).toBeNull()
    expect([existsSync(path), one.known(), worktrees()]).toEqual([false, [], 1])
  })

  it('after it was whole leaves it', async () => {
    const { path } = await made()
    expect(await stock().turn(ask())).toMatchObject({ kind: 'ready', commit: main() })
    expect(existsSync(path)).toBe(false)
  })

  it('before it was moved leaves it as well', async () => {
    const { path } = await made()
    notes().write({ ...note(), to: ask().path })
    writeFileSync(join(entryOf(path), 'locked'), 'initializing')
    const one = stock()
    expect(await one.turn(ask())).toMatchObject({ kind: 'ready' })
    expect(existsSync(path)).toBe(false)
  })

  it.each([
    ['before git had written where to', true],
    ['before it was on its branch', false],
  ])('while it was moved, %s, leaves what is made anew as any worktree', async (_, halfway) => {
    const { path } = await made()
    const entry = entryOf(path)
    notes().write({ ...note(), to: ask().path })
    writeFileSync(join(entry, 'locked'), 'initializing')
    if (halfway) renameSync(path, ask().path)
    else repository.plain(['worktree', 'move', '--force', '--force', path, ask().path])
    const one = stock()
    expect(await one.turn(ask('other'))).toBeNull()
    expect(notes().all()).toEqual([])
    const left = await removeHalfMade(repository.git, ask())
    expect([left.kind, existsSync(ask().path), worktrees()]).toEqual(['removed', false, 1])
    expect(readdirSync(folder)).toEqual([])
    expect(await createWorktree(repository.git, ask())).toMatchObject({ kind: 'ready' })
  })

  it.each([
    ['before it was moved', false],
    ['after it was moved', true],
  ])('while one was put back, %s, leaves nothing of it', async (_, moved) => {
    const { one } = await made()
    await one.turn(ask())
    const [place, to] = [ask(), join(folder, 'ready-2')]
    const base = { repository: repository.root, base: 'main', trusted: false, manner: '' }
    notes().write({ ...base, path: to, commit: null, to: null })
    writeFileSync(join(entryOf(place.path), 'locked'), 'initializing')
    repository.plain(['switch', '-q', '--detach'], place.path)
    if (moved) repository.plain(['worktree', 'move', '--force', '--force', place.path, to])
    const next = stock()
    await next.mended()
    const left = await removeHalfMade(repository.git, { ...place, base: main() })
    expect([left.kind, next.known(), worktrees()]).toEqual(['removed', [], 1])
    expect([readdirSync(folder), repository.plain(['branch', '--list', 'ap/*'])]).toEqual([[], ''])
  })

  it('after it was the thread’s leaves it to the thread', async () => {
    const { one } = await made()
    const before = note()
    await one.turn(ask())
    notes().write({ ...before, to: ask().path })
    const next = stock()
    expect(await next.turn(ask('other'))).toBeNull()
    expect([next.known(), head(ask().path)]).toEqual([[], `${main()}\nrefs/heads/ap/one`])
  })
})
