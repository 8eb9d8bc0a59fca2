// What a branch offers to another one, and who could take it, told from real repositories as they were last fetched.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { offeredCommits, remoteBranches } from './offered.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
  git('checkout', '-q', '-b', 'work')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const commit = (...words: string[]) =>
  git('commit', '-q', '--allow-empty', ...words.flatMap((each) => ['-m', each]))
const offered = (base = 'main') =>
  offeredCommits(repository.git, { cwd: repository.root, branch: 'work', base, remote: 'origin' })

it('offers commits with their words, and leaves merges out', async () => {
  expect(await offered()).toEqual([])
  commit('One')
  commit('Two', 'Why it is so.\n\n- and more')
  git('checkout', '-q', '-b', 'side', 'main')
  commit('Aside')
  git('checkout', '-q', 'work')
  git('merge', '-q', '--no-ff', '-m', 'Merge aside', 'side')
  const found = await offered()
  expect(found.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual([
    { subject: 'Aside', body: '' },
    { subject: 'One', body: '' },
    { subject: 'Two', body: 'Why it is so.\n\n- and more' },
  ])
})

it('holds it against the base as last fetched, then as it is here, and offers nothing to none', async () => {
  git('update-ref', 'refs/remotes/origin/main', 'main')
  commit('One')
  git('branch', '-q', '-f', 'main', 'work')
  expect(await offered()).toEqual([{ subject: 'One', body: '' }])
  git('update-ref', '-d', 'refs/remotes/origin/main')
  expect(await offered()).toEqual([])
  for (const base of ['nowhere', '--all', '']) expect(await offered(base)).toEqual([])
})

it('names the branches of one remote, the latest commit first, and no HEAD', async () => {
  const { environment } = repository
  for (const [year, name] of [
    [2021, 'origin/old'],
    [2023, 'origin/feature/new'],
    [2022, 'origin/main'],
    [2024, 'origin2/other'],
  ] as const) {
    environment['GIT_COMMITTER_DATE'] = `${year}-01-01T00:00:00Z`
    commit(name)
    git('update-ref', `refs/remotes/${name}`, 'HEAD')
  }
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
  const names = await remoteBranches(repository.git, repository.root, 'origin')
  expect(names).toEqual(['feature/new', 'main', 'old'])
  expect(await remoteBranches(repository.git, repository.root, 'nowhere')).toEqual([])
})
