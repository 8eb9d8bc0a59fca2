// Updates of a branch on real repositories: taken in, in conflict, solved file by file, and taken back.
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConflictSide, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { openCheckout } from '../../changes/checkout.ts'
import { keepFiles } from '../../kept/keep.ts'
import { findBase } from '../bases.ts'
import { listKept } from '../../kept/refs.ts'
import { openPlace } from '../place.ts'
import { solve } from '../solve/solve.ts'
import { readStanding } from '../standing.ts'
import { listConflicts } from './conflicts.ts'
import { readSides } from './sides.ts'
import { abortUpdate, continueUpdate, update, type UpdateOutcome } from './update.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n', 'gone.txt': 'one\n' })
  repository.plain(['checkout', '-q', '-b', 'work'])
  repository.write('a.txt', 'ours\n')
  rmSync(join(repository.root, 'gone.txt'))
  repository.commit('ours in a')
  repository.write('own.txt', 'own\n')
  repository.commit('own file')
  repository.plain(['checkout', '-q', 'main'])
})
afterEach(() => repository.remove())

const read = (path: string) => readFileSync(join(repository.root, path), 'utf8')
const place = (trusted = false) => ({ path: repository.root, trusted })
const nothing = () => Promise.resolve()
const run = () => openPlace(repository.git, place())
const owner = 'local' as OwnerId // Of the right shape.
const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Likewise.

/** What came of it, without what was kept. */
async function resolve(how: 'merge' | 'rebase', path: string, side: ConflictSide, trusted = false) {
  const checkout = await openCheckout(repository.git, place(trusted))
  const id = crypto.randomUUID() as KeptId // A UUID.
  const keep = (paths: readonly string[]) =>
    keepFiles(checkout, { id, owner, threadId, why: 'update', paths, now: Date.now() })
  const there = await openPlace(repository.git, place(trusted))
  return (await solve(there, how, { checkout, path, side, keep })).kind
}

/** What main gains; then work is checked out. */
function mainGains(files: Record<string, string>, message: string): void {
  for (const [path, content] of Object.entries(files)) repository.write(path, content)
  repository.commit(message)
  repository.plain(['checkout', '-q', 'work'])
}
const takeIn = async (
  how: 'merge' | 'rebase',
  trusted = false,
  keep = nothing,
): Promise<UpdateOutcome> => {
  const base = await findBase(await run(), 'main')
  const target = { commit: base?.commit ?? '', name: 'main' }
  return update(repository.git, {
    ...place(trusted),
    ...target,
    how,
    bases: [],
    keep,
    keepAborted: nothing,
  })
}

describe('an update', () => {
  it.each(['merge', 'rebase'] as const)('takes in what the base gained, by %s', async (how) => {
    mainGains({ 'b.txt': 'two\n' }, 'b')
    const before = repository.plain(['rev-list', '--count', 'HEAD'])
    expect(await takeIn(how)).toMatchObject({ kind: 'updated', hooksSkipped: false })
    expect(read('b.txt')).toBe('two\n')
    expect(read('a.txt')).toBe('ours\n')
    expect(await takeIn(how)).toMatchObject({ kind: 'current' })
    const merges = repository.plain(['rev-list', '--merges', '--count', 'HEAD'])
    expect(merges).toBe(how === 'merge' ? '1' : '0')
    expect(Number(repository.plain(['rev-list', '--count', 'HEAD']))).toBeGreaterThan(
      Number(before),
    )
  })

  it.each([
    ['merge', 'signing', { 'commit.gpgSign': 'true', 'gpg.program': '/nowhere/gpg' }],
    ['rebase', 'signing', { 'commit.gpgSign': 'true', 'gpg.program': '/nowhere/gpg' }],
    ['merge', 'identity', { 'user.name': ',' }],
    ['rebase', 'identity', { 'user.name': ',' }],
  ] as const)('by %s that fails at %s leaves all as it was', async (how, by, settings) => {
    mainGains({ 'b.txt': 'two\n' }, 'b')
    for (const [name, value] of Object.entries(settings))
      repository.plain(['config', '--global', name, value])
    const before = repository.plain(['rev-parse', 'HEAD'])
    expect(await takeIn(how, true)).toMatchObject({ kind: 'refused', by })
    expect(repository.plain(['rev-parse', 'HEAD'])).toBe(before)
    expect(repository.plain(['symbolic-ref', '--short', 'HEAD'])).toBe('work')
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    expect(await readStanding(await run())).toMatchObject({ operation: null })
  })

  it.each(['merge', 'rebase'] as const)(
    'in conflict by %s: each side is the same side, and is taken file by file',
    async (how) => {
      mainGains({ 'a.txt': 'theirs\n', 'gone.txt': 'changed\n' }, 'theirs in a')
      const outcome = await takeIn(how)
      expect(outcome).toEqual({
        kind: 'conflicts',
        operation: how,
        files: [
          { path: 'a.txt', ours: true, theirs: true },
          { path: 'gone.txt', ours: false, theirs: true },
        ],
      })
      expect(await continueUpdate(repository.git, place())).toMatchObject({ kind: 'conflicts' })
      const there = await run()
      const { gitDir } = await readStanding(there)
      expect(await readSides(there, gitDir, how, ['a.txt'])).toEqual({
        ours: ['ours in a'],
        theirs: ['theirs in a'],
        branches: ['main'],
      })
      expect(await resolve(how, 'a.txt', 'edited')).toBe('marks-left')
      expect(await resolve(how, 'a.txt', 'ours')).toBe('solved')
      expect(read('a.txt')).toBe('ours\n')
      expect(await resolve(how, 'a.txt', 'ours')).toBe('not-in-conflict')
      expect(await resolve(how, 'gone.txt', 'ours')).toBe('solved')
      expect(existsSync(join(repository.root, 'gone.txt'))).toBe(false)
      expect(await listConflicts(there, how)).toEqual([])
      expect(await continueUpdate(repository.git, place())).toMatchObject({ kind: 'updated' })
      expect(await readStanding(there)).toMatchObject({
        operation: null,
        branch: 'work',
        staged: [],
      })
      expect(read('own.txt')).toBe('own\n')
    },
  )

  it.each(['merge', 'rebase'] as const)(
    'is taken back from %s with everything as before',
    async (how) => {
      mainGains({ 'a.txt': 'theirs\n' }, 'theirs in a')
      const head = repository.plain(['rev-parse', 'HEAD'])
      await takeIn(how)
      writeFileSync(join(repository.root, 'a.txt'), 'half solved\n')
      expect(await abortUpdate(repository.git, place(), nothing)).toEqual({ kind: 'aborted' })
      expect(repository.plain(['rev-parse', 'HEAD'])).toBe(head)
      expect(repository.plain(['symbolic-ref', '--short', 'HEAD'])).toBe('work')
      expect(repository.plain(['status', '--porcelain'])).toBe('')
      expect(read('a.txt')).toBe('ours\n')
      expect(await abortUpdate(repository.git, place(), nothing)).toEqual({ kind: 'nothing' })
    },
  )

  it('takes theirs, and a file as it was edited', async () => {
    mainGains({ 'a.txt': 'theirs\n', 'gone.txt': 'changed\n' }, 'theirs')
    await takeIn('merge')
    await resolve('merge', 'gone.txt', 'theirs')
    expect(read('gone.txt')).toBe('changed\n')
    writeFileSync(join(repository.root, 'a.txt'), 'both\n')
    expect(await resolve('merge', 'a.txt', 'edited')).toBe('solved')
    expect(await continueUpdate(repository.git, place())).toMatchObject({ kind: 'updated' })
    expect(repository.plain(['log', '-1', '--format=%s'])).toBe('Merge main')
    expect(read('a.txt')).toBe('both\n')
  })

  it.each([
    ['merge', 'ours\ntheirs\n'],
    ['rebase', 'theirs\nours\n'],
  ] as const)(
    'takes both sides of a conflict by %s, once what lies there is kept',
    async (how, both) => {
      mainGains({ 'a.txt': 'theirs\n', 'gone.txt': 'changed\n' }, 'theirs')
      await takeIn(how)
      const there = await run()
      const marked = read('a.txt')
      expect(await resolve(how, 'a.txt', 'both')).toBe('solved')
      const [kept] = await listKept(repository.git, repository.root, Date.now())
      const bytes = repository.exact(['cat-file', 'blob', `${kept?.commit}:a.txt`])
      expect([bytes, read('a.txt')]).toEqual([marked, both])
      expect(await resolve(how, 'gone.txt', 'both')).toBe('no-marks')
      expect(await listConflicts(there, how)).toMatchObject([{ path: 'gone.txt' }])
      const outside = join(repository.root, '..', 'outside')
      writeFileSync(outside, '<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n')
      rmSync(join(repository.root, 'gone.txt'))
      symlinkSync(outside, join(repository.root, 'gone.txt'))
      expect(await resolve(how, 'gone.txt', 'both')).toBe('no-marks')
      expect(readFileSync(outside, 'utf8')).toContain('<<<<<<<')
    },
  )

  it.each([
    ['12', '<<<<<<<<<<<<'],
    ['3', '<<<'],
    ['set', '<<<<<<<'],
  ])('knows the marks where git makes them with conflict-marker-size=%s', async (size, mark) => {
    const attribute = size === 'set' ? '*.txt conflict-marker-size\n' : null
    repository.write('.git/info/attributes', attribute ?? `*.txt conflict-marker-size=${size}\n`)
    mainGains({ 'a.txt': 'theirs\n' }, 'theirs')
    await takeIn('merge')
    const there = await run()
    const marked = read('a.txt')
    expect(marked.split(' ')[0]).toBe(mark)
    expect(await resolve('merge', 'a.txt', 'edited')).toBe('marks-left')
    expect(await listConflicts(there, 'merge')).toMatchObject([{ path: 'a.txt' }])
    expect(await resolve('merge', 'a.txt', 'both')).toBe('solved')
    expect(read('a.txt')).toBe('ours\ntheirs\n')
  })

  it('takes lines of seven signs for none where marks are longer', async () => {
    repository.write('.git/info/attributes', '*.txt conflict-marker-size=12\n')
    mainGains({ 'a.txt': 'theirs\n' }, 'theirs')
    await takeIn('merge')
    repository.write('a.txt', 'as git says:\n<<<<<<< ours\n')
    expect(await resolve('merge', 'a.txt', 'edited')).toBe('solved')
  })

  it.each(['edited', 'both'] as const)(
    'stages nothing that a filter of the repository would convert before trust: %s',
    async (side) => {
      mainGains({ 'a.txt': 'theirs\n' }, 'theirs')
      await takeIn('merge')
      repository.plain(['config', 'filter.secret.clean', 'tr a-z n-za-m'])
      writeFileSync(join(repository.root, '.git', 'info', 'attributes'), '*.txt filter=secret\n')
      if (side === 'edited') writeFileSync(join(repository.root, 'a.txt'), 'ours\ntheirs\n')
      expect(await resolve('merge', 'a.txt', side)).toBe('filtered')
      expect(await listConflicts(await run(), 'merge')).toMatchObject([{ path: 'a.txt' }])
      expect(await resolve('merge', 'a.txt', side, true)).toBe('solved')
      expect(repository.exact(['show', ':a.txt'])).toBe('bhef\ngurvef\n')
    },
  )

  it('does not begin over changes, untracked files in the way or another operation', async () => {
    mainGains({ 'b.txt': 'two\n', 'new.txt': 'theirs\n' }, 'b')
    repository.write('b.txt', 'not committed\n')
    expect(await takeIn('merge')).toEqual({ kind: 'has-changes', paths: ['b.txt'] })
    repository.plain(['checkout', '-q', '--', 'b.txt'])
    for (const how of ['merge', 'rebase'] as const) {
      repository.write('new.txt', 'mine\n')
      expect(await takeIn(how)).toMatchObject({ kind: 'refused' })
      expect(read('new.txt')).toBe('mine\n')
      expect(await readStanding(await run())).toMatchObject({ operation: null, branch: 'work' })
    }
  })

  it.each(['merge', 'rebase'] as const)(
    'leaves a merge alone that an agent began before the %s',
    async (how) => {
      repository.plain(['checkout', '-q', '-b', 'other'])
      repository.write('b.txt', 'of the other\n')
      const other = repository.commit('other')
      repository.plain(['checkout', '-q', 'main'])
      mainGains({ 'a.txt': 'theirs\n' }, 'theirs')
      const begins = async () => {
        repository.plain(['merge', '-q', '--no-commit', '--no-ff', 'other'])
        repository.write('b.txt', 'solved by the agent\n')
        await nothing()
      }
      expect(await takeIn(how, false, begins)).toEqual({
        kind: 'mid-operation',
        operation: 'merge',
      })
      expect(repository.plain(['rev-parse', 'MERGE_HEAD'])).toBe(other)
      expect(read('b.txt')).toBe('solved by the agent\n')
    },
  )

  it('is not taken back over what was written behind what was staged, and names it', async () => {
    mainGains({ 'a.txt': 'theirs\n' }, 'theirs')
    expect(await takeIn('merge')).toMatchObject({ kind: 'conflicts' })
    repository.write('a.txt', 'solved\n')
    repository.plain(['add', 'a.txt'])
    repository.write('a.txt', 'solved better\n')
    expect(await abortUpdate(repository.git, place(), nothing)).toMatchObject({
      kind: 'refused',
      operation: 'merge',
      paths: ['a.txt'],
    })
    expect(read('a.txt')).toBe('solved better\n')
    expect(await readStanding(await run())).toMatchObject({ operation: 'merge' })
    repository.plain(['add', 'a.txt'])
    expect(await abortUpdate(repository.git, place(), nothing)).toEqual({ kind: 'aborted' })
    expect(read('a.txt')).toBe('ours\n')
  })

  it('runs no merge driver of the repository before trust', async () => {
    const mark = join(repository.directory, 'ran')
    repository.plain(['config', 'merge.evil.driver', `touch ${mark}; false`])
    mainGains({ '.gitattributes': '*.txt merge=evil\n', 'a.txt': 'theirs\n' }, 'theirs')
    repository.write('.gitattributes', '*.txt merge=evil\n')
    repository.commit('attributes')
    expect(await takeIn('merge')).toMatchObject({ kind: 'conflicts' })
    expect(existsSync(mark)).toBe(false)
    await abortUpdate(repository.git, place(), nothing)
    await takeIn('merge', true)
    expect(existsSync(mark)).toBe(true)
  })

  it.each([false, true])(
    'runs the person’s own merge driver before trust, with another of its name: %s',
    async (named) => {
      const evil = join(repository.directory, 'evil')
      repository.plain(['config', '--global', 'merge.mine.driver', 'echo merged > %A'])
      if (named) repository.plain(['config', 'merge.mine.driver', `touch ${evil}; false`])
      mainGains({ '.gitattributes': '*.txt merge=mine\n', 'a.txt': 'theirs\n' }, 'theirs')
      repository.write('.gitattributes', '*.txt merge=mine\n')
      repository.commit('attributes')
      expect(await takeIn('merge')).toMatchObject({ kind: 'updated' })
      expect(read('a.txt')).toBe('merged\n')
      expect(existsSync(evil)).toBe(false)
    },
  )
})

it.each(['-x', '--output=x', 'a..b', '', 'nowhere'])('finds no base called %j', async (name) => {
  expect(await findBase(await run(), name)).toBeNull()
})
