// The person's own way to other machines, as real settings tell it from what a repository brings.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { ownTransport } from './own-settings.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const set = (...args: string[]) => repository.plain(['config', ...args])
const own = () => ownTransport(repository.git, repository.root)

it('is their helpers and their ssh, and nothing that the repository names', async () => {
  expect(await own()).toEqual([])
  set('credential.helper', 'evil')
  set('core.sshCommand', 'evil')
  expect(await own()).toEqual([])
  set('--global', 'credential.helper', 'store')
  set('--global', 'credential.https://host.example.helper', 'own')
  set('--global', 'core.sshCommand', 'ssh -i mine')
  set('--global', 'core.pager', 'less')
  expect(await own()).toEqual([
    ['credential.helper', 'store'],
    ['credential.https://host.example.helper', 'own'],
    ['core.sshcommand', 'ssh -i mine'],
  ])
})

it.each([
  ['url.https://evil.example/.insteadOf', 'https://host.example/'],
  ['http.proxy', 'http://evil.example'],
  ['http.https://host.example/.sslVerify', 'false'],
])('keeps its helpers from a repository that sets %s', async (key, value) => {
  set('--global', 'credential.helper', 'store')
  set('--global', 'core.sshCommand', 'ssh -i mine')
  set('--global', key, value)
  expect(await own()).toHaveLength(2)
  set(key, value)
  expect(await own()).toEqual([['core.sshcommand', 'ssh -i mine']])
})
