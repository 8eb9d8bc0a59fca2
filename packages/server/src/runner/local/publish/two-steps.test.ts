// An update that takes in the base here and what lies on its remote, on real repositories: whatever stops it in between, it is
// taken back whole.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Git } from '../../git/core.ts'
import { listKept } from '../../git/kept/refs.ts'
import { filesIn } from '../../git/stage/plain-rig.ts'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import type { Publishing } from '../../publish-port.ts'
import { askIn, keeping, publishIn } from './publish-rig.ts'

let repository: TestRepository
let publish: Publishing
let head: string
beforeEach(() => {
  repository = makeRepository({
    '.gitattributes': '*.txt text=auto\n',
    '.gitignore': 'built\n',
    'a.txt': 'one\n',
    'b.txt': 'one\n',
    'gone.txt': 'one\n',
  })
  const bare = join(repository.directory, 'bare.git')
  git('clone', '-q', '--bare', repository.root, bare)
  git('remote', 'add', 'origin', bare)
  git('checkout', '-q', '-b', 'theirs')
  write('a.txt', 'theirs\n')
  repository.commit('theirs in a')
  git('push', '-q', 'origin', 'HEAD:main')
  git('checkout', '-q', 'main')
  write('b.txt', 'mine\n')
  write('new.txt', 'new\n')
  write('.gitignore', 'built\ngone.txt\n')
  rmSync(join(repository.root, 'gone.txt'))
  repository.commit('mine')
  git('fetch', '-q', 'origin')
  git('branch', '-q', '--set-upstream-to=origin/main', 'main')
  git('checkout', '-q', '-b', 'work', 'main~1')
  write('a.txt', 'ours\n')
  head = repository.commit('ours')
  // As git would not write it back.
  write('b.txt', 'one\r\n')
  write('untracked.txt', 'before\n')
  write('built', 'built before\n')
  git('add', 'b.txt')
  publish = publishIn(repository, () => Promise.resolve(true))
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const write = (path: string, text: string) => repository.write(path, text)
const ask = () => askIn(repository)
const update = () =>
  publish.update({ ...ask(), ...keeping(), from: 'base', how: 'merge', here: false, base: 'main' })
const abort = () => publish.finish({ ...ask(), ...keeping(), action: 'abort' })
const stand = () => ({
  head: git('rev-parse', 'HEAD'),
  branch: git('symbolic-ref', 'HEAD'),
  index: repository.exact(['ls-files', '--stage', '-z']),
  status: git('status', '--porcelain'),
  files: filesIn(repository.root),
})
const refs = () => git('for-each-ref', '--format=%(refname)', '**/update/before')

/** A server with this git, instead of the one that is there. */
function served(by: Git): void {
  publish = publishIn({ ...repository, git: by }, () => Promise.resolve(true))
}

/** It dies with the server, right before or right behind the nth call of this name. */
function dies(name: string, nth: number, when: 'before' | 'behind'): void {
  let count = 0
  let dead = false
  served(async (args, options) => {
    const isIt = options.name === name && ++count === nth
    dead ||= isIt && when === 'before'
    if (dead) throw new Error('The server is dead.')
    const done = await repository.git(args, options).catch((cause: unknown) => cause)
    dead ||= isIt
    if (dead || done instanceof Error) throw dead ? new Error('The server is dead.') : done
    return done as Awaited<ReturnType<Git>> // It was no error.
  })
}

describe('taken back in the conflict of its second step', () => {
  it('branch, index and files are as before the first', async () => {
    const before = stand()
    expect(await update()).toMatchObject({ kind: 'conflicts', files: [{ path: 'a.txt' }] })
    expect(git('rev-parse', 'HEAD')).not.toBe(head)
    write('a.txt', 'half solved\n')
    write('untracked.txt', 'meanwhile\n')
    write('gone.txt', 'built meanwhile, and ignored by now\n')
    expect(await abort()).toMatchObject({ kind: 'aborted', head })
    expect(stand()).toEqual(before)
    expect(refs()).toBe('')
    const [kept] = await listKept(repository.git, repository.root, Date.now())
    expect(kept?.note.paths.toSorted()).toEqual(['a.txt', 'gone.txt', 'untracked.txt'])
    expect(repository.exact(['cat-file', 'blob', `${kept?.commit}:gone.txt`])).toContain('ignored')
  })

  it('also where the first was a fast-forward', async () => {
    git('reset', '-q', '--hard', 'main~1')
    const before = stand()
    write('a.txt', 'mine too\n')
    git('add', 'a.txt')
    const tree = git('write-tree')
    git('update-ref', 'refs/heads/main', git('commit-tree', '-p', 'main', '-m', 'a', tree))
    git('checkout', '-q', '--force', 'HEAD')
    expect(await update()).toMatchObject({ kind: 'conflicts' })
    expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'main'))
    expect(await abort()).toMatchObject({ kind: 'aborted', head: before.head })
    expect(stand()).toEqual(before)
  })

  it.each([
    ['new.txt', 'changed what the first step brought\n'],
    ['gone.txt', 'in the way\n'],
  ])('or nothing is, where git would write over %s, which is named', async (path, text) => {
    await update()
    // Else it is ignored.
    write('.git/info/exclude', '!gone.txt\n')
    git('checkout', '-q', head, '--', '.gitignore')
    write(path, text)
    const before = stand()
    await expect(abort()).rejects.toMatchObject({ code: 'abort_refused', values: { paths: path } })
    expect(stand()).toEqual(before)
    rmSync(join(repository.root, path))
    if (path === 'new.txt') git('checkout', '-q', '--', path)
    expect(await abort()).toMatchObject({ kind: 'aborted', head })
  })

  it('is left by what somebody committed since it began', async () => {
    await update()
    write('a.txt', 'solved\n')
    git('commit', '-qam', 'solved by the agent')
    write('a.txt', 'more\n')
    const commit = repository.commit('more')
    git('branch', '-q', 'other', head)
    git('checkout', '-q', 'other')
    write('a.txt', 'other\n')
    repository.commit('other')
    git('checkout', '-q', 'work')
    expect(() => git('merge', 'other')).toThrow()
    expect(await abort()).toMatchObject({ kind: 'aborted', head: commit })
  })
})

/** A conflict in its first step, of which the second knows nothing. */
function conflictsFirst(): void {
  git('checkout', '-q', '--force', 'main')
  write('b.txt', 'mine too\n')
  repository.commit('more in b')
  git('checkout', '-q', 'work')
  write('b.txt', 'ours\n')
  write('a.txt', 'one\n')
  git('commit', '-qam', 'ours in b')
}
const goOn = () => publish.finish({ ...ask(), ...keeping(), action: 'continue' })
const solve = (path: string, text: string) => {
  write(path, text)
  git('add', path)
}

describe('once the conflict of its first step is solved', () => {
  it('goes on with the second', async () => {
    conflictsFirst()
    expect(await update()).toMatchObject({ kind: 'conflicts', files: [{ path: 'b.txt' }] })
    solve('b.txt', 'both\n')
    const now = await goOn()
    expect(now).toMatchObject({ kind: 'updated', head: git('rev-parse', 'HEAD') })
    expect(git('log', '--first-parent', '-2', '--format=%s')).toBe('Merge origin/main\nMerge main')
    expect(git('show', 'HEAD:a.txt')).toBe('theirs')
    expect(git('show', 'HEAD:b.txt')).toBe('both')
    expect(refs()).toBe('')
    expect(await update()).toMatchObject({ kind: 'current' })
  })

  it('meets the conflict of the second, and is taken back whole or gone on with', async () => {
    conflictsFirst()
    solve('a.txt', 'ours\n')
    git('commit', '-qm', 'ours in a')
    const began = git('rev-parse', 'HEAD')
    await update()
    solve('b.txt', 'both\n')
    expect(await goOn()).toMatchObject({ kind: 'conflicts', files: [{ path: 'a.txt' }] })
    expect(await abort()).toMatchObject({ kind: 'aborted', head: began })
    await update()
    solve('b.txt', 'both\n')
    await goOn()
    solve('a.txt', 'both\n')
    expect(await goOn()).toMatchObject({ kind: 'updated' })
    expect([git('show', 'HEAD:a.txt'), git('show', 'HEAD:b.txt')]).toEqual(['both', 'both'])
    expect(refs()).toBe('')
  })

  it('keeps what was solved where the second is refused', async () => {
    conflictsFirst()
    await update()
    solve('b.txt', 'both\n')
    write('gone.txt', 'in the way\n')
    write('a.txt', 'not committed\n')
    await expect(goOn()).rejects.toMatchObject({
      code: 'worktree_has_changes',
      values: { paths: 'a.txt' },
    })
    expect(git('log', '-1', '--format=%s')).toBe('Merge main')
    expect(refs()).toBe('')
    git('checkout', '-q', '--', 'a.txt')
    expect(await update()).toMatchObject({ kind: 'updated' })
  })

  it('goes on with a server that died behind the first', async () => {
    conflictsFirst()
    solve('a.txt', 'ours\n')
    git('commit', '-qm', 'ours in a')
    const began = git('rev-parse', 'HEAD')
    await update()
    solve('b.txt', 'both\n')
    dies('update-branch', 2, 'before')
    await expect(goOn()).rejects.toThrow('dead')
    served(repository.git)
    expect(await update()).toMatchObject({ kind: 'conflicts', files: [{ path: 'a.txt' }] })
    expect(await abort()).toMatchObject({ kind: 'aborted', head: began })
  })

  it('leaves the second to the next update where somebody else went on', async () => {
    conflictsFirst()
    await update()
    solve('b.txt', 'both\n')
    git('commit', '-qm', 'solved by the agent')
    write('more.txt', 'more\n')
    const more = repository.commit('more')
    expect(await goOn()).toMatchObject({ kind: 'current', head: more })
  })
})

it('is taken back in the conflict of its first step', async () => {
  git('checkout', '-q', '--force', 'main')
  write('a.txt', 'mine\n')
  repository.commit('mine in a')
  git('checkout', '-q', 'work')
  const before = stand()
  expect(await update()).toMatchObject({ kind: 'conflicts' })
  expect(git('rev-parse', 'HEAD')).toBe(head)
  expect(await abort()).toMatchObject({ kind: 'aborted', head })
  expect(stand()).toEqual(before)
})

describe('a server that dies', () => {
  it.each([
    ['behind the first step', 'update-branch', 1, 'behind'],
    ['before the second', 'update-branch', 2, 'before'],
  ] as const)('%s: the update goes on, and is taken back whole', async (_, name, nth, when) => {
    const before = stand()
    dies(name, nth, when)
    await expect(update()).rejects.toThrow('dead')
    expect(git('rev-parse', 'HEAD^')).toBe(head)
    served(repository.git)
    expect(await update()).toMatchObject({ kind: 'conflicts' })
    expect(await abort()).toMatchObject({ kind: 'aborted', head })
    expect(stand()).toEqual(before)
  })

  it.each([
    ['in the conflict', 'update-branch', 'behind'],
    ['before it has written down which it is', 'note-before-update', 'before'],
  ] as const)('%s: it is taken back whole', async (_, name, when) => {
    const before = stand()
    dies(name, 2, when)
    await expect(update()).rejects.toThrow('dead')
    served(repository.git)
    expect(await publish.conflicts(ask())).toMatchObject({ operation: 'merge' })
    expect(await abort()).toMatchObject({ kind: 'aborted', head })
    expect(stand()).toEqual(before)
  })

  it('once all is taken in: the next one is another', async () => {
    git('update-ref', 'refs/remotes/origin/main', 'main')
    git('checkout', '-q', '--force', 'work')
    const there = join(repository.directory, 'bare.git')
    repository.plain(['update-ref', 'refs/heads/main', git('rev-parse', 'main~1')], there)
    dies('update-branch', 1, 'behind')
    await expect(update()).rejects.toThrow('dead')
    served(repository.git)
    const now = git('rev-parse', 'HEAD')
    git('checkout', '-q', '--force', 'main')
    write('a.txt', 'mine\n')
    repository.commit('mine in a')
    git('checkout', '-q', 'work')
    expect(await update()).toMatchObject({ kind: 'conflicts' })
    expect(await abort()).toMatchObject({ kind: 'aborted', head: now })
  })
})

it('goes back whole where a hook says no to the second step', async () => {
  const hooks = join(repository.root, '.git/hooks')
  mkdirSync(hooks, { recursive: true })
  const [hook, mark] = [join(hooks, 'pre-merge-commit'), join(repository.directory, 'once')]
  writeFileSync(hook, `#!/bin/sh\ntest -e ${mark} && exit 1\ntouch ${mark}\n`)
  chmodSync(hook, 0o755)
  const there = join(repository.directory, 'bare.git')
  const other = git('commit-tree', '-p', 'main~1', '-m', 'more', 'main~1^{tree}')
  git('push', '-q', '--force', 'origin', `${other}:main`)
  const before = stand()
  await expect(update()).rejects.toMatchObject({ code: 'update_refused' })
  expect(existsSync(mark)).toBe(true)
  expect(stand()).toEqual(before)
  expect(refs()).toBe('')
  expect(readFileSync(join(there, 'HEAD'), 'utf8')).toContain('main')
})
