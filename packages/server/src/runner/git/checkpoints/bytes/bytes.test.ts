// Files whose bytes git would not write back: a checkpoint gives them again as they were, and keeps nothing of all others.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ThreadId } from '@a-parallel/shared'
import { afterEach, describe, expect, it } from 'vitest'
import {
  checkedOut,
  conversions,
  converting,
  pointing,
  writeBytes,
} from '../../conversion/scenes.ts'
import { createGit, type Git } from '../../core.ts'
import { noteBefore } from '../../publish/update/kept.ts'
import { openCheckpointRig, type CheckpointRig } from '../checkpoint-rig.ts'

let rig: CheckpointRig
afterEach(() => rig.repository.remove())

const checkout = () => ({ git: rig.git, path: rig.ask.path })
const put = (name: string, bytes: string) => writeBytes(rig.ask.path, name, bytes)
/** Long before the checkpoint: git sees by itself what is written to it afterwards. */
const putBefore = (name: string, bytes: string, seconds: number) => {
  put(name, bytes)
  const at = Date.now() / 1000 - seconds
  utimesSync(rig.file(name), at, at)
}
const read = (name: string) => readFileSync(rig.file(name), 'latin1')
const take = async (name: string) => (await rig.capture(name)).commit
const open = async (scene: keyof typeof conversions = 'CR LF where git finds text') => {
  rig = await openCheckpointRig({ 'README.md': 'hello\n' })
  const { [scene]: found } = conversions
  if (found === undefined) throw new Error(scene)
  converting(checkout(), found)
  return found
}
/** What a checkpoint keeps of bytes, by path; null: it says that there are none. */
const kept = (commit: string) => {
  const told = /^bytes (\w+)$/m.exec(rig.git('log', '-1', '--format=%b', commit))?.[1]
  if (told === undefined || told === 'none') return told ?? 'nothing said'
  expect(rig.git('rev-parse', `${commit}^2^{tree}`)).toBe(told)
  return rig.git('ls-tree', '-r', '--name-only', told)
}

/** The names of all that ours was asked, in their order, beside what runs beside each other. */
function listening(): { git: Git; names: () => string[]; paths: (name: string) => string[] } {
  const asked: { name: string; stdin: string }[] = []
  const inner = createGit({ environment: rig.repository.environment })
  const git: Git = (args, options) => {
    asked.push({ name: options.name, stdin: String(options.stdin ?? '') })
    return inner(args, options)
  }
  return {
    git,
    names: () => asked.map(({ name }) => name).toSorted(),
    paths: (name) => asked.flatMap((one) => (one.name === name ? one.stdin.split(/[\0\n]/) : [])),
  }
}

const ways = Object.keys(conversions).flatMap((name) => [
  [name, 'looked at for the first time'] as const,
  [name, 'followed'] as const,
])

it.each(ways)(
  '%s, %s: comes back to the byte, and so does what was there meanwhile',
  async (name, how) => {
    const { same, other } = await open(name)
    if (how === 'followed') {
      put('README.md', 'changed\n')
      await take('one/before')
    }
    const usual = read('f.txt')
    const states: Record<string, [f: string | null, more: string | null]> = {
      same: [same, null],
      usual: [usual, null],
      other: [other, same],
      'same again': [same, other],
      gone: [null, other],
    }
    const taken: { commit: string; files: Record<string, string> }[] = []
    for (const [state, [f, more]] of Object.entries(states)) {
      for (const [file, bytes] of [['f.txt', f] as const, ['more.txt', more] as const])
        if (bytes === null) rmSync(rig.file(file), { force: true })
        else put(file, bytes)
      taken.push({ commit: await take(state.replace(' ', '-')), files: rig.files() })
    }
    const rest = rig.untouched()
    for (const [index, at] of [0, 3, 1, 2, 4, 1, 0].entries()) {
      const { commit, files } = taken[at] ?? { commit: '', files: {} }
      const before = rig.files()
      const { safety, left } = await rig.setBack(commit, `rewind-${index}`)
      expect([rig.files(), left]).toEqual([files, []])
      await rig.setBack(safety, `undo-${index}`)
      expect(rig.files()).toEqual(before)
      await rig.setBack(commit, `redo-${index}`)
      expect(rig.files()).toEqual(files)
    }
    expect(rig.untouched()).toEqual(rest)
  },
  120_000,
)

it('says of a file that it is set back of which the line ends alone differ', async () => {
  const { same } = await open()
  const before = await take('one/before')
  put('f.txt', same)
  const { repository, ask } = rig
  const changes = { path: 'f.txt', kind: 'set-back' }
  const { localCheckpoints } = await import('../../../local/checkpoints.ts')
  const untrusted = () => Promise.resolve(false)
  const ours = localCheckpoints(repository.git, join(repository.directory, 'indexes'), untrusted)
  expect(await ours.changes({ ...ask, to: before })).toEqual([changes])
  expect(await rig.setBack(before)).toMatchObject({ changed: 1, left: [] })
  expect(await ours.changes({ ...ask, to: before })).toEqual([])
})

it('keeps a file of which it cannot be told, since a filter that it needs fails', async () => {
  rig = await openCheckpointRig({ 'README.md': 'hello\n' })
  const settings = { clean: 'tr a-z A-Z', smudge: 'false', required: 'true' }
  for (const [name, value] of Object.entries(settings))
    rig.git('config', '--global', `filter.low.${name}`, value)
  put('.gitattributes', '*.txt filter=low\n')
  put('f.txt', 'Mine\n')
  const commit = await take('one/before')
  expect(kept(commit)).toBe('f.txt')
  expect(rig.git('cat-file', 'blob', `${commit}^2:f.txt`)).toBe('Mine')
})

it('puts them where a link, a folder or nothing lies by then, with the mode of then, and follows no link', async () => {
  rig = await openCheckpointRig({ '.gitattributes': '* text=auto\n' }, 'sha256')
  const names = ['a\nb "q.txt', ' space', '-dash', 'deep/er/f.txt', 'link', 'folder', 'run.sh']
  mkdirSync(rig.file('deep/er'), { recursive: true })
  for (const name of names) put(name, `${name}\r\n`)
  chmodSync(rig.file('run.sh'), 0o755)
  const files = rig.files()
  const commit = await take('one/before')
  expect(kept(commit).split('\n')).toHaveLength(names.length)
  const outside = join(rig.repository.directory, 'outside')
  mkdirSync(outside)
  writeBytes(outside, 'f.txt', 'theirs\n')
  for (const name of ['deep', 'link', 'folder']) rmSync(rig.file(name), { recursive: true })
  mkdirSync(rig.file('deep'))
  symlinkSync(outside, rig.file('deep/er'))
  symlinkSync(join(outside, 'f.txt'), rig.file('link'))
  mkdirSync(rig.file('folder'))
  put('folder/inside', 'x\r\n')
  put('a\nb "q.txt', 'other\n')
  chmodSync(rig.file('run.sh'), 0o644)
  const after = rig.files()
  const { safety, left } = await rig.setBack(commit)
  expect([rig.files(), left]).toEqual([files, []])
  await rig.setBack(safety, 'undo')
  expect(rig.files()).toEqual(after)
  expect(readFileSync(join(outside, 'f.txt'), 'latin1')).toBe('theirs\n')
})

it('is not of its commit alone where a file that git takes for unchanged is other bytes', async () => {
  const { same } = await open()
  put('f.txt', same)
  rig.git('add', 'f.txt')
  expect(rig.git('status', '--porcelain')).toBe('')
  const commit = await take('one/before')
  expect(kept(commit)).toBe('f.txt')
  put('f.txt', 'other\n')
  await rig.setBack(commit)
  expect(read('f.txt')).toBe(same)
})

describe('keeps nothing twice', () => {
  it.each(Object.keys(conversions))('of what git writes: %s', async (name) => {
    await open(name)
    checkedOut(checkout(), 'README.md')
    put('empty', '')
    const raw = rig.git('hash-object', '--no-filters', 'f.txt')
    const had = rig.git('cat-file', '--batch-all-objects', '--batch-check').includes(raw)
    expect(kept(await take('one/before'))).toBe('none')
    const has = rig.git('cat-file', '--batch-all-objects', '--batch-check').includes(raw)
    expect(has).toBe(had)
  })

  it('of what Git LFS has, which is not asked for it', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n' })
    const { asked } = pointing(checkout(), rig.repository.directory)
    put('large.bin', 'large\n'.repeat(1000))
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', 'large')
    const first = await take('one/before')
    put('large.bin', 'larger\n'.repeat(1000))
    expect([kept(first), kept(await take('one/after'))]).toEqual(['none', 'none'])
    expect(existsSync(asked)).toBe(false)
    await rig.setBack(first)
    expect(read('large.bin')).toBe('large\n'.repeat(1000))
  })

  it('and keeps a pointer of Git LFS whose file was not fetched', async () => {
    rig = await openCheckpointRig({ 'README.md': 'hello\n' })
    const { asked } = pointing(checkout(), rig.repository.directory)
    put('large.bin', 'large\n'.repeat(1000))
    rig.git('add', '-A')
    rig.git('commit', '-q', '-m', 'large')
    const pointer = rig.repository.exact(['cat-file', 'blob', 'HEAD:large.bin'], rig.ask.path)
    put('large.bin', pointer)
    const commit = await take('one/before')
    expect([kept(commit), existsSync(asked)]).toEqual(['large.bin', false])
    rmSync(rig.file('large.bin'))
    await rig.setBack(commit)
    expect(read('large.bin')).toBe(pointer)
  })
})

describe('costs', () => {
  const following = [
    'checkpoint-changed',
    'checkpoint-commit',
    'checkpoint-head',
    'checkpoint-held',
    'checkpoint-ignored',
    'checkpoint-ref',
    'checkpoint-tracked',
    'checkpoint-tree',
    'checkpoint-untracked',
  ]
  /** What belongs to the checkout and its settings, not to the checkpoint. */
  const ours = (names: string[]) =>
    names.filter((name) => /^(checkpoint|held|conversions|file-names|as-written|bytes)/.test(name))

  it('a repository that converts nothing not one git more', async () => {
    rig = await openCheckpointRig({
      'README.md': 'hello\n',
      '.gitattributes': '*.png binary\n*.lock -diff linguist-generated\n',
    })
    const fresh = listening()
    await rig.capture('one/before', fresh.git)
    expect(ours(fresh.names())).toEqual([
      'checkpoint-commit',
      'checkpoint-ref',
      'checkpoint-status',
      'checkpoint-watched',
    ])
    put('README.md', 'changed\n')
    await take('one/after')
    put('README.md', 'again\n')
    const changed = listening()
    const { commit } = await rig.capture('two/before', changed.git)
    expect(ours(changed.names())).toEqual([...following, 'checkpoint-add'].toSorted())
    expect([kept(commit), rig.git('log', '-1', '--format=%B', commit).includes('bytes')]).toEqual([
      'nothing said',
      false,
    ])
  })

  it('one that converts the reading of what has changed, and nothing where nothing has', async () => {
    await open()
    for (let index = 0; index < 50; index += 1) putBefore(`${index}.txt`, `${index}\r\n`, 20)
    await take('one/before')
    putBefore('7.txt', 'seven\r\n', 10)
    putBefore('8.txt', 'eight\n', 10)
    const changed = listening()
    const { commit } = await rig.capture('one/after', changed.git)
    expect(changed.paths('held-sizes').filter(Boolean)).toHaveLength(2)
    expect(new Set(changed.paths('file-names').filter(Boolean))).toEqual(new Set(['7.txt']))
    expect(kept(commit).split('\n')).toHaveLength(49)
    const same = listening()
    const next = await rig.capture('two/before', same.git)
    expect(ours(same.names())).toEqual([...following, 'checkpoint-bytes-there'].toSorted())
    expect(kept(next.commit)).toBe(kept(commit))
  })

  it('a checkout that git has just made no reading of its files', async () => {
    await open()
    const fresh = listening()
    const { commit } = await rig.capture('one/before', fresh.git)
    expect(kept(commit)).toBe('none')
    expect(ours(fresh.names())).toEqual([
      'checkpoint-commit',
      'checkpoint-ref',
      'checkpoint-status',
      'checkpoint-watched',
      'held-files',
      'held-sizes',
    ])
  })
})

describe('where the rules are others by then', () => {
  it('has all files as they were under the attributes of then', async () => {
    rig = await openCheckpointRig({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.bin': 'x\r\n' })
    const plain = { commit: await take('one/before'), files: rig.files() }
    put('.gitattributes', '*.txt text eol=crlf\n')
    put('a.txt', 'one\r\n')
    const ended = { commit: await take('one/after'), files: rig.files() }
    put('.gitattributes', '*.txt text eol=lf ident\n')
    put('b.txt', 'two\r\n')
    put('c.bin', 'y\r\n')
    const other = { commit: await take('two/after'), files: rig.files() }
    const order = [plain, ended, other, ended, plain, other, plain]
    for (const [index, { commit, files }] of order.entries()) {
      const before = rig.files()
      const { safety } = await rig.setBack(commit, `rewind-${index}`)
      expect(rig.files()).toEqual(files)
      await rig.setBack(safety, `undo-${index}`)
      expect(rig.files()).toEqual(before)
      await rig.setBack(commit, `redo-${index}`)
    }
  })

  it('keeps what a setting would have git write otherwise from now on', async () => {
    rig = await openCheckpointRig({ 'a.txt': 'one\n', 'b.txt': 'two\n' })
    put('b.txt', 'Two\n')
    expect(kept(await take('one/before'))).toBe('nothing said')
    rig.git('config', 'core.autocrlf', 'true')
    const commit = await take('one/after')
    expect(kept(commit)).toBe('a.txt\nb.txt')
    const files = rig.files()
    for (const name of ['a.txt', 'b.txt']) rmSync(rig.file(name))
    await rig.setBack(commit)
    expect(rig.files()).toEqual(files)
    rig.git('config', '--unset', 'core.autocrlf')
    expect(kept(await take('two/before'))).toBe('nothing said')
  })
})

it('holds them also where a server died once the index had followed', async () => {
  const { same, other } = await open()
  put('f.txt', same)
  await take('one/before')
  put('f.txt', other)
  const { git } = listening()
  const dying: Git = (args, options) =>
    options.name === 'held-sizes' ? Promise.reject(new Error('died')) : git(args, options)
  await expect(rig.capture('one/after', dying)).rejects.toThrow('died')
  const commit = await take('one/after')
  put('f.txt', 'lost\n')
  await rig.setBack(commit)
  expect(read('f.txt')).toBe(other)
})

it('holds them for a thread that goes on from there, after a thorough cleaning', async () => {
  const { other } = await open()
  put('f.txt', other)
  const commit = await take('one/before')
  const { repository, ask } = rig
  const threadId = '00000000-0000-4000-8000-000000000002' as ThreadId // Of the right shape.
  const { localCheckpoints } = await import('../../../local/checkpoints.ts')
  const untrusted = () => Promise.resolve(false)
  const ours = localCheckpoints(repository.git, join(repository.directory, 'indexes'), untrusted)
  const commits = { 'one/before': commit }
  await ours.share({ repository: ask.repository, threadId, commits })
  await ours.forget({ repository: ask.repository, threadId: ask.threadId })
  rig.git('reflog', 'expire', '--expire=now', '--all')
  rig.git('gc', '--quiet', '--prune=now')
  checkedOut(checkout(), 'f.txt')
  await ours.restore({ ...ask, threadId, name: 'fork/made', to: commit })
  expect(read('f.txt')).toBe(other)
})

it('holds them where it is written down of which update it is', async () => {
  const { same } = await open()
  put('f.txt', same)
  await take('update/before')
  const { ask, repository } = rig
  await noteBefore(repository.git, ask, { stamp: 'stamp' })
  const ref = `refs/a-parallel/checkpoints/${ask.threadId}/update/before`
  const commit = rig.git('rev-parse', ref)
  expect([rig.git('log', '-1', '--format=%s', commit), kept(commit)]).toEqual(['stamp', 'f.txt'])
  put('f.txt', 'other\n')
  await rig.setBack(commit)
  expect(read('f.txt')).toBe(same)
})
