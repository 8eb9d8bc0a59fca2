// Where a branch is pushed, told from real repositories. No remote is asked: the addresses lead nowhere.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { branchAtRemote, type BranchAsk } from './branch-remote.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const address = 'https://host.example/a/b.git'
const git = (...args: string[]) => repository.plain(args)
const ask = (more: Partial<BranchAsk> = {}) =>
  branchAtRemote(repository.git, { cwd: repository.root, branch: null, base: null, ...more })

/** What lies on a remote, as it was last fetched. */
function fetched(name: string, at = 'HEAD'): void {
  git('update-ref', `refs/remotes/origin/${name}`, at)
}

it('tells where there is no remote, and where no branch is checked out', async () => {
  expect(await ask()).toEqual({ branch: 'main', remote: null, unpushed: null })
  git('remote', 'add', 'origin', address)
  git('checkout', '-q', '--detach')
  expect(await ask()).toEqual({ branch: null, remote: null, unpushed: null })
  expect(await ask({ branch: 'main' })).toMatchObject({
    branch: 'main',
    remote: { name: 'origin' },
  })
})

it('counts what was not pushed, and tells a branch that never was', async () => {
  git('remote', 'add', 'origin', address)
  const remote = { name: 'origin', urls: [address], branch: 'main', near: 'origin' }
  expect(await ask()).toEqual({ branch: 'main', remote, unpushed: null })
  fetched('main')
  expect(await ask()).toEqual({ branch: 'main', remote, unpushed: 0 })
  git('commit', '-q', '--allow-empty', '-m', 'more')
  expect(await ask()).toEqual({ branch: 'main', remote, unpushed: 1 })
})

it('calls it as its upstream does, unless it only follows its base', async () => {
  git('remote', 'add', 'origin', address)
  fetched('main')
  git('checkout', '-q', '-b', 'work', '--track', 'origin/main')
  const calledAt = async (base: string | null) => (await ask({ base })).remote?.branch
  expect(await calledAt(null)).toBe('main')
  expect([await calledAt('main'), await calledAt('origin/main')]).toEqual(['work', 'work'])
  fetched('elsewhere')
  git('branch', '-q', '--set-upstream-to=origin/elsewhere')
  expect(await ask({ base: 'main' })).toMatchObject({
    remote: { branch: 'elsewhere' },
    unpushed: 0,
  })
})

it('takes the remote that git would push to, as long as there is one of that name', async () => {
  git('remote', 'add', 'another', address)
  const chosen = async () => (await ask()).remote?.name
  expect(await chosen()).toBe('another')
  git('remote', 'add', 'origin', address)
  expect(await chosen()).toBe('origin')
  git('config', 'remote.pushDefault', 'another')
  expect(await chosen()).toBe('another')
  git('config', 'branch.main.pushRemote', 'origin')
  expect(await chosen()).toBe('origin')
  git('config', 'branch.main.pushRemote', 'gone')
  expect(await chosen()).toBe('another')
})

it('tells addresses as git uses them and as they are written', async () => {
  git('config', 'url.https://host.example/.insteadOf', 'short:')
  git('remote', 'add', 'origin', 'short:a/b.git')
  expect((await ask()).remote?.urls).toEqual([address, 'short:a/b.git'])
})
