// Worktrees that are removed, and what stands in the way: real repositories, and what plain git then lists of them.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GitError } from '../error.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { placeToGive } from './aside.ts'
import { createWorktree } from './create.ts'
import { removeWorktree, type RemoveAsk } from './remove.ts'
import { worktreeState } from './state.ts'

let repository: TestRepository
const children: ChildProcess[] = []

const seed = {
  'README.md': 'hello\n',
  'src/a.txt': 'a\n',
  'src/b.txt': 'b\n',
  '.gitignore': 'out\n',
}
const at = (name: string): string => join(repository.directory, 'worktrees', name)
const file = (name: string): string => join(at('one'), name)
const git = (...args: string[]) => repository.plain(args, at('one'))
const create = async (name: string) => {
  const ask = { repository: repository.root, path: at(name), branch: `ap/${name}`, base: 'main' }
  expect(await createWorktree(repository.git, ask)).toMatchObject({ kind: 'ready' })
}
const remove = (more: Partial<RemoveAsk> = {}) =>
  removeWorktree(repository.git, { repository: repository.root, path: at('one'), ...more })

/** Where worktrees lie, as git lists them. */
const listed = () =>
  repository
    .plain(['worktree', 'list', '--porcelain', '-z'])
    .split('\0')
    .flatMap((line) => (line.startsWith('worktree ') ? [line.slice('worktree '.length)] : []))
const branches = () => repository.plain(['branch', '--format=%(refname:short)']).split('\n')

function change(name: string, content = 'changed\n'): void {
  mkdirSync(dirname(file(name)), { recursive: true })
  writeFileSync(file(name), content)
}

beforeEach(async () => {
  repository = makeRepository(seed)
  await create('one')
})
afterEach(async () => {
  await stop()
  repository.remove()
})

async function stop(): Promise<void> {
  for (const child of children.splice(0)) {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined
    // With all that it has started.
    if (ended && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}

it('takes the folder, with what git ignores, and the entry; all else stays as it was', async () => {
  await create('two')
  writeFileSync(join(at('two'), 'README.md'), 'of the other one\n')
  change('src/a.txt', 'committed\n')
  git('commit', '-q', '-am', 'work')
  const work = git('rev-parse', 'HEAD')
  change('out/built.js', 'built\n')
  const own = ['.git/index', '.git/HEAD', '.git/config', 'README.md']
  const main = () => own.map((name) => readFileSync(join(repository.root, name), 'latin1'))
  const before = main()
  expect(await remove()).toEqual({ kind: 'removed' })
  expect(existsSync(at('one'))).toBe(false)
  expect(listed()).toEqual([repository.root, at('two')])
  expect(repository.plain(['rev-parse', 'ap/one'])).toBe(work)
  expect(readFileSync(join(at('two'), 'README.md'), 'utf8')).toBe('of the other one\n')
  expect(main()).toEqual(before)
  expect(existsSync(join(repository.root, '.git/a-parallel.lock'))).toBe(false)
})

const dirty: Record<string, [paths: string[], make: () => void]> = {
  'a changed file': [['src/a.txt'], () => change('src/a.txt')],
  'a file that is gone': [['src/a.txt'], () => rmSync(file('src/a.txt'))],
  'what is staged alone': [
    ['src/a.txt'],
    () => {
      change('src/a.txt')
      git('add', '-A')
      change('src/a.txt', seed['src/a.txt'])
    },
  ],
  'a rename that is staged': [
    ['src/a.txt', 'src/z.txt'],
    () => git('mv', 'src/a.txt', 'src/z.txt'),
  ],
  'a new file that is staged and gone again': [
    ['new.txt'],
    () => {
      change('new.txt')
      git('add', '-A')
      rmSync(file('new.txt'))
    },
  ],
  'new files, whatever a setting hides': [
    ['new/deep.txt', 'two\nlines "x"\t.txt'],
    () => {
      change('new/deep.txt')
      change('two\nlines "x"\t.txt')
      git('config', 'status.showUntrackedFiles', 'no')
    },
  ],
  'a mode that changed [posix]': [['src/a.txt'], () => chmodSync(file('src/a.txt'), 0o755)],
  'a link in the place of a file': [
    ['README.md'],
    () => {
      rmSync(file('README.md'))
      symlinkSync('src/a.txt', file('README.md'))
    },
  ],
  'a merge in conflict': [
    ['src/a.txt'],
    () => {
      repository.write('src/a.txt', 'theirs\n')
      repository.commit('theirs')
      change('src/a.txt', 'ours\n')
      git('commit', '-q', '-am', 'ours')
      expect(() => git('merge', 'main')).toThrow('merge main')
    },
  ],
  'a branch without a commit': [
    ['.gitignore', 'README.md', 'src/a.txt', 'src/b.txt'],
    () => git('checkout', '-q', '--orphan', 'fresh'),
  ],
}

it.each(Object.entries(dirty))(
  'names %s and touches nothing, unless it is told to',
  async (_, [paths, make]) => {
    make()
    const status = () => repository.exact(['status', '--porcelain', '-uall', '-z'], at('one'))
    const before = [status(), listed()]
    const outcome = await remove()
    expect(outcome).toMatchObject({ kind: 'has-changes' })
    expect(outcome.kind === 'has-changes' && outcome.paths.toSorted()).toEqual(paths)
    expect([status(), listed()]).toEqual(before)
    expect(await remove({ discardChanges: true })).toEqual({ kind: 'removed' })
    expect([existsSync(at('one')), listed()]).toEqual([false, [repository.root]])
    expect(branches()).toContain('ap/one')
  },
)

it('finds nothing to do where it was removed before', async () => {
  await create('two')
  expect(await remove()).toEqual({ kind: 'removed' })
  expect(await remove()).toEqual({ kind: 'missing' })
  expect(await remove({ discardChanges: true })).toEqual({ kind: 'missing' })
  expect(listed()).toEqual([repository.root, at('two')])
})

it('takes along what it was being given when a server was killed', async () => {
  const lie = () => readdirSync(join(repository.directory, 'worktrees'))
  const given = placeToGive(at('one'))
  mkdirSync(join(given, 'node_modules'), { recursive: true })
  mkdirSync(`${at('one')}.giving-mine`)
  await remove()
  expect(lie()).toEqual(['one.giving-mine'])
})

describe('one that a person has locked', () => {
  beforeEach(() => void git('worktree', 'lock', '--reason', 'mine', at('one')))

  it('stays, and goes once it is unlocked', async () => {
    expect(await remove()).toEqual({ kind: 'locked' })
    expect(readFileSync(file('README.md'), 'utf8')).toBe('hello\n')
    expect(listed()).toContain(at('one'))
    git('worktree', 'unlock', at('one'))
    expect(await remove()).toEqual({ kind: 'removed' })
  })

  it('is not forgotten while its folder is away, as on a disk that is not there', async () => {
    const away = join(repository.directory, 'away')
    renameSync(at('one'), away)
    expect(await remove()).toEqual({ kind: 'locked' })
    expect(listed()).toContain(at('one'))
    renameSync(away, at('one'))
    git('worktree', 'unlock', at('one'))
    expect(await remove()).toEqual({ kind: 'removed' })
  })
})

describe('one whose folder', () => {
  it('is gone is forgotten', async () => {
    await create('two')
    rmSync(at('one'), { recursive: true })
    const state = () => worktreeState(join(repository.root, '.git'), at('one'))
    expect(await state()).toEqual({ kind: 'missing' })
    expect(await remove()).toEqual({ kind: 'missing' })
    expect(listed()).toEqual([repository.root, at('two')])
    expect(branches()).toContain('ap/one')
  })

  it('git has moved is no longer at its old place, and goes from the new one', async () => {
    change('src/a.txt')
    repository.plain(['worktree', 'move', at('one'), at('moved')])
    expect(await remove({ discardChanges: true })).toEqual({ kind: 'missing' })
    const moved = { path: at('moved') }
    expect(await remove(moved)).toEqual({ kind: 'has-changes', paths: ['src/a.txt'] })
    expect(await remove({ ...moved, discardChanges: true })).toEqual({ kind: 'removed' })
    expect([existsSync(at('moved')), listed()]).toEqual([false, [repository.root]])
  })

  it('was moved by hand is not taken away from there until git knows of it', async () => {
    change('src/a.txt')
    renameSync(at('one'), at('moved'))
    const moved = { path: at('moved') }
    const all = { ...moved, discardChanges: true }
    expect(await remove(all)).toMatchObject({ kind: 'tampered' })
    expect(readFileSync(join(at('moved'), 'src/a.txt'), 'utf8')).toBe('changed\n')
    repository.plain(['worktree', 'repair', at('moved')])
    expect(await remove(moved)).toEqual({ kind: 'has-changes', paths: ['src/a.txt'] })
    expect(await remove(all)).toEqual({ kind: 'removed' })
    expect(listed()).toEqual([repository.root])
  })

  it('was taken by a folder or a repository of somebody else’s is left alone', async () => {
    rmSync(at('one'), { recursive: true })
    change('mine.txt')
    expect(await remove({ discardChanges: true })).toMatchObject({ kind: 'tampered' })
    repository.plain(['init', '-q'], at('one'))
    expect(await remove({ discardChanges: true })).toMatchObject({ kind: 'tampered' })
    expect(readdirSync(at('one')).toSorted()).toEqual(['.git', 'mine.txt'])
  })

  it('names another repository in its .git is left alone', async () => {
    const evil = join(repository.directory, 'evil')
    repository.plain(['init', '-q', evil])
    writeFileSync(file('.git'), `gitdir: ${evil}/.git\n`)
    expect(await remove({ discardChanges: true })).toMatchObject({ kind: 'tampered' })
    expect(existsSync(file('README.md'))).toBe(true)
  })

  it('is the repository’s own checkout, which is left alone', async () => {
    const own = { path: repository.root, discardChanges: true }
    expect(await remove(own)).toMatchObject({ kind: 'tampered' })
    expect(existsSync(join(repository.root, 'README.md'))).toBe(true)
  })
})

it('takes a link away as a link, and nothing behind it', async () => {
  const outside = join(repository.directory, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'mine.txt'), 'mine\n')
  symlinkSync(outside, file('link'))
  git('add', '-A')
  git('commit', '-q', '-m', 'link')
  expect(await remove()).toEqual({ kind: 'removed' })
  expect(readFileSync(join(outside, 'mine.txt'), 'utf8')).toBe('mine\n')
})

it.each(['two\nlines', ' spaces ', 'q"uote', '-f', 'ü'])(
  'takes one that lies at %j [posix]',
  async (name) => {
    await create('two')
    const ask = { repository: repository.root, path: at(name), branch: 'ap/odd', base: 'main' }
    expect(await createWorktree(repository.git, ask)).toMatchObject({ kind: 'ready' })
    writeFileSync(join(at(name), 'new.txt'), 'new\n')
    expect(await remove({ path: at(name) })).toEqual({ kind: 'has-changes', paths: ['new.txt'] })
    unlinkSync(join(at(name), 'new.txt'))
    expect(await remove({ path: at(name) })).toEqual({ kind: 'removed' })
    expect(await remove({ path: at(name) })).toEqual({ kind: 'missing' })
    expect(listed()).toEqual([repository.root, at('one'), at('two')])
  },
)

describe('beside a process that works in it', () => {
  /** Says a line once it has begun. */
  const start = async (script: string) => {
    const child = spawn('/bin/sh', ['-c', script], {
      cwd: at('one'),
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    })
    children.push(child)
    await once(child.stdout, 'data')
    return child
  }

  it('goes where that holds open what git ignores, and writes to it', async () => {
    change('out/log', '')
    await start('exec 3> out/log; echo go; while :; do echo line >&3; sleep 0.01; done')
    expect(await remove()).toEqual({ kind: 'removed' })
    expect([existsSync(at('one')), listed()]).toEqual([false, [repository.root]])
  })

  it('is gone for good where that makes files without an end', async () => {
    await start('echo go; while mkdir -p new && : > new/file; do :; done 2> /dev/null')
    // Git says no, deletes all of it, or not all: the writer decides.
    await remove({ discardChanges: true }).catch((cause: unknown) =>
      expect(cause).toBeInstanceOf(GitError),
    )
    await stop()
    await remove({ discardChanges: true })
    expect([readdirSync(dirname(at('one'))), listed()]).toEqual([[], [repository.root]])
  })

  it('stays where that has written', async () => {
    const writer = await start(
      'exec 3>> src/a.txt; echo more >&3; echo go; read line; echo more >&3',
    )
    expect(await remove()).toEqual({ kind: 'has-changes', paths: ['src/a.txt'] })
    writer.stdin?.end('go on\n')
    await once(writer, 'exit')
    expect(readFileSync(file('src/a.txt'), 'utf8')).toBe('a\nmore\nmore\n')
    appendFileSync(file('src/a.txt'), 'and more\n')
    expect(await remove()).toEqual({ kind: 'has-changes', paths: ['src/a.txt'] })
  })
})

/** The machine’s administrator may write everywhere. */
const asRoot = process.getuid?.() === 0

it.skipIf(asRoot)(
  'leaves what is closed to us out of the way, and takes it once it is open [posix, not as root]',
  async () => {
    chmodSync(file('src'), 0o555)
    await expect(remove()).rejects.toMatchObject({ code: 'permission' })
    expect([existsSync(at('one')), listed()]).toEqual([false, [repository.root]])
    const [rest = ''] = readdirSync(dirname(at('one')))
    expect(readdirSync(join(at(rest), 'src')).toSorted()).toEqual(['a.txt', 'b.txt'])
    // The place is free meanwhile.
    repository.plain(['worktree', 'add', '-q', at('one'), 'ap/one'])
    chmodSync(join(at(rest), 'src'), 0o755)
    expect(await remove()).toEqual({ kind: 'removed' })
    expect(readdirSync(dirname(at('one')))).toEqual([])
  },
)
