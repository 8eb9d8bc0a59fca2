// What an update takes in of a base that others push to, on real repositories with real remotes.
import type { ThreadId } from '@a-parallel/shared'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Git } from '../../git/core.ts'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import type { Publishing, UpdateWish } from '../../publish-port.ts'
import { askIn, keeping, publishIn } from './publish-rig.ts'

let repository: TestRepository
let bare: string
let publish: Publishing
let trusted: boolean
beforeEach(() => {
  trusted = true
  repository = makeRepository({ 'a.txt': 'one\n' })
  bare = join(repository.directory, 'bare.git')
  repository.plain(['clone', '-q', '--bare', repository.root, bare])
  repository.plain(['remote', 'add', 'origin', bare])
  repository.plain(['fetch', '-q', 'origin'])
  repository.plain(['branch', '-q', '--set-upstream-to=origin/main', 'main'])
  repository.plain(['checkout', '-q', '-b', 'work'])
  repository.write('b.txt', 'ours\n')
  repository.commit('ours')
  publish = publishIn(repository, () => Promise.resolve(trusted))
})
afterEach(() => repository.remove())

const place = () => askIn(repository)
const update = (how: UpdateWish['how'], more: Partial<UpdateWish> = {}) =>
  publish.update({
    ...place(),
    from: 'base',
    how,
    here: false,
    base: 'main',
    ...keeping(),
    ...more,
  })
const commitOf = (name: string) => repository.plain(['rev-parse', name])
const subjects = () => repository.plain(['log', '--topo-order', '--format=%s']).split('\n')
/** Somebody else's commit on a branch there, which this repository knows nothing of. */
function pushedThere(name: string, branch = 'main', onto = 'main'): string {
  const other = join(repository.directory, 'other')
  rmSync(other, { recursive: true, force: true })
  repository.plain(['clone', '-q', '-b', onto, bare, other])
  writeFileSync(join(other, `${name}.txt`), name)
  repository.plain(['add', '-A'], other)
  repository.plain(['commit', '-q', '-m', name], other)
  repository.plain(['push', '-q', 'origin', `HEAD:${branch}`], other)
  return repository.plain(['rev-parse', 'HEAD'], other)
}
/** A commit on the branch here, without checking it out. */
function onMainHere(name: string): string {
  const commit = repository.plain(['commit-tree', '-p', 'main', '-m', name, 'main^{tree}'])
  repository.plain(['update-ref', 'refs/heads/main', commit])
  return commit
}

describe('a base that lies on a remote too', () => {
  it.each(['merge', 'rebase'] as const)(
    'is fetched, taken in by a %s, and not moved here',
    async (how) => {
      const here = commitOf('main')
      const theirs = pushedThere('theirs')
      expect(await update(how)).toMatchObject({ kind: 'updated' })
      expect([commitOf('main'), commitOf('origin/main')]).toEqual([here, theirs])
      expect(subjects()).toEqual(
        how === 'merge'
          ? ['Merge origin/main', 'theirs', 'ours', 'first']
          : ['ours', 'theirs', 'first'],
      )
      const head = commitOf('HEAD')
      expect(await update(how)).toEqual({ kind: 'current', head, asked: 'origin/main' })
    },
  )

  it.each([
    ['what git was told it follows', ['config', 'branch.main.merge', 'refs/heads/develop']],
    ['the branch of its name', ['branch', '--unset-upstream', 'main']],
  ])('is %s', async (_, args) => {
    pushedThere('theirs')
    pushedThere('developed', 'develop')
    repository.plain(args)
    await update('rebase')
    const developed = args[0] === 'config' ? ['developed'] : []
    expect(subjects()).toEqual(['ours', ...developed, 'theirs', 'first'])
  })

  it('is the one of the base that was fetched', async () => {
    pushedThere('theirs')
    await update('rebase', { base: 'origin/main' })
    expect(subjects()).toEqual(['ours', 'theirs', 'first'])
  })

  it('is taken in as it is here where that holds all of it, or the branch is gone there', async () => {
    onMainHere('mine')
    expect(await update('rebase')).toMatchObject({ kind: 'updated' })
    expect(subjects()).toEqual(['ours', 'mine', 'first'])
    repository.plain(['update-ref', '-d', 'refs/heads/main'], bare)
    onMainHere('more of mine')
    expect(await update('rebase')).toMatchObject({ kind: 'updated' })
    expect(subjects()[1]).toBe('more of mine')
  })

  it('is taken in with the one here by a merge where the two have parted, and by no rebase', async () => {
    const [mine, theirs] = [onMainHere('mine'), pushedThere('theirs')]
    const head = commitOf('HEAD')
    await expect(update('rebase')).rejects.toMatchObject({
      code: 'base_parted',
      values: { base: 'main', upstream: 'origin/main' },
    })
    expect([commitOf('HEAD'), commitOf('main')]).toEqual([head, mine])
    expect(await update('merge')).toMatchObject({ kind: 'updated', head: commitOf('HEAD') })
    for (const commit of [mine, theirs])
      repository.plain(['merge-base', '--is-ancestor', commit, 'HEAD'])
    expect(await update('rebase')).toMatchObject({ kind: 'current' })
  })
})

it('is fetched by one of several threads at a time, of which each takes it in', async () => {
  pushedThere('theirs')
  let [at, most] = [0, 0]
  const git: Git = async (args, options) => {
    const isFetch = options.name === 'fetch-branch'
    if (isFetch) most = Math.max(most, (at += 1))
    const done = await repository.git(args, options)
    if (isFetch) at -= 1
    return done
  }
  const { root, directory } = repository
  const several = publishIn({ git, directory }, () => Promise.resolve(true))
  const paths = [1, 2, 3, 4, 5].map((number) => {
    const path = join(directory, `thread-${number}`)
    repository.plain(['worktree', 'add', '-q', '-b', `thread-${number}`, path, 'work'])
    return path
  })
  const ask = { repository: root, ownsCheckout: true, from: 'base', how: 'merge' } as const
  const made = await Promise.all(
    paths.map((path, index) => {
      const threadId = `00000000-0000-4000-8000-00000000000${index}` as ThreadId // Of the right shape.
      return several.update({ ...ask, ...keeping(), path, threadId, here: false, base: 'main' })
    }),
  )
  expect([most, made.map(({ kind }) => kind)]).toEqual([1, paths.map(() => 'updated')])
})

describe('what was pushed to the branch itself', () => {
  it('is taken in by a merge, and by no rebase that would copy what the branch took in of its base', async () => {
    repository.plain(['push', '-q', '-u', 'origin', 'work'])
    pushedThere('theirs')
    expect(await update('merge')).toMatchObject({ kind: 'updated' })
    const head = commitOf('HEAD')
    const pushed = pushedThere('by somebody else', 'work', 'work')
    const pushing = publish.push({
      ...place(),
      over: null,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    })
    await expect(pushing).rejects.toMatchObject({
      code: 'push_refused',
      values: { reason: 'behind', there: pushed, ahead: 1, theirs: 1, merges: 1 },
    })
    await expect(update('rebase', { from: 'upstream' })).rejects.toMatchObject({
      code: 'rebase_unfit',
      values: { from: 'upstream' },
    })
    expect(commitOf('HEAD')).toBe(head)
    expect(await update('merge', { from: 'upstream' })).toMatchObject({ kind: 'updated' })
    expect([commitOf('HEAD^1'), commitOf('HEAD^2')]).toEqual([head, pushed])
  })
})

describe('a remote that does not answer', () => {
  it.each([
    ['gone', 'unreachable', (address: string) => `http://127.0.0.1:9/${address}`],
    ['no repository', 'no-repository', (address: string) => `${address}-nowhere`],
  ])(
    'that is %s is said, and nothing is taken in but what is known here',
    async (_, reason, at) => {
      repository.plain(['remote', 'set-url', 'origin', at(bare)])
      onMainHere('mine')
      const head = commitOf('HEAD')
      await expect(update('rebase')).rejects.toMatchObject({
        code: 'fetch_failed',
        values: { reason, remote: 'origin', base: 'main', from: 'base', how: 'rebase' },
      })
      expect(commitOf('HEAD')).toBe(head)
      expect(await update('rebase', { here: true })).toMatchObject({ kind: 'updated' })
      expect(subjects()).toEqual(['ours', 'mine', 'first'])
      const now = commitOf('HEAD')
      expect(await update('rebase', { here: true })).toEqual({
        kind: 'current',
        head: now,
        asked: null,
      })
    },
  )

  it('is not asked where it lies on this machine and the project is not trusted', async () => {
    trusted = false
    await expect(update('merge')).rejects.toMatchObject({
      code: 'fetch_failed',
      values: { reason: 'untrusted' },
    })
  })
})
