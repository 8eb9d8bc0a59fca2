// The remote of a branch, and one branch fetched from it, on real repositories.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { openPlace } from '../place.ts'
import { fetchBranch } from '../fetch/branch.ts'
import { FetchFailed } from '../fetch/outcome.ts'
import { remoteNamed, remoteOf } from './remote.ts'

let repository: TestRepository
let bare: string
beforeEach(() => {
  repository = makeRepository()
  bare = join(repository.directory, 'bare.git')
  git('init', '-q', '--bare', '-b', 'main', bare)
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const run = () => openPlace(repository.git, { path: repository.root, trusted: true })
const tracking = 'refs/remotes/origin/main'
const take = async (branch = 'main') => {
  const place = await run()
  const remote = await remoteNamed(place, 'origin', branch)
  return fetchBranch(repository.git, place, { remote, trusted: true })
}

it('is the one that git would push to, else origin, else the first', async () => {
  const chosen = async () => (await remoteOf(await run(), 'main'))?.name
  expect(await chosen()).toBeUndefined()
  git('remote', 'add', 'b', bare)
  git('remote', 'add', 'a', bare)
  expect(await chosen()).toBe('a')
  git('remote', 'add', 'origin', bare)
  expect(await chosen()).toBe('origin')
  git('config', 'branch.main.remote', 'b')
  expect(await chosen()).toBe('b')
  git('config', 'remote.pushDefault', 'a')
  expect(await chosen()).toBe('a')
  git('config', 'branch.main.pushRemote', 'origin')
  expect(await chosen()).toBe('origin')
  git('config', 'branch.main.pushRemote', 'gone')
  expect(await chosen()).toBe('a')
})

it('is followed under the branch’s own name, whatever its upstream is', async () => {
  git('remote', 'add', 'origin', bare)
  git('push', '-q', 'origin', 'main')
  git('checkout', '-q', '-b', 'work', '--track', 'origin/main')
  expect(await remoteOf(await run(), 'work')).toMatchObject({
    name: 'origin',
    branch: 'work',
    tracking: 'refs/remotes/origin/work',
  })
})

it('gives that one branch, also where it was moved back, and writes nothing else', async () => {
  git('remote', 'add', 'origin', bare)
  git('push', '-q', 'origin', 'main')
  const other = join(repository.directory, 'other')
  git('clone', '-q', bare, other)
  const there = (...args: string[]) => repository.plain(args, other)
  writeFileSync(join(other, 'b.txt'), 'b\n')
  there('add', '-A')
  there('commit', '-q', '--amend', '-m', 'rewritten')
  there('tag', 'v1')
  there('push', '-q', '--force', 'origin', 'main', 'main:aside', 'v1')
  const refs = () => git('for-each-ref', '--format=%(refname)').split('\n')
  const before = refs()
  expect(await take()).toBe(true)
  expect(git('rev-parse', tracking)).toBe(there('rev-parse', 'main'))
  expect(refs()).toEqual(before)
  expect(existsSync(join(repository.root, '.git', 'FETCH_HEAD'))).toBe(false)
})

it('tells a branch that is not there from a remote that gives nothing', async () => {
  git('remote', 'add', 'origin', bare)
  git('push', '-q', 'origin', 'main')
  expect(await take('nowhere')).toBe(false)
  git('remote', 'set-url', 'origin', join(repository.directory, 'gone.git'))
  await expect(take()).rejects.toBeInstanceOf(FetchFailed)
})
