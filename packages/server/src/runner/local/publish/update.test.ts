// Updates as the port promises them, on real repositories: nothing that was written meanwhile is lost by taking one back.
import type { ConflictSide } from '@a-parallel/shared'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listKept } from '../../git/kept/refs.ts'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import type { Publishing } from '../../publish-port.ts'
import { askIn, keeping, owner, publishIn, threadId } from './publish-rig.ts'

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
  publish = publishIn(repository, () => Promise.resolve(true))
})
afterEach(() => repository.remove())

const ask = () => askIn(repository)
const update = (how: 'merge' | 'rebase') =>
  publish.update({ ...ask(), ...keeping(), from: 'base', how, here: false, base: 'main' })
const resolve = (file: string, side: ConflictSide) =>
  publish.resolve({ ...ask(), ...keeping(), base: null, file, side })
const abort = () => publish.finish({ ...ask(), ...keeping(), action: 'abort' })
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
      const done = await abort()
      expect(done).toMatchObject({ kind: 'aborted', kept: { why: 'abort', total: 2 } })
      expect(read('a.txt')).toBe('ours\n')
      expect(existsSync(join(repository.root, 'new.txt'))).toBe(false)
      expect(aborted('a.txt')).toEqual(['half solved\n'])
      expect(aborted('new.txt')).toEqual(['by the agent\n'])
      const [kept] = await listKept(repository.git, repository.root, Date.now())
      expect(done).toMatchObject({ kept: { id: kept?.note.id } })
      expect(kept?.note).toMatchObject({ why: 'abort', paths: ['a.txt', 'new.txt'], owner })
      const bytes = repository.exact(['cat-file', 'blob', `${kept?.commit}:a.txt`])
      expect(bytes).toBe('half solved\n')
    },
  )

  it('tells of nothing that was kept where nobody wrote anything', async () => {
    await update('rebase')
    await resolve('a.txt', 'theirs')
    expect(await abort()).toMatchObject({ kind: 'aborted', kept: null })
  })

  it('says what stands in the way, and keeps that too', async () => {
    await update('merge')
    repository.write('a.txt', 'solved\n')
    repository.plain(['add', 'a.txt'])
    repository.write('a.txt', 'solved better\n')
    const refusal = await abort().catch((cause: unknown) => cause)
    expect(refusal).toMatchObject({
      code: 'abort_refused',
      values: { operation: 'merge', paths: 'a.txt', count: 1 },
    })
    expect(read('a.txt')).toBe('solved better\n')
    const kept = await listKept(repository.git, repository.root, Date.now())
    expect(kept.map(({ note }) => note.why)).toEqual(['abort'])
  })

  it('keeps it of a merge that the agent began too', async () => {
    expect(() => repository.plain(['merge', 'main'])).toThrow()
    repository.write('a.txt', 'half solved\n')
    expect(await abort()).toMatchObject({ kind: 'aborted' })
    expect(read('a.txt')).toBe('ours\n')
    expect(aborted('a.txt')).toEqual(['half solved\n'])
  })

  it('keeps what stands there too when a hook refuses, and nothing is left half done', async () => {
    repository.plain(['reset', '-q', '--hard', 'HEAD~1'])
    repository.write('b.txt', 'ours\n')
    repository.commit('ours in b')
    const hooks = join(repository.root, '.git/hooks')
    mkdirSync(hooks, { recursive: true })
    const hook = '#!/bin/sh\necho written meanwhile > a.txt\ngit add a.txt\nexit 1\n'
    writeFileSync(join(hooks, 'pre-merge-commit'), hook, { mode: 0o755 })
    await expect(update('merge')).rejects.toMatchObject({ code: 'update_refused' })
    expect(await publish.conflicts(ask())).toEqual({ operation: null, files: [] })
    expect(read('a.txt')).toBe('one\n')
    expect(aborted('a.txt')).toEqual(['written meanwhile\n'])
  })

  it('still puts the files back after a second update was refused, and after a step of a rebase', async () => {
    repository.write('a.txt', 'ours again\n')
    repository.commit('ours again in a')
    repository.write('untracked.txt', 'before\n')
    await update('rebase')
    repository.write('untracked.txt', 'meanwhile\n')
    await expect(update('rebase')).rejects.toMatchObject({ code: 'operation_running' })
    await resolve('a.txt', 'ours')
    repository.write('a.txt', 'neither\n')
    repository.plain(['add', 'a.txt'])
    expect(await publish.finish({ ...ask(), ...keeping(), action: 'continue' })).toMatchObject({
      kind: 'conflicts',
    })
    await abort()
    expect(read('untracked.txt')).toBe('before\n')
    expect(aborted('untracked.txt')).toEqual(['meanwhile\n'])
  })

  it('puts nothing back of an update that the agent ended itself', async () => {
    repository.write('untracked.txt', 'before\n')
    await update('merge')
    repository.plain(['merge', '--abort'])
    repository.write('untracked.txt', 'newer\n')
    expect(() => repository.plain(['merge', 'main'])).toThrow()
    await abort()
    expect(read('untracked.txt')).toBe('newer\n')
    const before = `refs/a-parallel/checkpoints/${threadId}/update/before`
    expect(repository.plain(['for-each-ref', before])).toBe('')
  })
})

describe('a side taken whole', () => {
  const kept = async () => {
    const all = await listKept(repository.git, repository.root, Date.now())
    return all.map(({ commit, note }) => ({
      why: note.why,
      paths: note.paths,
      file: repository.exact(['cat-file', 'blob', `${commit}:${note.paths[0]}`]),
    }))
  }

  it('keeps the half solved file that it is put in the place of', async () => {
    await update('merge')
    repository.write('a.txt', 'half solved\n')
    await resolve('a.txt', 'theirs')
    expect(read('a.txt')).toBe('theirs\n')
    expect(await kept()).toEqual([{ why: 'update', paths: ['a.txt'], file: 'half solved\n' }])
  })

  it('keeps it also where that side has no such file', async () => {
    repository.plain(['rm', '-q', 'a.txt'])
    repository.commit('a is gone')
    await update('merge')
    repository.write('a.txt', 'half solved\n')
    await resolve('a.txt', 'ours')
    expect(existsSync(join(repository.root, 'a.txt'))).toBe(false)
    expect(await kept()).toEqual([{ why: 'update', paths: ['a.txt'], file: 'half solved\n' }])
  })
})
