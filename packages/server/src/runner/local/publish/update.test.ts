// Updates as the port promises them, on real repositories: nothing that was written meanwhile is lost by taking one back.
import type { ThreadId } from '@a-parallel/shared'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import type { Publishing } from '../../publish-port.ts'
import { localCheckpoints } from '../checkpoints.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { localPublish } from '../publish.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.

let repository: TestRepository
let publish: Publishing
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' })
  repository.plain(['checkout', '-q', '-b', 'work'])
  repository.write('a.txt', 'ours\n')
  repository.commit('ours in a')
  repository.plain(['checkout', '-q', 'main'])
  repository.write('a.txt', 'theirs\n')
  repository.commit('theirs in a')
  repository.plain(['checkout', '-q', 'work'])
  const { git, directory } = repository
  const isTrusted = () => Promise.resolve(true)
  publish = localPublish({
    git,
    checkpoints: localCheckpoints(git, join(directory, 'indexes'), isTrusted),
    inTurn: oneAtATime(),
    isTrusted,
  })
})
afterEach(() => repository.remove())

const ask = () => ({
  repository: repository.root,
  path: repository.root,
  threadId,
  ownsCheckout: false,
})
const update = (how: 'merge' | 'rebase') =>
  publish.update({ ...ask(), from: 'base', how, base: 'main' })
const abort = () => publish.finish({ ...ask(), action: 'abort' })
const read = (path: string) => readFileSync(join(repository.root, path), 'utf8')
/** What the checkpoints that an abort left hold of a file. */
function aborted(path: string): string[] {
  const refs = repository.plain([
    'for-each-ref',
    '--format=%(refname)',
    `refs/a-parallel/checkpoints/${threadId}/update/aborted/**/present`,
  ])
  return refs
    .split('\n')
    .filter((ref) => ref !== '')
    .map((ref) => repository.exact(['cat-file', 'blob', `${ref}:${path}`]))
}

describe('taking an update back', () => {
  it.each(['merge', 'rebase'] as const)(
    'keeps what was written during a conflict of a %s first',
    async (how) => {
      expect(await update(how)).toMatchObject({ kind: 'conflicts' })
      repository.write('a.txt', 'half solved\n')
      repository.write('new.txt', 'by the agent\n')
      expect(await abort()).toMatchObject({ kind: 'aborted' })
      expect(read('a.txt')).toBe('ours\n')
      expect(existsSync(join(repository.root, 'new.txt'))).toBe(false)
      expect(aborted('a.txt')).toEqual(['half solved\n'])
      expect(aborted('new.txt')).toEqual(['by the agent\n'])
    },
  )

  it('keeps it of a merge that the agent began too', async () => {
    expect(() => repository.plain(['merge', 'main'])).toThrow()
    repository.write('a.txt', 'half solved\n')
    expect(await abort()).toMatchObject({ kind: 'aborted' })
    expect(read('a.txt')).toBe('ours\n')
    expect(aborted('a.txt')).toEqual(['half solved\n'])
  })
})
