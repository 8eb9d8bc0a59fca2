// What deletions left: those that a server began and did not end, what waits until a thread can come back no more, and
// what fails.
import { Problem, summaryOf } from '@a-parallel/contract/model'
import type { RunId, ThreadId, ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { id, runId } from '../scene.ts'
import { letGo, openMarks, removeLeftovers } from './leftovers.ts'
import { tearDownRig } from './preparation/tear-down-rig.ts'

const hour = 3_600_000
const day = 24 * hour

/** As the log tells of them: with a run that is over. */
function begun(row: RunId = runId) {
  const rig = tearDownRig()
  const { said } = rig
  const forgotten: string[] = []
  const time = { passed: 0 }
  const others: ThreadSummary[] = []
  let rows = [{ runId: row, threadId: id(1), deletedAt: '2026-01-01T00:00:00.000Z' }]
  const threads = {
    leftovers: () => rows,
    deletedAt: () => rows[0]?.deletedAt ?? null,
    list: () => others,
    deletedAmong: (some: ThreadId[]) => (rig.played.view?.deleted ? some : []),
    forgetRun() {
      forgotten.push(row)
      rows = []
    },
  }
  let folder = true
  const { runner } = rig.ports
  const forget = (what: string) => () => Promise.resolve(void said.push(what))
  const branches: (string | null)[] = []
  const forgetCommits = ({ branch }: { branch: string | null }) => {
    branches.push(branch)
    return forget('commits')()
  }
  const ports = {
    ...rig.ports,
    runner: {
      ...runner,
      worktrees: { ...runner.worktrees, forget: forgetCommits },
      checkpoints: { ...runner.checkpoints, forget: forget('checkpoints') },
      runs: {
        ...runner.runs,
        isThere: (one: RunId) => Promise.resolve(folder && one === runId),
        async forget() {
          said.push('run')
          folder = false
        },
      },
    },
  }
  const list = {
    threads,
    clock: { now: () => new Date(Date.UTC(2026, 0, 1) + time.passed).toISOString() },
    ...openMarks(() => time.passed),
  }
  return {
    ...rig,
    ports,
    forgotten,
    branches,
    others,
    time,
    list,
    remove: () => removeLeftovers(ports, list),
  }
}

/** One that holds neither ports nor printed text any more. */
function cleared(row?: RunId) {
  const rig = begun(row)
  rig.played.play({ type: 'delete' })
  const { ports, list } = rig
  const tried: number[] = []
  const fails = { now: false }
  ports.preparations = { ...ports.preparations, holders: () => [] }
  ports.runner.preparation = { ...ports.runner.preparation, threads: () => Promise.resolve([]) }
  ports.runner.worktrees.remove = async () => {
    rig.said.push('removed')
    tried.push(rig.time.passed / 60_000)
    if (fails.now) throw new Error('a disk that is full')
  }
  return { ...rig, fails, tried, list }
}

it('a thread that still holds ports or printed text is torn down before its worktree goes', async () => {
  const { played, said, end, forgotten, remove } = begun()
  await remove()
  expect([said, forgotten]).toEqual([[], []])
  played.play({ type: 'delete' })
  const removal = remove()
  await end('1-down0-0')
  // Whoever looks meanwhile leaves it to that.
  await remove()
  expect([said, forgotten]).toEqual([['kept', '1-down0-0', '1-down1-0'], []])
  await end('1-down1-0')
  await removal
  expect(said.slice(3, 7)).toEqual(['ended', 'released', 'removed', 'forgotten'])
  expect(said.at(-1)).toBe('run')
})

it('the worktree stays under a tear-down that this server lets go of', async () => {
  const { played, said, end, forgotten, remove } = begun()
  played.play({ type: 'delete' })
  const removal = remove()
  await end('1-down0-0', { kind: 'detached' })
  await removal
  expect([said, forgotten]).toEqual([['kept', '1-down0-0'], []])
})

it('commits and checkpoints stay for as long as the thread can be brought back', async () => {
  const { said, played, branches, forgotten, time, remove } = cleared()
  await remove()
  expect(said).toEqual(['removed', 'run'])
  time.passed = 30 * day
  await remove()
  expect([said.length, forgotten]).toEqual([2, []])
  time.passed += 1
  await remove()
  await remove()
  expect(said.slice(2)).toEqual(['removed', 'run', 'commits', 'checkpoints'])
  expect(branches).toEqual([played.view?.worktree?.branch])
  expect(forgotten).toEqual([runId])
})

it('a branch that is the base of another thread stays', async () => {
  const { ports, others, branches, time, remove } = cleared()
  const { view } = ports
  const own = view(id(1))!
  const stacked = { ...own, id: id(2), worktree: { ...own.worktree!, base: own.worktree!.branch } }
  ports.view = (one) => (one === id(2) ? stacked : view(one))
  time.passed = 31 * day
  others.push(summaryOf(stacked))
  await remove()
  expect(branches).toEqual([null])
})

it('a worktree and a branch that somebody else made stay', async () => {
  const { ports, said, branches, time, remove } = cleared()
  const { view } = ports
  const own = view(id(1))!
  ports.view = () => ({ ...own, worktree: { ...own.worktree!, adopted: true } })
  time.passed = 31 * day
  await remove()
  expect(said).toEqual(['run', 'commits', 'checkpoints'])
  expect(branches).toEqual([null])
})

it('an erased thread leaves its branch', async () => {
  const { ports, said, branches } = cleared()
  await letGo(ports, { threads: null }, ports.view(id(1))!)
  expect([said, branches]).toEqual([['commits', 'checkpoints'], [null]])
})

it('what failed is tried again after a pause that grows, once a thread', async () => {
  const { fails, tried, time, list, said, remove } = cleared()
  fails.now = true
  const [row] = list.threads.leftovers()
  list.threads.leftovers = () => [row!, row!]
  for (; time.passed < 12 * hour; time.passed += 30_000) await remove()
  expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511])
  fails.now = false
  time.passed += 6 * hour
  await remove()
  expect(said.slice(-2)).toEqual(['removed', 'run'])
})

it('a worktree that holds what cannot be kept is tried again for as long as its thread can come back', async () => {
  const { ports, tried, said, forgotten, time, remove } = cleared()
  ports.runner.worktrees.remove = async () => {
    tried.push(time.passed / 60_000)
    throw new Problem('worktree_has_changes', 'It holds what cannot be kept: x')
  }
  await remove()
  await remove()
  time.passed = 60_000
  await remove()
  expect([tried, said]).toEqual([[0, 1], []])
  time.passed = 31 * day
  await remove()
  expect(said).toEqual(['run', 'commits', 'checkpoints'])
  expect(forgotten).toEqual([runId])
})

it('one that still holds printed text ends with what cannot be kept, too, once its thread can come back no more', async () => {
  const { ports, played, said, end, forgotten, time, remove } = begun()
  played.play({ type: 'delete' })
  ports.runner.worktrees.remove = () =>
    Promise.reject(new Problem('worktree_has_changes', 'It holds what cannot be kept: x'))
  const tried = async () => {
    const removal = remove()
    await end('1-down0-0')
    await end('1-down1-0')
    await removal
  }
  await tried()
  expect([said.includes('forgotten'), forgotten]).toEqual([false, []])
  time.passed = 31 * day
  await tried()
  expect(said.slice(-4)).toEqual(['forgotten', 'run', 'commits', 'checkpoints'])
  expect(forgotten).toEqual([runId])
})

it('a worktree whose thread never had an agent is removed until it is gone, after each deletion', async () => {
  const { fails, list, said, time, remove } = cleared(id(1))
  fails.now = true
  await remove()
  fails.now = false
  time.passed = 60_000
  await remove()
  await remove()
  expect(said).toEqual(['removed', 'removed', 'run'])
  const [row] = list.threads.leftovers()
  list.threads.leftovers = () => [{ ...row!, deletedAt: '2026-01-01T00:01:00.000Z' }]
  await remove()
  expect(said.slice(3)).toEqual(['removed', 'run'])
})
