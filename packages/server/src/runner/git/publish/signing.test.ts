// Whether a commit is to be signed, as real settings say, why git made none, by what it printed, and that it is signed with
// the person's own key once the project is trusted.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGit } from '../core.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { commit } from './commit/commit.ts'
import { merge } from './merge/merge.ts'
import { signingSkipped, uncommittedBy } from './signing.ts'
import { update } from './update/update.ts'

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

const revision = (name: string) => repository.plain(['rev-parse', name])
const commitAll = (trusted = true, git = repository.git) =>
  commit(git, {
    path: repository.root,
    trusted,
    head: revision('HEAD'),
    message: 'Mine',
    amend: false,
    signOff: false,
    all: true,
  })

it('asks the keys that the person has elsewhere', async () => {
  const told = join(repository.directory, 'told')
  const program = join(repository.directory, 'signer')
  writeFileSync(program, `#!/bin/sh\necho "$GNUPGHOME" > '${told}'\nexit 1\n`, { mode: 0o755 })
  set('--global', 'gpg.program', program)
  set('--global', 'commit.gpgSign', 'true')
  repository.write('a.txt', 'a\n')
  const git = createGit({ environment: { ...repository.environment, GNUPGHOME: '/my/keys' } })
  expect(await commitAll(true, git)).toMatchObject({ kind: 'refused', by: 'signing' })
  expect(readFileSync(told, 'utf8')).toBe('/my/keys\n')
})

/** Every machine with ssh has it; elsewhere nobody signs in this way. */
const canSign = spawnSync('ssh-keygen', ['-?']).error === undefined

describe.skipIf(!canSign)('with the person’s own key, once trusted [linux]', () => {
  beforeEach(() => {
    repository.plain(['checkout', '-q', '-b', 'work'])
    for (const name of ['one', 'two']) {
      repository.write(`${name}.txt`, 'work\n')
      repository.commit(name)
    }
    repository.plain(['checkout', '-q', 'main'])
    repository.write('base.txt', 'base\n')
    repository.commit('base')
    repository.plain(['checkout', '-q', 'work'])
    sign()
  })

  function sign(): void {
    const key = join(repository.directory, 'key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const signers = join(repository.directory, 'signers')
    writeFileSync(signers, `ada@example.test ${readFileSync(`${key}.pub`, 'utf8')}`)
    set('--global', 'gpg.format', 'ssh')
    set('--global', 'user.signingKey', `${key}.pub`)
    set('--global', 'gpg.ssh.allowedSignersFile', signers)
    set('--global', 'commit.gpgSign', 'true')
  }

  /** Newest first: G where the signature is good, N where there is none. */
  const signatures = (range: string) =>
    repository.plain(['log', '--topo-order', '--format=%G? %s', range]).split('\n')

  it('a commit is', async () => {
    repository.write('a.txt', 'a\n')
    expect(await commitAll()).toMatchObject({ kind: 'committed', signingSkipped: false })
    expect(repository.plain(['cat-file', 'commit', 'HEAD'])).toContain('gpgsig -----BEGIN SSH')
    expect(signatures('-1')).toEqual(['G Mine'])
    repository.write('a.txt', 'b\n')
    expect(await commitAll(false)).toMatchObject({ kind: 'committed', signingSkipped: true })
    expect(signatures('-1')).toEqual(['N Mine'])
  })

  it.each([
    ['merge', ['G Merge main', 'N two', 'N one']],
    ['rebase', ['G two', 'G one']],
  ] as const)('what an update by %s makes is', async (how, expected) => {
    const nothing = () => Promise.resolve()
    const ask = {
      path: repository.root,
      trusted: true,
      commit: revision('main'),
      name: 'main',
      how,
      bases: [],
    }
    const made = await update(repository.git, { ...ask, keep: nothing, keepAborted: nothing })
    expect(made).toMatchObject({ kind: 'updated' })
    expect(signatures('main..HEAD')).toEqual(expected)
  })

  it.each([
    ['merge', ['G Work', 'N two', 'N one']],
    ['squash', ['G Work']],
    ['rebase', ['G two', 'G one']],
  ] as const)('what a merge by %s makes is', async (how, expected) => {
    const before = revision('main')
    const made = await merge(repository.git, {
      repository: repository.root,
      path: repository.root,
      threadId: 'thread',
      trusted: true,
      trustedIn: () => Promise.resolve(true),
      base: 'main',
      how,
      message: 'Work',
      head: revision('work'),
    })
    expect(made).toMatchObject({ kind: 'merged' })
    expect(signatures(`${before}..main`)).toEqual(expected)
  })
})
