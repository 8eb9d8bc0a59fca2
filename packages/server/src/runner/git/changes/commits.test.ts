// The commits of a thread's branch are told as git has them, page by page, also those that its base took over.
import { writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { openCheckout } from './checkout.ts'
import { listCommits, parseCommits } from './commits.ts'
import { openReviewRig, type ReviewRig } from './review-rig.ts'

let rig: ReviewRig
afterEach(() => rig.repository.remove())

const subjects = ({ commits }: Awaited<ReturnType<typeof list>>) =>
  commits.map(({ subject, merged }) => (merged ? `${subject} (merged)` : subject))

async function list(more: { limit?: number; from?: number; isBased?: boolean } = {}) {
  const { limit = 10, from = 0, isBased = true } = more
  const checkout = await openCheckout(rig.repository.git, { path: rig.ask.path })
  return listCommits(checkout, { base: isBased ? rig.ask.base : null, limit, from })
}

function commit(subject: string, body: string[] = []): string {
  writeFileSync(rig.file(`${subject}.txt`), subject)
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', subject, ...body.flatMap((line) => ['-m', line]))
  return rig.git('rev-parse', 'HEAD')
}

it('tells each commit as git has it, the newest first, and none of the base’s', async () => {
  rig = await openReviewRig({ 'a.txt': 'a\n' })
  expect(await list()).toEqual({ commits: [], more: false })
  const one = commit('one')
  const two = commit('two', ['Why.', 'And how: ünïcode,\ttabs.'])
  const { commits, more } = await list()
  expect([subjects({ commits, more }), more]).toEqual([['two', 'one'], false])
  expect(commits[0]).toEqual({
    oid: two,
    parents: [one],
    subject: 'two',
    body: 'Why.\n\nAnd how: ünïcode,\ttabs.',
    author: { name: 'Ada', email: 'ada@example.test' },
    at: new Date(Number(rig.git('show', '-s', '--format=%ct', two)) * 1000).toISOString(),
    pushed: false,
    merged: false,
  })
  expect(subjects(await list({ isBased: false }))).toEqual(['two', 'one', 'first'])
})

it('goes on where a page ended, and says whether there is more', async () => {
  rig = await openReviewRig({ 'a.txt': 'a\n' })
  for (const name of ['one', 'two', 'three']) commit(name)
  const first = await list({ limit: 2 })
  expect([subjects(first), first.more]).toEqual([['three', 'two'], true])
  const rest = await list({ limit: 2, from: 2 })
  expect([subjects(rest), rest.more]).toEqual([['one'], false])
  expect(await list({ from: 3 })).toEqual({ commits: [], more: false })
})

it('tells those that a merge brought into the base behind its own, as merged, over the end of a page', async () => {
  rig = await openReviewRig({ 'a.txt': 'a\n' })
  commit('one')
  commit('two')
  rig.repository.plain(['merge', '-q', '--no-ff', '-m', 'merge', 'ap/one'])
  commit('three')
  expect(subjects(await list())).toEqual(['three', 'two (merged)', 'one (merged)'])
  const first = await list({ limit: 2 })
  expect([subjects(first), first.more]).toEqual([['three', 'two (merged)'], true])
  expect(subjects(await list({ from: 2 }))).toEqual(['one (merged)'])
})

it('knows which of them the upstream branch holds', async () => {
  rig = await openReviewRig({ 'a.txt': 'a\n' })
  commit('one')
  expect((await list()).commits.map(({ pushed }) => pushed)).toEqual([false])
  const remote = `${rig.repository.directory}/remote.git`
  rig.git('init', '-q', '--bare', remote)
  rig.git('remote', 'add', 'origin', remote)
  rig.git('push', '-q', '--set-upstream', 'origin', 'ap/one')
  commit('two')
  const { commits } = await list()
  expect(commits.map(({ subject, pushed }) => [subject, pushed])).toEqual([
    ['two', false],
    ['one', true],
  ])
})

it('has nothing to tell where there is no commit, and of half a record', async () => {
  rig = await openReviewRig({ 'a.txt': 'a\n' })
  rig.git('switch', '-q', '--orphan', 'fresh')
  expect(await list()).toEqual({ commits: [], more: false })
  expect(parseCommits('oid\0parents\0subject')).toEqual([])
})
