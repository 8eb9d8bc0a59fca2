// A branch fetched with a token into repositories of every kind: whole, of the other object format, cut off, and without files.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import {
  madeCertificate,
  startHttpsGit,
  type HttpsGit,
} from '../../../../../../../test/support/skills/https-git.ts'
import { createGit } from '../../core.ts'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { openPlace } from '../place.ts'
import { remoteNamed } from '../push/remote.ts'
import { fetchBranch } from './branch.ts'
import { FetchFailed } from './outcome.ts'

let repository: TestRepository
let host: HttpsGit
afterEach(async () => {
  await host.close()
  repository.remove()
})

const kinds = {
  whole: ['sha1', []],
  'of the other format': ['sha256', []],
  'cut off': ['sha1', ['--depth=1']],
  'without files': ['sha1', ['--filter=blob:none', '--no-checkout']],
} as const

/** A clone of this kind, whose remote is closed, and what fetches a branch into it. */
async function cloneOf(kind: keyof typeof kinds) {
  const [format, how] = kinds[kind]
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' }, format)
  const { directory, plain } = repository
  repository.write('a.txt', 'two\n')
  repository.commit('second')
  const bare = join(directory, 'bare.git')
  const clone = join(directory, 'clone')
  plain(['clone', '-q', '--bare', repository.root, bare])
  plain(['config', 'uploadpack.allowFilter', 'true'], bare)
  plain(['clone', '-q', ...how, `file://${bare}`, clone])
  const certificate = madeCertificate(directory)
  host = await startHttpsGit(directory, certificate, { login: 'ana:s3cret' })
  plain(['remote', 'set-url', 'origin', `${host.origin}/bare.git`], clone)
  const git = createGit({
    environment: { ...repository.environment, GIT_SSL_CAINFO: certificate },
  })
  const take = async (branch: string, token = 's3cret') => {
    const run = await openPlace(git, { path: clone, trusted: false })
    return fetchBranch(git, run, {
      remote: await remoteNamed(run, 'origin', branch),
      trusted: false,
      credentialFor: (at) => Promise.resolve(at === 'localhost' ? { login: 'ana', token } : null),
    })
  }
  return { take, bare, clone }
}

it.each(Object.keys(kinds) as (keyof typeof kinds)[])('comes into one that is %s', async (kind) => {
  const { take, bare, clone } = await cloneOf(kind)
  const { plain, root } = repository
  writeFileSync(join(root, 'b.txt'), 'three\n')
  const newest = repository.commit('third')
  plain(['push', '-q', bare, 'main'])
  const wasShallow = plain(['rev-parse', '--is-shallow-repository'], clone)
  expect(await take('main')).toBe(true)
  expect(plain(['rev-parse', 'origin/main'], clone)).toBe(newest)
  expect(plain(['cat-file', 'blob', 'origin/main:b.txt'], clone)).toBe('three')
  expect(plain(['rev-parse', '--is-shallow-repository'], clone)).toBe(wasShallow)
  expect(plain(['fsck', '--connectivity-only', '--no-dangling'], clone)).toBe('')
})

it('tells a branch that is not there from a token that does not let in, which is told to nobody', async () => {
  const { take } = await cloneOf('whole')
  expect(await take('nowhere')).toBe(false)
  const refused = await take('main', 'wr0ng').catch((cause: unknown) => cause)
  expect(refused).toBeInstanceOf(FetchFailed)
  expect(String(refused)).toContain('Authentication failed')
  expect(String(refused)).not.toContain('wr0ng')
})
