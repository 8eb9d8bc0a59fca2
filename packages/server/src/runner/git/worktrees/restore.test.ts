// What can happen to a worktree and its branch behind an agent's back: each is seen, and made good without losing a commit.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from './create.ts'
import { parseLog } from './history.ts'
import { forgetKept, listKept } from './keep.ts'
import { lookAtWorktree } from './look.ts'
import { restoreWorktree } from './restore.ts'
import { removeStaleLocks } from './left/stale-locks.ts'

let repository: TestRepository
let path: string
let entry: string
let began: string
const branch = 'ap/one'
const threadId = '00000000-0000-4000-8000-000000000001'

beforeEach(async () => {
  repository = makeRepository({ 'README.md': 'hello\n', 'a.txt': 'a\n' })
  path = join(repository.directory, 'worktrees', 'one')
  entry = join(repository.root, '.git/worktrees/one')
  const ask = { repository: repository.root, path, branch, base: 'main' }
  const made = await createWorktree(repository.git, ask)
  if (made.kind !== 'ready') throw new Error(made.kind)
  began = made.commit
})
afterEach(() => repository.remove())

const asked = () => ({ repository: repository.root, path, branch, threadId })
const look = async () => (await lookAtWorktree(repository.git, asked())).kind
const restore = () => restoreWorktree(repository.git, { ...asked(), commit: began })
const kept = () => listKept(repository.git, asked())
const tip = (ref = branch) => repository.plain(['rev-parse', ref])

function commit(name: string): string {
  writeFileSync(join(path, name), `${name}\n`)
  repository.plain(['add', '-A'], path)
  repository.plain(['commit', '-q', '-m', name], path)
  return repository.plain(['rev-parse', 'HEAD'], path)
}

/** Nothing is lost: git finds no fault, and each of these commits is held by some ref. */
function expectHeld(...commits: string[]): void {
  expect(repository.plain(['fsck', '--full', '--no-dangling'])).not.toMatch(/missing|broken|error/)
  for (const one of commits)
    expect(repository.plain(['for-each-ref', `--contains=${one}`])).not.toBe('')
}

it('keeps the tip with one ref, and what an agent rewrote with another', async () => {
  expect(await look()).toBe('fine')
  expect(await kept()).toEqual([began])
  const first = commit('first')
  const second = commit('second')
  expect(await look()).toBe('fine')
  expect(await kept()).toEqual([second])
  repository.plain(['commit', '-q', '--amend', '-m', 'better'], path)
  const better = repository.plain(['rev-parse', 'HEAD'], path)
  expect(await look()).toBe('fine')
  expect((await kept()).toSorted()).toEqual([better, second].toSorted())
  expectHeld(first, second, better)
  // Let go of with the thread is only what a branch holds.
  await forgetKept(repository.git, asked())
  expect(await kept()).toEqual([second])
})

it('takes an agent that works on another branch for nothing wrong', async () => {
  repository.plain(['branch', '-m', 'ap/renamed'], path)
  expect(await look()).toBe('fine')
  const own = commit('own')
  repository.plain(['checkout', '-q', '--detach'], path)
  expect(await look()).toBe('fine')
  repository.plain(['checkout', '-q', 'ap/renamed'], path)
  rmSync(path, { recursive: true })
  expect(await look()).toBe('missing')
  expect(await restore()).toMatchObject({ branch: 'ap/renamed', commit: own })
  expect(existsSync(join(path, 'own'))).toBe(true)
})

it('a deleted folder comes back at the same place with what was committed', async () => {
  const first = commit('first')
  const last = commit('last')
  writeFileSync(join(path, 'a.txt'), 'not committed\n')
  rmSync(path, { recursive: true })
  expect(await look()).toBe('missing')
  expect(await restore()).toEqual({ path, branch, commit: last })
  expect([await look(), repository.plain(['status', '--porcelain'], path)]).toEqual(['fine', ''])
  expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('a\n')
  expect(repository.plain(['symbolic-ref', '--short', 'HEAD'], path)).toBe(branch)
  expect(existsSync(join(entry, 'locked'))).toBe(false)
  expectHeld(first, last)
  // Twice is once.
  expect(await restore()).toEqual({ path, branch, commit: last })
})

it('what an agent wrote at the place meanwhile is set aside', async () => {
  rmSync(path, { recursive: true })
  mkdirSync(path)
  writeFileSync(join(path, 'late.txt'), 'late\n')
  expect(await look()).toBe('missing')
  await restore()
  expect(existsSync(join(path, 'late.txt'))).toBe(false)
  expect(readFileSync(join(`${path}.set-aside-1`, 'late.txt'), 'utf8')).toBe('late\n')
  expect(await look()).toBe('fine')
})

it('folder and branch both gone, and the entry pruned: the kept tip makes them again', async () => {
  const last = commit('last')
  await look()
  rmSync(path, { recursive: true })
  repository.plain(['worktree', 'prune'])
  repository.plain(['branch', '-q', '-D', branch])
  expect(await look()).toBe('missing')
  expect(await restore()).toEqual({ path, branch, commit: last })
  expectHeld(last)
})

it('a deleted branch is seen and restored to its last commit, files untouched', async () => {
  await look()
  const last = commit('last')
  writeFileSync(join(path, 'a.txt'), 'not committed\n')
  repository.plain(['update-ref', '-d', `refs/heads/${branch}`])
  expect(repository.plain(['status', '--branch', '--short'], path)).toContain('No commits yet')
  expect(await look()).toBe('branch-missing')
  expectHeld(last)
  await restore()
  expect([await look(), tip()]).toEqual(['fine', last])
  expect(repository.plain(['status', '--porcelain'], path)).toBe('M a.txt')
})

it('a commit made on a deleted branch has no past; both lines are kept', async () => {
  const last = commit('last')
  repository.plain(['update-ref', '-d', `refs/heads/${branch}`])
  const root = commit('root')
  expect(repository.plain(['rev-list', '--count', 'HEAD'], path)).toBe('1')
  expect(await look()).toBe('fine')
  expectHeld(last, root)
  expect((await kept()).toSorted()).toEqual([last, root].toSorted())
})

it('a branch that somebody else set elsewhere is seen and set back; the other commit is kept', async () => {
  const last = commit('last')
  repository.write('other.txt', 'other\n')
  const other = repository.commit('other')
  repository.plain(['update-ref', `refs/heads/${branch}`, other])
  repository.plain(['reset', '-q', '--hard', 'HEAD~1'])
  expect(await look()).toBe('branch-moved')
  await restore()
  expect([await look(), tip()]).toEqual(['fine', last])
  expect(repository.plain(['status', '--porcelain'], path)).toBe('')
  expectHeld(last, other)
})

it('a swapped .git, or a rewritten commondir, is seen without running anything, and mended', async () => {
  const evil = join(repository.directory, 'evil')
  repository.plain(['init', '-q', evil])
  const ran = join(repository.directory, 'ran')
  repository.plain(['config', 'core.fsmonitor', `touch ${ran}`], evil)
  writeFileSync(join(path, 'mine.txt'), 'mine\n')
  writeFileSync(join(path, '.git'), `gitdir: ${evil}/.git\n`)
  expect(await look()).toBe('tampered')
  await restore()
  expect(await look()).toBe('fine')
  writeFileSync(join(entry, 'commondir'), `${evil}/.git\n`)
  expect(await look()).toBe('tampered')
  await restore()
  rmSync(join(path, '.git'))
  repository.plain(['init', '-q', path])
  expect(await look()).toBe('tampered')
  await restore()
  expect([await look(), existsSync(ran)]).toEqual(['fine', false])
  expect(readFileSync(join(path, 'mine.txt'), 'utf8')).toBe('mine\n')
  expect(existsSync(join(path, '.git.set-aside-3'))).toBe(true)
})

it('one that was moved with all of ours is taken over as it is', async () => {
  const last = commit('last')
  writeFileSync(join(path, 'a.txt'), 'not committed\n')
  const elsewhere = join(repository.directory, 'moved', 'one')
  mkdirSync(join(repository.directory, 'moved'))
  renameSync(path, elsewhere)
  expect(await look()).toBe('missing')
  const ask = { ...asked(), commit: began, elsewhere }
  const made = { path: elsewhere, branch, commit: last }
  expect(await restoreWorktree(repository.git, ask)).toEqual(made)
  expect(existsSync(path)).toBe(false)
  const moved = { ...asked(), path: elsewhere }
  expect((await lookAtWorktree(repository.git, moved)).kind).toBe('fine')
  expect(repository.plain(['status', '--porcelain'], elsewhere)).toBe('M a.txt')
})

it('tells that the repository itself is not there', async () => {
  renameSync(repository.root, `${repository.root}-moved`)
  expect(await look()).toBe('no-repository')
})

it('a half restored one is made again; a branch in use elsewhere is refused with git’s words', async () => {
  const last = commit('last')
  rmSync(path, { recursive: true })
  repository.plain(['worktree', 'prune'])
  const lock = ['--lock', '--reason', 'initializing', '--no-checkout']
  repository.plain(['worktree', 'add', '-q', ...lock, path, branch])
  writeFileSync(join(path, 'a.txt'), 'ha')
  expect(await restore()).toEqual({ path, branch, commit: last })
  expect(existsSync(`${path}.set-aside-1`)).toBe(false)
  expect(repository.plain(['status', '--porcelain'], path)).toBe('')
  rmSync(path, { recursive: true })
  repository.plain(['worktree', 'prune'])
  repository.plain(['checkout', '-q', branch])
  await expect(restore()).rejects.toThrow(/already/)
  expect(existsSync(path)).toBe(false)
  expectHeld(last)
})

it('removes a lock only when it is old and nobody holds it', async () => {
  const lock = join(entry, 'index.lock')
  const now = Date.now()
  const remove = () => removeStaleLocks({ path, gitDir: entry, branch, now })
  writeFileSync(lock, '')
  expect(await remove()).toEqual([])
  const old = (now - 120_000) / 1000
  utimesSync(lock, old, old)
  const holder = await open(lock, 'r')
  expect(await remove()).toEqual([])
  await holder.close()
  // Waits for its input, as another would for a hook.
  const waits = spawn('git', ['hash-object', '--stdin'], { cwd: path, stdio: 'pipe' })
  await once(waits, 'spawn')
  expect(await remove()).toEqual([])
  waits.stdin.end()
  await once(waits, 'close')
  const ofBranch = join(repository.root, '.git/refs/heads', `${branch}.lock`)
  writeFileSync(ofBranch, '')
  utimesSync(ofBranch, old, old)
  expect(await remove()).toEqual(process.platform === 'linux' ? [lock, ofBranch] : [])
})

it('reads a log of places', () => {
  const line = (before: string, after: string) =>
    `${before.repeat(40)} ${after.repeat(40)} Ada <a@b> 1 +0000\tx`
  const log = [line('0', 'a'), line('a', 'b'), line('0', 'c'), line('c', 'd'), 'half a li']
  expect(parseLog(log.join('\n'))).toEqual({ last: 'd'.repeat(40), cutOff: ['b'.repeat(40)] })
  expect(parseLog(line('a', '0')).last).toBe('a'.repeat(40))
  expect(parseLog('')).toEqual({ last: null, cutOff: [] })
})
