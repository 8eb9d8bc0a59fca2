// A filter that git keeps running while it works (`filter.<name>.process`): in a trusted project files go through it on their
// way out and in, whatever is done, and none of its processes is there afterwards. Before trust it is not started.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localCheckpoints } from '../../local/checkpoints.ts'
import { oneAtATime } from '../../local/one-at-a-time.ts'
import { localReview } from '../../local/review.ts'
import type { ReviewAsk } from '../../review-port.ts'
import { makeLongFilter, type LongFilter } from './long-filter.ts'
import { commit } from '../publish/commit/commit.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from '../worktrees/create.ts'
import { removeWorktree } from '../worktrees/remove.ts'

let repository: TestRepository
let filter: LongFilter
let path: string
let isTrusted = true

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.
const owner = 'local' as OwnerId // Likewise.
const newId = () => crypto.randomUUID() as KeptId // Likewise.
const odd = 'two\nlines.held'
const files = { 'a.held': 'one\ntwo\nthree\n', 'b.held': 'b\n', [odd]: 'odd\n', 'c.txt': 'c\n' }
/** More than one packet holds. */
const large = `${'x'.repeat(99)}\n`.repeat(2_000)

const git = (...args: string[]) => repository.plain(args, path)
const blob = (name: string) => repository.exact(['cat-file', 'blob', name], path)
const read = (name: string) => readFileSync(join(path, name), 'utf8')
const write = (name: string, content: string) => writeFileSync(join(path, name), content)
const place = () => ({ repository: repository.root, path, threadId, ownsCheckout: true })
const checkpoints = () =>
  localCheckpoints(repository.git, join(repository.directory, 'indexes'), () =>
    Promise.resolve(isTrusted),
  )
const review = () =>
  localReview(repository.git, {
    inTurn: oneAtATime(),
    umask: 0o022,
    isTrusted: () => Promise.resolve(isTrusted),
    environment: repository.environment,
    log: pino({ enabled: false }),
  })
const create = () =>
  createWorktree(repository.git, {
    repository: repository.root,
    path,
    branch: 'ap/one',
    base: 'main',
    trusted: isTrusted,
  })

beforeEach(async () => {
  isTrusted = true
  repository = makeRepository(files)
  filter = makeLongFilter(repository.directory)
  repository.plain(['config', 'filter.held.process', filter.command])
  repository.plain(['config', 'filter.held.required', 'true'])
  repository.write('.gitattributes', '*.held filter=held\n')
  repository.plain(['add', '--renormalize', '.'])
  repository.commit('held')
  path = join(repository.directory, 'worktrees', 'one')
})
afterEach(() => repository.remove())

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Does it, and gives what the filter was asked meanwhile; none of it runs any more then. */
async function through(work: () => Promise<unknown>): Promise<string[]> {
  const [before, begun] = [filter.asked().length, filter.pids().length]
  await work()
  const pids = filter.pids()
  expect(pids.length).toBeGreaterThan(begun)
  expect(pids.filter(isRunning)).toEqual([])
  return filter.asked().slice(before)
}

it('gives a new worktree its files, takes a checkpoint’s in and gives them back', async () => {
  const smudged = await through(async () => expect(await create()).toMatchObject({ kind: 'ready' }))
  expect(smudged.toSorted()).toEqual(
    ['a.held', 'b.held', odd].map((name) => `smudge ${JSON.stringify(name)}`).toSorted(),
  )
  expect([read('a.held'), read(odd), blob('HEAD:a.held')]).toEqual([
    files['a.held'],
    files[odd],
    `held: ${files['a.held']}`,
  ])
  expect(git('status', '--porcelain')).toBe('')
  write('a.held', large)
  write('new.held', 'new\n')
  let kept = ''
  const cleaned = await through(async () => {
    const { commit: made, omitted } = await checkpoints().capture({
      ...place(),
      name: 'one/before',
    })
    expect(omitted).toEqual([])
    kept = made
  })
  expect(cleaned).toEqual(expect.arrayContaining(['clean "a.held"', 'clean "new.held"']))
  expect(blob(`${kept}:a.held`)).toBe(`held: ${large}`)
  write('a.held', 'other\n')
  for (const name of ['new.held', odd]) rmSync(join(path, name))
  await through(() => checkpoints().restore({ ...place(), to: kept, name: 'rewind-1' }))
  expect([read('a.held'), read('new.held'), read(odd)]).toEqual([large, 'new\n', files[odd]])
})

it('takes in what is staged by file and line and what is committed, and gives back what is reverted', async () => {
  await create()
  const head = () => git('rev-parse', 'HEAD')
  const ask: ReviewAsk = { ...place(), base: { name: 'main', began: head() } }
  const versionOf = async (scope: 'staged' | 'unstaged', name: string) => {
    const { files: found } = await review().changes({ ...ask, between: { scope }, most: 100 })
    return found.find((file) => file.path === name)?.version ?? 'none'
  }
  const pick = async (name: string, hunks?: { hunk: number; lines: number[] | undefined }[]) => ({
    files: [{ path: name, version: await versionOf('unstaged', name), hunks }],
    owner,
    id: newId(),
  })
  write('a.held', 'one\nTWO\nthree\nfour\n')
  write('b.held', 'B\n')
  await through(async () => review().stage({ ...ask, ...(await pick('b.held')), action: 'stage' }))
  expect(blob(':b.held')).toBe('held: B\n')
  const hunks = [{ hunk: 0, lines: [1, 2] }]
  await through(async () =>
    review().stage({ ...ask, ...(await pick('a.held', hunks)), action: 'stage' }),
  )
  expect(blob(':a.held')).toBe('held: one\nTWO\nthree\n')
  const base = { path, trusted: true, amend: false, signOff: false } as const
  expect(
    await commit(repository.git, { ...base, message: 'Staged', all: false, head: head() }),
  ).toMatchObject({ kind: 'committed' })
  await through(async () => review().revert({ ...ask, ...(await pick('a.held')) }))
  expect(read('a.held')).toBe('one\nTWO\nthree\n')
  write('a.held', large)
  write('new.held', 'new\n')
  const all = { ...base, message: 'All', all: true, head: head() }
  await through(async () =>
    expect(await commit(repository.git, all)).toMatchObject({ kind: 'committed' }),
  )
  expect([blob('HEAD:a.held'), blob('HEAD:new.held')]).toEqual([`held: ${large}`, 'held: new\n'])
  expect(git('status', '--porcelain')).toBe('')
  const asked = { repository: repository.root, path, trusted: true }
  expect(await removeWorktree(repository.git, asked)).toEqual({ kind: 'removed' })
  expect(filter.pids().filter(isRunning)).toEqual([])
})

it('is not started before trust', async () => {
  isTrusted = false
  const began = filter.pids().length
  expect(await create()).toMatchObject({ kind: 'ready' })
  expect(read('a.held')).toBe(`held: ${files['a.held']}`)
  write('a.held', 'changed\n')
  const { commit: kept } = await checkpoints().capture({ ...place(), name: 'one/before' })
  write('a.held', 'other\n')
  await checkpoints().restore({ ...place(), to: kept, name: 'rewind-1' })
  expect(read('a.held')).toBe('changed\n')
  const asked = { repository: repository.root, path }
  expect(await removeWorktree(repository.git, asked)).toMatchObject({ kind: 'has-changes' })
  expect(filter.pids().length).toBe(began)
})
