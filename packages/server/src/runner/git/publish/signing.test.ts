// Whether a commit is to be signed, as real settings say, and why git made none, by what it printed.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { signingSkipped, uncommittedBy } from './signing.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const set = (...args: string[]) => repository.plain(['config', ...args])
const skipped = (trusted = false) =>
  signingSkipped(repository.git, { path: repository.root, trusted })

it('is told to be left out before trust alone, and only where it is wanted', async () => {
  expect(await skipped()).toBe(false)
  set('--global', 'commit.gpgSign', 'true')
  expect([await skipped(), await skipped(true)]).toEqual([true, false])
  set('commit.gpgSign', 'no')
  expect(await skipped()).toBe(false)
  set('commit.gpgSign', 'on')
  expect(await skipped()).toBe(true)
})

it.each([
  ['signing', true, 'error: gpg failed to sign the data'],
  ['signing', true, 'error: cannot run gpg: No such file or directory'],
  ['git', false, 'error: gpg failed to sign the data'],
  ['identity', true, 'Author identity unknown\n*** Please tell me who you are.'],
  ['identity', false, 'fatal: empty ident name (for <>) not allowed'],
  ['git', true, 'fatal: unable to write new_index file'],
])('told apart: %s, trusted %s, %s', (by, trusted, output) => {
  expect(uncommittedBy({ trusted }, output)).toBe(by)
})
