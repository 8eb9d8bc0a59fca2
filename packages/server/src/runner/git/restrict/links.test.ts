// Repositories that are checked out inside a real checkout.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { linkedCheckouts, linkOf } from './links.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const lending = ['-c', 'protocol.file.allow=always']
const found = () => linkedCheckouts(repository.git, repository.root)

/** A repository with one commit, beside ours. */
function library(name: string): string {
  const place = join(repository.directory, name)
  mkdirSync(place)
  repository.plain(['init', '-q', '-b', 'main'], place)
  repository.plain(['commit', '-q', '--allow-empty', '-m', name], place)
  return place
}

it('finds submodules with those inside them, as long as they are checked out', async () => {
  const outer = library('outer')
  repository.plain([...lending, 'submodule', 'add', '-q', library('inner'), 'deep/inner'], outer)
  repository.plain(['commit', '-q', '-m', 'inner'], outer)
  repository.plain([...lending, 'submodule', 'add', '-q', outer, 'outer'])
  expect((await found()).map(({ path }) => path)).toEqual([join(repository.root, 'outer')])
  repository.plain([...lending, 'submodule', 'update', '-q', '--init', '--recursive'])
  const modules = join(repository.root, '.git', 'modules', 'outer')
  expect(await found()).toEqual([
    { path: join(repository.root, 'outer'), gitDir: modules },
    {
      path: join(repository.root, 'outer', 'deep', 'inner'),
      gitDir: join(modules, 'modules', 'deep', 'inner'),
    },
  ])
  repository.plain(['submodule', '-q', 'deinit', '-f', 'outer'])
  expect(await found()).toEqual([])
})

it('finds a clone that was added without being told of, and none that git does not know', async () => {
  const clone = join(repository.root, 'two\nlines')
  repository.plain(['clone', '-q', library('other'), clone])
  expect(await found()).toEqual([])
  repository.plain(['-c', 'advice.addEmbeddedRepo=false', 'add', '-A'])
  expect(await found()).toEqual([{ path: clone, gitDir: join(clone, '.git') }])
})

it.each([
  ['160000 1234 0\tsub', 'sub'],
  ['160000 1234 0\ta\tb\nc', 'a\tb\nc'],
  ['100644 1234 0\tsub', null],
  ['', null],
])('reads %j', (entry, path) => {
  expect(linkOf(entry)).toBe(path)
})
