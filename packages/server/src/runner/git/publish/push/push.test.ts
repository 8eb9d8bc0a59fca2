// Pushes to real bare repositories: upstream, progress, and each way in which a push comes back.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PushProgress } from '@a-parallel/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { progressReader, readProgress } from './progress.ts'
import { push, type PushAsk } from './push.ts'
import { refusalReason } from '../../remotes/reason.ts'

let repository: TestRepository
let bare: string
beforeEach(() => {
  repository = makeRepository()
  bare = join(repository.directory, 'bare.git')
  repository.plain(['init', '-q', '--bare', '-b', 'main', bare])
  repository.plain(['remote', 'add', 'origin', bare])
  repository.plain(['push', '-q', 'origin', 'main'])
  repository.plain(['checkout', '-q', '-b', 'feature/x', '--track', 'origin/main'])
  repository.write('a.txt', 'a\n')
  repository.commit('a')
})
afterEach(() => repository.remove())

const ask = (more: Partial<PushAsk> = {}): PushAsk => ({
  path: repository.root,
  trusted: true,
  over: null,
  ...more,
})
const there = (ref: string) =>
  execFileSync('git', ['--git-dir', bare, 'rev-parse', ref], { encoding: 'utf8' }).trim()

/** Somebody else pushes to the branch. */
function elsewhere(): string {
  const other = join(repository.directory, 'other')
  repository.plain(['clone', '-q', '-b', 'feature/x', bare, other])
  writeFileSync(join(other, 'b.txt'), 'b\n')
  repository.plain(['add', '.'], other)
  repository.plain(['commit', '-q', '-m', 'b'], other)
  repository.plain(['push', '-q', 'origin', 'feature/x'], other)
  return repository.plain(['rev-parse', 'HEAD'], other)
}

describe('push', () => {
  it('sends the commit that was seen, and none that was made meanwhile', async () => {
    const seen = repository.plain(['rev-parse', 'HEAD'])
    const git: Git = async (args, options) => {
      // Right before git itself would look where the branch is.
      if (options.name === 'push') {
        repository.write('b.txt', 'not seen\n')
        repository.commit('not seen')
      }
      return repository.git(args, options)
    }
    expect(await push(git, ask({ head: seen }))).toMatchObject({ kind: 'pushed', commit: seen })
    expect(there('feature/x')).toBe(seen)
    expect(repository.plain(['rev-parse', '@{upstream}'])).toBe(seen)
    const now = repository.plain(['rev-parse', 'HEAD'])
    expect(await push(repository.git, ask({ head: seen }))).toEqual({
      kind: 'head-moved',
      head: now,
    })
    expect(there('feature/x')).toBe(seen)
    expect(await push(repository.git, ask({ head: now }))).toMatchObject({ kind: 'pushed' })
    expect(there('feature/x')).toBe(now)
  })

  it.each(['always', 'never'])('sets the upstream as git does: rebase %s', async (rebases) => {
    const upstream = () =>
      repository.plain(['config', '--local', '--get-regexp', '^branch\\.feature/x\\.'])
    repository.plain(['config', 'branch.autoSetupRebase', rebases])
    await push(repository.git, ask())
    const ours = upstream()
    for (const key of ['remote', 'merge'])
      repository.plain(['config', '--unset', `branch.feature/x.${key}`])
    repository.plain(['push', '-q', '--set-upstream', 'origin', 'feature/x'])
    const sorted = (text: string) => text.split('\n').toSorted()
    expect(sorted(ours)).toEqual(sorted(upstream()))
  })

  it('pushes to the branch of the same name, makes it the upstream and tells how far it is', async () => {
    const told: PushProgress[] = []
    const outcome = await push(repository.git, ask({ onProgress: (one) => told.push(one) }))
    expect(outcome).toMatchObject({
      kind: 'pushed',
      upstream: 'origin/feature/x',
      current: false,
      hooksSkipped: false,
    })
    expect(there('feature/x')).toBe(repository.plain(['rev-parse', 'HEAD']))
    expect(there('main')).not.toBe(there('feature/x'))
    expect(repository.plain(['rev-parse', '--abbrev-ref', '@{upstream}'])).toBe('origin/feature/x')
    expect(told.some(({ phase, percent }) => phase === 'sending' && percent === 100)).toBe(true)
    expect(await push(repository.git, ask())).toMatchObject({ kind: 'pushed', current: true })
  })

  it('says what lies there, and overwrites that alone when it is told to', async () => {
    await push(repository.git, ask())
    const first = elsewhere()
    repository.write('a.txt', 'mine\n')
    repository.commit('mine')
    const refused = await push(repository.git, ask())
    expect(refused).toMatchObject({
      kind: 'refused',
      reason: 'behind',
      there: { commit: first, ahead: 1 },
    })
    const stale = await push(repository.git, ask({ over: repository.plain(['rev-parse', 'HEAD']) }))
    expect(stale).toMatchObject({ kind: 'refused', reason: 'stale', there: { commit: first } })
    expect(there('feature/x')).toBe(first)
    expect(await push(repository.git, ask({ over: first }))).toMatchObject({ kind: 'pushed' })
    expect(there('feature/x')).toBe(repository.plain(['rev-parse', 'HEAD']))
  })

  it('tells hooks of both sides apart, and runs ours only once trusted', async () => {
    const own = join(repository.root, '.git/hooks')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'pre-push'), '#!/bin/sh\necho tests fail >&2\nexit 1\n', {
      mode: 0o755,
    })
    const refused = await push(repository.git, ask())
    expect(refused).toMatchObject({ kind: 'refused', reason: 'own-hook' })
    expect(refused.kind === 'refused' && refused.output).toContain('tests fail')
    chmodSync(join(own, 'pre-push'), 0o644)
    const theirs = join(bare, 'hooks/pre-receive')
    mkdirSync(join(bare, 'hooks'), { recursive: true })
    writeFileSync(theirs, '#!/bin/sh\necho policy >&2\nexit 1\n', { mode: 0o755 })
    const declined = await push(repository.git, ask())
    expect(declined).toMatchObject({ kind: 'refused', reason: 'hook' })
    expect(declined.kind === 'refused' && declined.output).toContain('policy')
  })

  it('before trust it does not go to a folder of this machine, whose hooks would run', async () => {
    expect(await push(repository.git, ask({ trusted: false }))).toMatchObject({
      kind: 'refused',
      reason: 'untrusted',
    })
  })

  it('names what else stands in the way', async () => {
    repository.plain(['remote', 'set-url', 'origin', join(repository.directory, 'nowhere')])
    expect(await push(repository.git, ask())).toMatchObject({ reason: 'no-repository' })
    repository.plain(['remote', 'set-url', 'origin', 'http://127.0.0.1:1/x.git'])
    expect(await push(repository.git, ask())).toMatchObject({ reason: 'unreachable' })
    repository.plain(['remote', 'remove', 'origin'])
    expect(await push(repository.git, ask())).toEqual({ kind: 'no-remote' })
    repository.plain(['checkout', '-q', '--detach'])
    expect(await push(repository.git, ask())).toEqual({ kind: 'detached' })
  })
})

it.each([
  ['Writing objects:  42% (3/7), 1.20 MiB | 600.00 KiB/s', { phase: 'sending', percent: 42 }],
  ['Enumerating objects: 5, done.', { phase: 'counting', percent: null }],
  ['remote: Resolving deltas: 100% (2/2), done.', { phase: 'settling', percent: 100 }],
  ['To github.com:a/b.git', null],
  ['remote: Counting sheep: 3% (1/30)', null],
])('reads %j', (line, expected) => {
  expect(readProgress(line)).toEqual(expected)
})

it('reads progress from pieces that are cut anywhere', () => {
  const told: PushProgress[] = []
  const read = progressReader((one) => told.push(one))
  for (const piece of ['Writing obj', 'ects:  50% (1/2)\rWriting objects: 100% (2/2)', '\n'])
    read(piece)
  expect(told.map(({ percent }) => percent)).toEqual([50, 100])
})

it.each([
  ['!\ta:a\t[rejected] (fetch first)\n', '', 'behind'],
  ['!\ta:a\t[rejected] (stale info)\n', '', 'stale'],
  [
    '!\ta:a\t[remote rejected] (pre-receive hook declined)\n',
    'remote: error: GH006: x',
    'protected',
  ],
  ['!\ta:a\t[remote rejected] (protected branch hook declined)\n', '', 'protected'],
  ['!\ta:a\t[remote rejected] (branch is currently checked out)\n', '', 'checked-out'],
  ['', 'git@github.com: Permission denied (publickey).', 'signed-out'],
  ['', 'fatal: could not read Username for x: terminal prompts disabled', 'signed-out'],
  [
    '',
    'remote: Permission to a/b.git denied to c.\nfatal: unable to access: error: 403',
    'signed-out',
  ],
  [
    '',
    'ERROR: Repository not found.\nfatal: Could not read from remote repository.',
    'no-repository',
  ],
  ['', 'ssh: Could not resolve hostname x', 'unreachable'],
  ['', 'fatal: something new', null],
])('reads %j and %j', (stdout, stderr, reason) => {
  expect(refusalReason(stdout, stderr)).toBe(reason)
})
