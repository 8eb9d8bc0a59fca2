// The template of pull requests, from wherever GitHub takes it, and from nowhere else.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { readTemplate } from './template.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const read = (...branches: string[]) =>
  readTemplate(repository.git, {
    cwd: repository.root,
    remote: 'origin',
    branches: branches.length > 0 ? branches : ['main'],
  })

it.each([
  ['beside the code of the host', { '.github/pull_request_template.md': 'A' }, 'A'],
  ['in capitals, as text', { 'PULL_REQUEST_TEMPLATE.TXT': 'A\r\nB\r\n' }, 'A\nB'],
  ['without an ending', { 'docs/pull_request_template': 'A' }, 'A'],
  [
    'the first of three',
    {
      'docs/pull_request_template.md': 'C',
      'pull_request_template.md': 'B',
      '.github/PULL_REQUEST_TEMPLATE.md': 'A',
    },
    'A',
  ],
  ['the only one of a folder', { '.github/PULL_REQUEST_TEMPLATE/usual.md': 'A' }, 'A'],
  [
    'none of several',
    { '.github/PULL_REQUEST_TEMPLATE/a.md': 'A', '.github/PULL_REQUEST_TEMPLATE/b.md': 'B' },
    null,
  ],
  ['not one that lies elsewhere', { 'src/pull_request_template.md': 'A' }, null],
  ['not what is called alike', { 'pull_request_template.md.orig': 'A' }, null],
  ['none', {}, null],
])('is taken: %s', async (_, files, expected) => {
  for (const [path, content] of Object.entries(files)) repository.write(path, content)
  repository.plain(['add', '-A'])
  repository.plain(['commit', '-q', '--allow-empty', '-m', 'template'])
  for (const path of Object.keys(files)) rmSync(join(repository.root, path))
  expect(await read()).toBe(expected)
})

it('is that of the branch at the remote, and else of the one that is here', async () => {
  repository.write('pull_request_template.md', 'at the remote')
  repository.plain(['update-ref', 'refs/remotes/origin/main', repository.commit('one')])
  repository.write('pull_request_template.md', 'here')
  repository.commit('two')
  expect(await read('nowhere', 'main')).toBe('at the remote')
  repository.plain(['update-ref', '-d', 'refs/remotes/origin/main'])
  expect(await read('nowhere', 'main')).toBe('here')
  expect(await read('nowhere')).toBeNull()
})

it('is no link', async () => {
  mkdirSync(join(repository.root, '.github'))
  symlinkSync('/etc/passwd', join(repository.root, '.github/pull_request_template.md'))
  repository.commit('a link')
  expect(await read()).toBeNull()
})
