// Rebases that would lose something of a branch, on real repositories: none begins, and the others do.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { update } from './update.ts'

let repository: TestRepository
let began: string
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' })
  began = git('rev-parse', 'HEAD')
  git('checkout', '-q', '-b', 'work')
  commit('a.txt', 'ours\n')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const commit = (path: string, text: string) => {
  repository.write(path, text)
  return repository.commit(path)
}
/** A commit of another branch, which is then left again. */
function on(branch: string, path: string, text: string): string {
  git('checkout', '-q', branch)
  const made = commit(path, text)
  git('checkout', '-q', 'work')
  return made
}
const merged = (branch: string) => git('merge', '-q', '--no-edit', branch)
const subjects = () => git('log', '--format=%s', '--topo-order').split('\n')

async function rebase(onto: string) {
  const kept: string[] = []
  const outcome = await update(repository.git, {
    path: repository.root,
    trusted: false,
    commit: git('rev-parse', onto),
    name: onto,
    how: 'rebase',
    bases: [git('rev-parse', 'main')],
    keep: (head) => Promise.resolve(void kept.push(head)),
    keepAborted: () => Promise.resolve(),
  })
  return { kind: outcome.kind, began: kept.length > 0 }
}
const refused = { kind: 'rebase-loses', began: false }

it('leaves no solved conflict out', async () => {
  on('main', 'a.txt', 'theirs\n')
  expect(() => merged('main')).toThrow()
  repository.write('a.txt', 'solved\n')
  git('commit', '-qam', 'Merge main')
  on('main', 'b.txt', 'two\n')
  const head = git('rev-parse', 'HEAD')
  expect(await rebase('main')).toEqual(refused)
  expect(git('rev-parse', 'HEAD')).toBe(head)
  expect(readFileSync(join(repository.root, 'a.txt'), 'utf8')).toBe('solved\n')
})

it('leaves out nothing that was written in a merge without a conflict', async () => {
  on('main', 'b.txt', 'two\n')
  git('merge', '-q', '--no-commit', 'main')
  commit('only-here.txt', 'mine\n')
  on('main', 'b.txt', 'three\n')
  expect(await rebase('main')).toEqual(refused)
})

it('copies nothing of the base that a merge took in', async () => {
  git('branch', 'there', began)
  on('main', 'b.txt', 'two\n')
  merged('main')
  on('there', 'c.txt', 'theirs\n')
  expect(await rebase('there')).toEqual(refused)
})

it('nor what the branch was moved forward to', async () => {
  git('branch', 'there', began)
  on('main', 'b.txt', 'two\n')
  git('reset', '-q', '--hard', 'main')
  commit('a.txt', 'ours\n')
  on('there', 'c.txt', 'theirs\n')
  expect(await rebase('there')).toEqual(refused)
})

it('takes in the base where merges hold nothing of their own', async () => {
  on('main', 'b.txt', 'two\n')
  merged('main')
  git('branch', 'side')
  on('side', 'side.txt', 'side\n')
  commit('a.txt', 'ours again\n')
  merged('side')
  on('main', 'c.txt', 'theirs\n')
  expect(await rebase('main')).toEqual({ kind: 'updated', began: true })
  expect(git('rev-list', '--merges', '--count', 'HEAD')).toBe('0')
  expect(subjects().toSorted()).toEqual(['a.txt', 'a.txt', 'b.txt', 'c.txt', 'first', 'side.txt'])
})

it('takes in what lies there where that has the same merges', async () => {
  on('main', 'b.txt', 'two\n')
  merged('main')
  git('branch', 'there')
  on('there', 'c.txt', 'theirs\n')
  commit('a.txt', 'ours again\n')
  expect(await rebase('there')).toEqual({ kind: 'updated', began: true })
  expect(subjects().slice(0, 2)).toEqual(['a.txt', 'c.txt'])
})
