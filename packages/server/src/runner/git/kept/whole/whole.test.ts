import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import { branch, openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const numbers = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('')
const files = {
  '.gitignore': '.env\nnode_modules/\n*.log\ncache/\n',
  '.gitattributes': '*.crlf text eol=crlf\n*.auto text=auto\n',
  'partly.txt': numbers,
  'gone.txt': 'gone\n',
  'staged-gone.txt': 'staged gone\n',
  'run.sh': '#!/bin/sh\n',
  'dir/inside.txt': 'inside\n',
  'to-link/inside.txt': 'inside\n',
  'to-folder': 'a file\n',
  'renamed.txt': `${numbers}more\n`,
  'win.crlf': 'one\ntwo\n',
  'odd.crlf': 'one\ntwo\n',
  'quiet.txt': 'as it was\n',
  'same.txt': 'same\n',
}

/** One of everything that can be uncommitted. */
function muddle({ git, write, path }: WholeRig): void {
  write('partly.txt', numbers.replace('line 2\n', 'TWO\n'))
  git('add', 'partly.txt')
  write('partly.txt', numbers.replace('line 2\n', 'TWO\n').replace('line 25\n', 'MORE\n'))
  rmSync(join(path, 'gone.txt'))
  git('rm', '-q', 'staged-gone.txt')
  chmodSync(join(path, 'run.sh'), 0o755)
  rmSync(join(path, 'to-link'), { recursive: true })
  symlinkSync('dir', join(path, 'to-link'))
  rmSync(join(path, 'to-folder'))
  write('to-folder/now.txt', 'a folder\n')
  git('mv', 'renamed.txt', 'moved.txt')
  write('staged-new.txt', 'staged\n')
  git('add', 'staged-new.txt')
  rmSync(join(path, 'staged-new.txt'))
  write('intended.txt', 'later\n')
  git('add', '--intent-to-add', 'intended.txt')
  write('odd.crlf', 'one\ntwo\r\n')
  git('add', 'odd.crlf')
  write('odd.crlf', 'one\ntwo\n')
  git('update-index', '--assume-unchanged', 'quiet.txt')
  write('quiet.txt', 'changed in silence\n')
  write('untracked/deep/x.txt', 'x\n')
  write('untracked/binary', Buffer.from([0, 255, 13, 10, 0]))
  write('line\nbreak "quoted" ü.txt', 'odd\n')
  write('empty.txt', '')
  symlinkSync('nowhere', join(path, 'dangling'))
  mkdirSync(join(path, 'nothing', 'in', 'here'), { recursive: true })
  write('.env', 'SECRET=1\n', 0o600)
  write('untracked/debug.log', 'ignored in an untracked folder\n')
  write('cache/small.json', '{}\n')
}

it('comes back to the byte: files, index, modes, links, line ends, empty folders, ignored files', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  const before = rig.all()
  await rig.remove()
  expect(existsSync(rig.path)).toBe(false)
  expect(readdirSync(dirname(rig.path))).toEqual([])
  expect(rig.repository.plain(['worktree', 'list', '--porcelain'])).not.toContain(rig.path)
  expect(await rig.restore()).toMatchObject({ kind: 'ready', path: rig.path, branch })
  expect(rig.all()).toEqual(before)
  expect(rig.repository.plain(['for-each-ref', 'refs/a-parallel/trash'])).toBe('')
  rig.repository.plain(['fsck', '--no-dangling'])
})

it('keeps nothing of what its branch gives again', async () => {
  rig = await openWholeRig(files)
  const before = rig.all()
  await rig.remove()
  expect(rig.repository.plain(['for-each-ref', 'refs/a-parallel'])).toBe('')
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('survives a thorough cleaning of the repository meanwhile', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  const before = rig.all()
  await rig.remove()
  rig.repository.plain(['reflog', 'expire', '--expire=now', '--all'])
  rig.repository.plain(['gc', '--quiet', '--prune=now'])
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it.each([
  ['merge', ['merge', 'main']],
  ['rebase', ['rebase', 'main']],
  ['cherry-pick', ['cherry-pick', 'main']],
] as const)('comes back in the middle of a %s', async (operation, args) => {
  rig = await openWholeRig(files)
  const { git, repository, write } = rig
  repository.write('partly.txt', numbers.replace('line 5\n', 'theirs\n'))
  repository.commit('theirs')
  write('partly.txt', numbers.replace('line 5\n', 'ours\n'))
  git('commit', '-qam', 'ours')
  expect(() => git(...args)).toThrow()
  write('partly.txt', 'half solved\n')
  const before = rig.all()
  expect(await rig.atStake()).toMatchObject({ operation, stays: null })
  await rig.remove()
  repository.plain(['gc', '--quiet', '--prune=now'])
  await rig.restore()
  expect(rig.all()).toEqual(before)
  write('partly.txt', 'solved\n')
  git('add', 'partly.txt')
  git('-c', 'core.editor=true', operation, '--continue')
  expect(git('status', '--porcelain')).toBe('')
  expect(git('symbolic-ref', '--short', 'HEAD')).toBe(branch)
})

it('goes on where a server died', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  const before = rig.all()
  const { git } = rig.repository
  const dyingAt =
    (name: string): Git =>
    (args, options) =>
      options.name === name ? Promise.reject(new Error('died')) : git(args, options)
  await expect(rig.remove(rig.with(dyingAt('keep-whole')))).rejects.toThrow('died')
  expect(rig.all()).toEqual(before)
  await rig.remove()
  for (const step of ['whole-head', 'whole-checkout', 'whole-refresh'])
    expect(await rig.restore(rig.with(dyingAt(step)))).toMatchObject({ kind: 'failed' })
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('is not put into a branch that went on, and stays kept', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  await rig.remove()
  const { repository } = rig
  const tree = repository.plain(['rev-parse', `${branch}^{tree}`])
  const next = repository.plain(['commit-tree', '-p', branch, '-m', 'on', tree])
  repository.plain(['update-ref', `refs/heads/${branch}`, next])
  expect(await rig.restore()).toMatchObject({ kind: 'ready' })
  expect(rig.git('status', '--porcelain')).toBe('')
  expect(rig.git('rev-parse', 'HEAD')).toBe(next)
  expect(repository.plain(['for-each-ref', 'refs/a-parallel/trash'])).not.toBe('')
})

it('comes back on its branch, which somebody deleted meanwhile', async () => {
  rig = await openWholeRig(files)
  rig.git('commit', '-q', '--allow-empty', '-m', 'own')
  muddle(rig)
  const before = rig.all()
  await rig.remove()
  rig.repository.plain(['branch', '-q', '-D', branch])
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('tells what is at stake, and which ignored files are left out', async () => {
  rig = await openWholeRig(files)
  expect(await rig.atStake()).toMatchObject({ stake: null, unknown: [], stays: null })
  muddle(rig)
  rig.write('dump.log', Buffer.alloc(1_100_000))
  for (let count = 0; count < 2_001; count += 1) rig.write(`node_modules/m${count}`, 'x')
  const atStake = await rig.atStake()
  expect(atStake.untracked.paths).toContain('line\nbreak "quoted" ü.txt')
  expect(atStake.staged.paths).toContain('staged-new.txt')
  expect(atStake.unstaged.paths).toEqual(expect.arrayContaining(['gone.txt', 'quiet.txt']))
  expect(atStake.ignored.entries).toEqual([
    { path: 'dump.log', files: 1, bytes: 1_100_000, more: false, kept: 'none' },
    { path: 'node_modules/', files: 2_001, bytes: 2_001, more: false, kept: 'none' },
    { path: 'untracked/debug.log', files: 1, bytes: 31, more: false, kept: 'all' },
    { path: '.env', files: 1, bytes: 9, more: false, kept: 'all' },
    { path: 'cache/', files: 1, bytes: 3, more: false, kept: 'all' },
  ])
  expect(atStake.stake).toBe((await rig.atStake()).stake)
  rig.write('one-more.txt', 'x')
  expect((await rig.atStake()).stake).not.toBe(atStake.stake)
  await rig.remove()
  const said = rig.repository.plain([
    'for-each-ref',
    '--format=%(subject)',
    'refs/a-parallel/trash',
  ])
  expect(JSON.parse(said)).toMatchObject({
    why: 'delete',
    thread: { title: 'One', branch, left: { paths: ['dump.log', 'node_modules/'], total: 2 } },
  })
})

it('counts commits that nothing else holds', async () => {
  rig = await openWholeRig(files)
  rig.git('commit', '-q', '--allow-empty', '-m', 'own')
  expect(await rig.atStake()).toMatchObject({ stake: null, commits: { branch, count: 1 } })
  rig.git('checkout', '-q', '--detach')
  rig.git('commit', '-q', '--allow-empty', '-m', 'loose')
  const loose = rig.git('rev-parse', 'HEAD')
  const atStake = await rig.atStake()
  expect(atStake.stake).not.toBeNull()
  expect(atStake.commits).toEqual({ branch: null, count: 1 })
  await rig.remove()
  rig.repository.plain(['gc', '--quiet', '--prune=now'])
  await rig.restore()
  expect(rig.git('rev-parse', 'HEAD')).toBe(loose)
})

it('removes nothing of what it cannot read, and says that it does not know', async () => {
  rig = await openWholeRig(files)
  rig.write('new.txt', 'new\n')
  const index = rig.git('rev-parse', '--absolute-git-dir')
  writeFileSync(join(index, 'index'), 'no index')
  const atStake = await rig.atStake()
  expect(atStake).toMatchObject({ unknown: ['changes'], stays: rig.path })
  expect(atStake.stake).not.toBeNull()
  await expect(rig.remove()).rejects.toThrow()
  expect(existsSync(join(rig.path, 'new.txt'))).toBe(true)
  rmSync(join(index, 'index'))
  expect(await rig.atStake()).toMatchObject({ unknown: ['worktree'], stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_tampered' })
  expect(existsSync(join(rig.path, 'new.txt'))).toBe(true)
  rmSync(join(rig.path, '.git'))
  expect(await rig.atStake()).toMatchObject({ unknown: ['worktree'], stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_tampered' })
  expect(existsSync(join(rig.path, 'new.txt'))).toBe(true)
})

it('leaves a worktree that holds a clone, or that a person locked', async () => {
  rig = await openWholeRig(files)
  rig.git('clone', '-q', rig.repository.root, 'clone')
  expect(await rig.atStake()).toMatchObject({
    repositories: { paths: ['clone/'], total: 1 },
    stays: rig.path,
  })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  expect(existsSync(join(rig.path, 'clone', '.git'))).toBe(true)
  rmSync(join(rig.path, 'clone'), { recursive: true })
  rig.git('worktree', 'lock', rig.path)
  expect(await rig.atStake()).toMatchObject({ stake: null, stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'checkout_busy' })
  // Also while its folder is away, as on a disk that is not there.
  renameSync(rig.path, `${rig.path}-away`)
  await expect(rig.remove()).rejects.toMatchObject({ code: 'checkout_busy' })
  renameSync(`${rig.path}-away`, rig.path)
  rig.git('worktree', 'unlock', rig.path)
  await rig.remove()
  expect(existsSync(rig.path)).toBe(false)
})

it('names a submodule with work of its own', async () => {
  rig = await openWholeRig(files)
  const { repository, git, path } = rig
  const source = join(repository.directory, 'source')
  repository.plain(['clone', '-q', repository.root, source])
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source, 'sub')
  git('commit', '-qm', 'sub')
  expect(await rig.atStake()).toMatchObject({ repositories: { total: 0 } })
  writeFileSync(join(path, 'sub', 'work.txt'), 'work\n')
  const atStake = await rig.atStake()
  expect(atStake).toMatchObject({ repositories: { paths: ['sub'] }, stays: path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  expect(existsSync(join(path, 'sub', 'work.txt'))).toBe(true)
})

it('comes back to the byte while its thread is archived, when somebody removed the folder', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  const before = rig.all()
  await rig.keepArchived()
  expect(rig.all()).toEqual(before)
  rmSync(rig.path, { recursive: true })
  rig.repository.plain(['gc', '--quiet', '--prune=now'])
  await rig.restore()
  expect(rig.all()).toEqual(before)
  expect(rig.repository.plain(['for-each-ref', 'refs/a-parallel/archived'])).toBe('')
})

it('is kept as a deleted one when the thread of such a folder is deleted', async () => {
  rig = await openWholeRig(files)
  muddle(rig)
  const before = rig.all()
  await rig.keepArchived()
  rmSync(rig.path, { recursive: true })
  await rig.remove()
  const refs = rig.repository.plain(['for-each-ref', '--format=%(refname)', 'refs/a-parallel'])
  expect(refs).toMatch(/^refs\/a-parallel\/trash\/\S+$/)
  await rig.restore()
  expect(rig.all()).toEqual(before)
})
