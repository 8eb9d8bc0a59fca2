// What a server that was killed while git made a commit has left in a checkout, as the next one finds it.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { commit } from './commit.ts'
import { takeBackCommit } from './left.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' })
})
afterEach(() => repository.remove())

const gitDir = () => join(repository.root, '.git')
const status = () => repository.plain(['status', '--porcelain'])
const left = ['a-parallel-commit', 'a-parallel-index', 'index']

/** All of it staged for a commit whose hook still runs, after something was staged by a person. */
async function killed(): Promise<void> {
  repository.write('a.txt', 'approved\n')
  repository.plain(['add', 'a.txt'])
  repository.write('b.txt', 'not looked at\n')
  repository.write('new.txt', 'new\n')
  const [hook, aside] = [join(gitDir(), 'hooks/pre-commit'), join(repository.directory, 'aside')]
  mkdirSync(join(hook, '..'), { recursive: true })
  mkdirSync(aside)
  writeFileSync(
    hook,
    `#!/bin/sh\n${left.map((name) => `cp -p '${gitDir()}/${name}' '${aside}/'`).join('\n')}\nexit 1\n`,
  )
  chmodSync(hook, 0o755)
  const head = repository.plain(['rev-parse', 'HEAD'])
  const ask = { path: repository.root, trusted: true, message: 'All', head, all: true }
  const made = await commit(repository.git, { ...ask, amend: false, signOff: false })
  expect(made).toMatchObject({ kind: 'refused', by: 'hook' })
  expect(existsSync(join(gitDir(), 'a-parallel-commit'))).toBe(false)
  for (const name of left) cpSync(join(aside, name), join(gitDir(), name))
}

/** Its server is gone: the process that has its number by now is another one. */
function bySomebodyElse(): void {
  const file = join(gitDir(), 'a-parallel-commit')
  const note = JSON.parse(readFileSync(file, 'utf8')) as { server: object } // As it was written.
  const server = { ...note.server, start: 'another' }
  writeFileSync(file, JSON.stringify({ ...note, server, mark: 'commit-of-another' }))
}

const all = 'M  a.txt\nM  b.txt\nA  new.txt'
const takeBack = () => takeBackCommit(repository.git, repository.root)
const isForgotten = () => left.slice(0, 2).every((name) => !existsSync(join(gitDir(), name)))

it('is taken back: only what a person had staged is staged', async () => {
  await killed()
  expect(status()).toBe(all)
  bySomebodyElse()
  await takeBack()
  expect(status()).toBe('M  a.txt\n M b.txt\n?? new.txt')
  expect(isForgotten()).toBe(true)
  await takeBack()
})

it('stays where somebody staged since', async () => {
  await killed()
  bySomebodyElse()
  repository.write('more.txt', 'more\n')
  repository.plain(['add', 'more.txt'])
  await takeBack()
  expect(status()).toBe(all.replace('A  new', 'A  more.txt\nA  new'))
  expect(isForgotten()).toBe(true)
})

it('stays where it was committed after all', async () => {
  await killed()
  bySomebodyElse()
  repository.plain(['commit', '-qm', 'All', '--no-verify'])
  await takeBack()
  expect(status()).toBe('')
  expect(isForgotten()).toBe(true)
})

it('is none where a server that lives makes it, or nothing is noted', async () => {
  await takeBack()
  await killed()
  await takeBack()
  expect(status()).toBe(all)
  writeFileSync(join(gitDir(), 'a-parallel-commit'), 'half a no')
  await takeBack()
  expect(status()).toBe(all)
})
