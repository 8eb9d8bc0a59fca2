// Merges into a base on real repositories: what each way gives, whose work is never touched, and what a killed server
// leaves.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { openPlace } from '../place.ts'
import { parseCheckouts } from './checkouts.ts'
import { finishMerges, markMerge } from './marks.ts'
import { merge, type MergeAsk } from './merge.ts'
import { predict } from './predict.ts'

let repository: TestRepository
let path: string
beforeEach(() => {
  repository = makeRepository({ 'a.txt': '1\n2\n3\n', 'b.txt': 'one\n' })
  path = join(repository.directory, 'tree')
  repository.plain(['worktree', 'add', '-q', '-b', 'work', path])
  inTree('a.txt', '1\n2\nthree\n', 'three')
  inTree('new/c.txt', 'c\n', 'new file')
})
afterEach(() => repository.remove())

function inTree(name: string, content: string, message: string): void {
  writeInTree(name, content)
  repository.plain(['add', '-A'], path)
  repository.plain(['commit', '-q', '-m', message], path)
}
function writeInTree(name: string, content: string): void {
  mkdirSync(dirname(join(path, name)), { recursive: true })
  writeFileSync(join(path, name), content)
}
const at = (ref: string) => repository.plain(['rev-parse', ref])
const read = (name: string) => readFileSync(join(repository.root, name), 'utf8')
const trustedIn = () => Promise.resolve(false)
const ask = (more: Partial<MergeAsk> = {}): MergeAsk => ({
  repository: repository.root,
  threadId: 'thread',
  path,
  trusted: false,
  trustedIn,
  base: 'main',
  how: 'merge',
  message: 'Merge work',
  head: at('work'),
  ...more,
})
const finish = () => finishMerges(repository.git, { repository: repository.root, trustedIn })
const marks = () => repository.plain(['for-each-ref', 'refs/a-parallel/merging'])

describe('merge', () => {
  it.each([
    ['merge', ['Merge work', 'new file', 'three', 'first']],
    ['squash', ['Merge work', 'first']],
    ['rebase', ['new file', 'three', 'first']],
  ] as const)('by %s moves the base, and its clean checkout follows', async (how, subjects) => {
    const before = at('main')
    const outcome = await merge(repository.git, ask({ how }))
    expect(outcome).toMatchObject({ kind: 'merged', before, followed: [repository.root] })
    expect(repository.plain(['log', '--topo-order', '--format=%s', 'main']).split('\n')).toEqual(
      subjects,
    )
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    expect(read('a.txt')).toBe('1\n2\nthree\n')
    expect(read('new/c.txt')).toBe('c\n')
    expect(marks()).toBe('')
    expect(await merge(repository.git, ask({ how }))).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['signing', { 'commit.gpgSign': 'true', 'gpg.program': '/nowhere/gpg' }],
    ['identity', { 'user.name': ',' }],
  ] as const)('moves nothing where git makes no commit for want of %s', async (by, settings) => {
    for (const [name, value] of Object.entries(settings))
      repository.plain(['config', '--global', name, value])
    const before = at('main')
    for (const how of ['merge', 'squash'] as const)
      expect(await merge(repository.git, ask({ how, trusted: true }))).toMatchObject({
        kind: 'refused',
        by,
      })
    expect(at('main')).toBe(before)
    expect(marks()).toBe('')
    expect(repository.plain(['status', '--porcelain'])).toBe('')
  })

  it('rebases onto a base that went on, with authors and messages as they were', async () => {
    repository.write('b.txt', 'two\n')
    repository.commit('b')
    repository.plain(
      ['commit', '-q', '--amend', '-m', 'Body\n\nof the message', '--author=Bo <bo@example.test>'],
      path,
    )
    const outcome = await merge(repository.git, ask({ how: 'rebase', head: at('work') }))
    expect(outcome.kind).toBe('merged')
    expect(repository.plain(['log', '-3', '--format=%an: %B', 'main'])).toBe(
      'Bo: Body\n\nof the message\n\nAda: three\n\nAda: b',
    )
    expect(repository.plain(['rev-list', '--merges', '--count', 'main'])).toBe('0')
  })

  it('rebases a branch with merges only where they hold nothing of their own', async () => {
    repository.write('b.txt', 'two\n')
    repository.commit('b')
    repository.plain(['merge', '-q', '--no-edit', 'main'], path)
    repository.write('d.txt', 'd\n')
    repository.commit('d')
    const plain = await merge(repository.git, ask({ how: 'rebase' }))
    expect(plain.kind).toBe('merged')
    expect(repository.plain(['rev-list', '--merges', '--count', 'main'])).toBe('0')
    repository.plain(['reset', '-q', '--hard', 'main~3'])
    repository.write('e.txt', 'e\n')
    repository.commit('e')
    repository.plain(['merge', '-q', '--no-commit', 'main'], path)
    inTree('only-here.txt', 'mine\n', 'merge with more')
    repository.write('f.txt', 'f\n')
    const before = repository.commit('f')
    expect(await merge(repository.git, ask({ how: 'rebase' }))).toEqual({ kind: 'rebase-loses' })
    expect(at('main')).toBe(before)
    expect((await merge(repository.git, ask({ how: 'squash' }))).kind).toBe('merged')
    expect(read('only-here.txt')).toBe('mine\n')
  })

  it('rebases no commits that conflict one by one, and tells where all together do not', async () => {
    repository.write('a.txt', '1\n2\ndrei\n')
    repository.commit('drei')
    expect(() => repository.plain(['merge', '-q', 'main'], path)).toThrow('merge')
    inTree('a.txt', '1\n2\nboth\n', 'both')
    repository.write('b.txt', 'two\n')
    const before = repository.commit('b')
    expect(await merge(repository.git, ask({ how: 'rebase' }))).toEqual({
      kind: 'rebase-conflicts',
      paths: ['a.txt'],
    })
    expect(at('main')).toBe(before)
    expect((await merge(repository.git, ask({ how: 'squash' }))).kind).toBe('merged')
    expect(read('a.txt')).toBe('1\n2\nboth\n')
  })

  it('leaves files of others as they are, and refuses where they would have to change', async () => {
    repository.write('b.txt', 'dirty\n')
    repository.plain(['add', 'b.txt'])
    repository.write('b.txt', 'dirtier\n')
    repository.write('untracked.txt', 'mine\n')
    const first = await merge(repository.git, ask())
    expect(first.kind).toBe('merged')
    expect(repository.plain(['status', '--porcelain'])).toBe('MM b.txt\n?? untracked.txt')
    expect([read('b.txt'), read('a.txt')]).toEqual(['dirtier\n', '1\n2\nthree\n'])
    inTree('b.txt', 'work\n', 'b')
    const before = at('main')
    expect(await merge(repository.git, ask())).toEqual({
      kind: 'base-dirty',
      checkout: repository.root,
      paths: ['b.txt'],
    })
    expect([at('main'), read('b.txt'), marks()]).toEqual([before, 'dirtier\n', ''])
  })

  it.each(['untracked', 'ignored'])('refuses where an %s file is in the way', async (kind) => {
    if (kind === 'ignored') writeFileSync(join(repository.root, '.git/info/exclude'), 'new\n')
    repository.write('new/c.txt', 'mine\n')
    expect(await merge(repository.git, ask())).toMatchObject({
      kind: 'base-dirty',
      paths: ['new/c.txt'],
    })
    expect(read('new/c.txt')).toBe('mine\n')
  })

  it('names what stands in the way', async () => {
    repository.write('a.txt', '1\n2\ndrei\n')
    repository.commit('drei')
    for (const how of ['merge', 'squash', 'rebase'] as const) {
      expect(await merge(repository.git, ask({ how }))).toEqual({
        kind: 'conflicts',
        paths: ['a.txt'],
      })
    }
    expect(await merge(repository.git, ask({ head: at('main') }))).toMatchObject({
      kind: 'head-moved',
    })
    expect(await merge(repository.git, ask({ base: 'nowhere' }))).toEqual({ kind: 'base-missing' })
    expect(await merge(repository.git, ask({ base: 'work' }))).toEqual({ kind: 'base-is-own' })
    writeInTree('b.txt', 'not committed\n')
    expect(await merge(repository.git, ask())).toEqual({ kind: 'has-changes', paths: ['b.txt'] })
    repository.plain(['checkout', '-q', '--', 'b.txt'], path)
    repository.plain(['reset', '-q', '--hard', 'HEAD~'])
    writeFileSync(join(repository.root, '.git/index.lock'), '')
    expect(await merge(repository.git, ask())).toMatchObject({ kind: 'base-busy' })
  })

  it('goes without a checkout of the base, and does not move a base that moved', async () => {
    repository.plain(['checkout', '-q', '--detach'])
    const other = repository.plain(['commit-tree', '-m', 'x', '-p', 'main', 'main^{tree}'])
    const racing: Git = async (args, options) => {
      if (options.name === 'advance-base') {
        repository.plain(['update-ref', 'refs/heads/main', other])
      }
      return repository.git(args, options)
    }
    expect(await merge(racing, ask())).toEqual({ kind: 'base-moved' })
    expect([at('main'), marks()]).toEqual([other, ''])
    expect(await merge(repository.git, ask())).toMatchObject({ kind: 'merged', followed: [] })
  })

  it('holds nobody up while the result is made, and makes it anew on what was merged meanwhile', async () => {
    repository.plain(['branch', 'other', 'main'])
    const second = join(repository.directory, 'second')
    repository.plain(['worktree', 'add', '-q', second, 'other'])
    writeFileSync(join(second, 'b.txt'), 'two\n')
    repository.plain(['commit', '-q', '-am', 'two'], second)
    const rival = ask({ threadId: 'rival', path: second, head: at('other'), message: 'Rival' })
    let made = 0
    const racing: Git = async (args, options) => {
      const output = await repository.git(args, options)
      if (options.name === 'merge-commit' && (made += 1) === 1)
        expect(await merge(repository.git, rival)).toMatchObject({ kind: 'merged' })
      return output
    }
    const outcome = await merge(racing, ask())
    expect([outcome.kind, made]).toEqual(['merged', 2])
    expect([read('a.txt'), read('b.txt')]).toEqual(['1\n2\nthree\n', 'two\n'])
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    expect(repository.plain(['log', '--first-parent', '--format=%s', 'main']).split('\n')).toEqual([
      'Merge work',
      'Rival',
      'first',
    ])
  })

  it('goes back when a file is changed between the look and the step', async () => {
    const before = at('main')
    const racing: Git = (args, options) => {
      if (options.name === 'follow-branch') repository.write('a.txt', 'in this moment\n')
      return repository.git(args, options)
    }
    expect(await merge(racing, ask())).toEqual({
      kind: 'base-dirty',
      checkout: repository.root,
      paths: ['a.txt'],
    })
    expect([at('main'), read('a.txt'), marks()]).toEqual([before, 'in this moment\n', ''])
    expect(existsSync(join(repository.root, 'new'))).toBe(false)
  })

  it('brings to its end what was cut off behind the step, and forgets what was cut off before it', async () => {
    const before = at('main')
    const mark = { threadId: 'thread', branch: 'main', before, after: at('work') }
    await markMerge(repository.git, repository.root, mark)
    await finish()
    expect([at('main'), marks()]).toEqual([before, ''])
    repository.write('b.txt', 'dirty\n')
    await markMerge(repository.git, repository.root, mark)
    repository.plain(['update-ref', 'refs/heads/main', 'work', before])
    await finish()
    expect(repository.plain(['status', '--porcelain'])).toBe('M b.txt')
    expect([read('a.txt'), read('b.txt'), marks()]).toEqual(['1\n2\nthree\n', 'dirty\n', ''])
  })

  it('tells of a checkout that is behind when somebody committed on top, and takes nothing back', async () => {
    const second = join(repository.directory, 'second')
    repository.plain(['worktree', 'add', '-q', '--force', second, 'main'])
    let onTop = ''
    const racing: Git = async (args, options) => {
      if (options.name === 'follow-branch' && options.cwd === second) {
        writeFileSync(join(second, 'a.txt'), 'in this moment\n')
        repository.plain(['commit', '-q', '--allow-empty', '-m', 'on top'])
        onTop = at('main')
      }
      return repository.git(args, options)
    }
    expect(await merge(racing, ask())).toEqual({ kind: 'not-followed', checkout: second })
    expect([at('main'), read('a.txt')]).toEqual([onTop, '1\n2\nthree\n'])
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    expect(await finish()).toEqual([])
    expect(marks()).toBe('')
  })

  it('writes over no ignored file that came since, and follows once it is out of the way', async () => {
    const before = at('main')
    const mark = { threadId: 'thread', branch: 'main', before, after: at('work') }
    writeFileSync(join(repository.root, '.git/info/exclude'), 'new\n')
    repository.write('new/c.txt', 'mine\n')
    await markMerge(repository.git, repository.root, mark)
    repository.plain(['update-ref', 'refs/heads/main', 'work', before])
    const why = { kind: 'dirty', paths: ['new/c.txt'] }
    expect(await finish()).toMatchObject([{ checkout: repository.root, why }])
    expect([read('new/c.txt'), marks() === '']).toEqual(['mine\n', false])
    inTree('b.txt', 'work\n', 'b')
    expect(await merge(repository.git, ask())).toMatchObject({
      kind: 'base-dirty',
      paths: ['new/c.txt'],
    })
    rmSync(join(repository.root, 'new'), { recursive: true })
    expect(await merge(repository.git, ask())).toMatchObject({ kind: 'merged' })
    expect([repository.plain(['status', '--porcelain']), marks()]).toEqual(['', ''])
    expect([read('a.txt'), read('b.txt'), read('new/c.txt')]).toEqual([
      '1\n2\nthree\n',
      'work\n',
      'c\n',
    ])
  })

  it('runs what is trusted in the thread’s checkout in no other', async () => {
    const ran = join(repository.directory, 'ran')
    const filter = `sh -c 'pwd >> ${ran}; cat'`
    repository.plain(['config', 'filter.evil.clean', filter])
    repository.plain(['config', 'filter.evil.smudge', filter])
    repository.write('.git/info/attributes', '* filter=evil\n')
    repository.write('b.txt', 'own\n')
    const outcome = await merge(repository.git, ask({ trusted: true }))
    expect(outcome).toMatchObject({ kind: 'merged', followed: [repository.root] })
    const places = existsSync(ran) ? readFileSync(ran, 'utf8').split('\n') : []
    expect(places).not.toContain(repository.root)
  })

  it('leaves the base before or behind the step, wherever it is cut off', async () => {
    const before = at('main')
    const steps: string[] = []
    const counting: Git = (args, options) => {
      if (options.access === 'write') steps.push(options.name)
      return repository.git(args, options)
    }
    await merge(counting, ask())
    const after = at('main')
    const sameTree = (commit: string) => at(`${commit}^{tree}`)
    for (const [index] of steps.entries()) {
      repository.plain(['reset', '-q', '--hard', before])
      let count = 0
      let dead = false
      const dying: Git = (args, options) => {
        if (dead || (options.access === 'write' && count++ === index)) {
          dead = true
          return Promise.reject(new Error('killed'))
        }
        return repository.git(args, options)
      }
      await merge(dying, ask()).catch(() => undefined)
      await finish()
      const now = at('main')
      expect([sameTree(before), sameTree(after)]).toContain(sameTree(now))
      expect([repository.plain(['status', '--porcelain']), marks()]).toEqual(['', ''])
    }
  })
})

it('foresees conflicts without changing anything', async () => {
  const run = await openPlace(repository.git, { path, trusted: false })
  expect(await predict(run, at('main'), at('work'))).toEqual({ kind: 'clean' })
  expect(await predict(run, at('work'), at('main'))).toEqual({ kind: 'nothing' })
  repository.plain(['merge', '-q', '--squash', 'work'])
  expect(await predict(run, repository.commit('squashed'), at('work'))).toEqual({ kind: 'nothing' })
  repository.plain(['reset', '-q', '--hard', 'HEAD~'])
  repository.write('a.txt', '1\n2\ndrei\n')
  const other = repository.commit('drei')
  expect(await predict(run, other, at('work'))).toEqual({ kind: 'conflicts', paths: ['a.txt'] })
})

it('reads checkouts', () => {
  const text = [
    'worktree /a\0HEAD 1\0branch refs/heads/main\0',
    'worktree /b\nc\0HEAD 1\0branch refs/heads/main\0locked\0',
    'worktree /d\0HEAD 1\0branch refs/heads/main\0prunable gone\0',
    'worktree /e\0HEAD 1\0detached\0',
    '',
  ].join('\0')
  expect(parseCheckouts(text, 'main')).toEqual(['/a', '/b\nc'])
})
