// Locks that somebody may still hold whom we cannot ask, with real processes: they stay.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { removeStaleLocks } from './stale-locks.ts'

const asRoot = process.platform === 'linux' && process.getuid?.() === 0
/** Not every container lets its root do that. */
const mayMount = asRoot && spawnSync('unshare', ['--mount', 'true']).status === 0
const nobody = 65534
const now = Date.now()

let repository: TestRepository
let lock: string
let children: ChildProcess[]
beforeEach(() => {
  repository = makeRepository()
  lock = join(repository.root, '.git/index.lock')
  writeFileSync(lock, '')
  utimesSync(lock, (now - 120_000) / 1000, (now - 120_000) / 1000)
  children = []
})
afterEach(async () => {
  for (const child of children) {
    child.stdin?.end()
    if (child.exitCode === null) await once(child, 'close')
  }
  repository.remove()
})

const remove = () =>
  removeStaleLocks({ path: repository.root, gitDir: join(repository.root, '.git'), now })

/** A git that waits for its input, begun by a command. */
async function waiting(command: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: 'pipe' })
  children.push(child)
  await once(child, 'spawn')
  await expect.poll(() => readFileSync(`/proc/${child.pid}/comm`, 'utf8')).toBe('git\n')
}
const hashing = ['git', 'hash-object', '--stdin'] as const

it.runIf(asRoot)('that another user made [linux]', async () => {
  chownSync(lock, nobody, nobody)
  expect(await remove()).toEqual([])
  chownSync(lock, 0, 0)
  expect(await remove()).toEqual([lock])
})

it.runIf(asRoot)('while a git of another user works where we cannot look [linux]', async () => {
  await waiting('git', hashing.slice(1), '/')
  for (const path of [repository.directory, repository.root, join(repository.root, '.git'), lock])
    chownSync(path, nobody, nobody)
  process.seteuid?.(nobody)
  const removed = await remove().finally(() => process.seteuid?.(0))
  expect(removed).toEqual([])
})

it.runIf(mayMount)('while a git of a container works in a folder of it [linux]', async () => {
  const there = join(repository.directory, 'mounted')
  mkdirSync(join(repository.root, 'folder'))
  mkdirSync(there)
  const script = `mount --bind ${repository.root} ${there} && cd ${there}/folder && exec ${hashing.join(' ')}`
  await waiting('unshare', ['--mount', 'sh', '-c', script], '/')
  expect(await remove()).toEqual([])
})

it.runIf(mayMount)('while a program of a container has it open [linux]', async () => {
  const there = join(repository.directory, 'mounted')
  mkdirSync(there)
  const script = `mount --bind ${repository.root} ${there} && cd / && exec 3<${there}/.git/index.lock && echo open && read line`
  const child = spawn('unshare', ['--mount', 'sh', '-c', script], { cwd: '/', stdio: 'pipe' })
  children.push(child)
  await once(child.stdout, 'data')
  expect(await remove()).toEqual([])
  child.stdin.end()
  await once(child, 'close')
  expect(await remove()).toEqual([lock])
})
