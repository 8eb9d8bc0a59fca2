// What tells that a checkout changed, and what does not; and that ten which rest cost nothing.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReviewRig, type ReviewRig } from '../changes/review-rig.ts'
import { foldersIn } from './folders.ts'

let rig: ReviewRig
let told = 0
let tell: (() => void) | null = null
let watching: { stop(): void } | null = null

beforeEach(async () => {
  rig = await openReviewRig({ 'a.ts': 'a\n', 'src/deep/b.ts': 'b\n', '.gitignore': 'dist\n' })
  told = 0
  watching = await rig.review.watch(rig.ask, () => {
    told += 1
    tell?.()
  })
})
afterEach(() => {
  watching?.stop()
  rig.repository.remove()
})

/** Does it, and waits until that was told. */
async function heard(work: () => void): Promise<void> {
  const next = new Promise<void>((resolve) => (tell = resolve))
  work()
  await next
  tell = null
}

/** What is told until a change that surely is. */
async function toldOf(work: () => unknown): Promise<number> {
  const before = told
  await work()
  await heard(() => writeFileSync(rig.file('a.ts'), `${Math.random()}\n`))
  return told - before
}

it.each<[what: string, work: () => void]>([
  ['an edit', () => writeFileSync(rig.file('src/deep/b.ts'), 'B\n')],
  ['a new file', () => writeFileSync(rig.file('src/new.ts'), 'x\n')],
  ['a file that went away', () => rmSync(rig.file('a.ts'))],
  ['a rename', () => renameSync(rig.file('a.ts'), rig.file('z.ts'))],
])('tells of %s', async (_, work) => {
  await heard(work)
})

it('tells of what is staged and committed', async () => {
  await heard(() => writeFileSync(rig.file('a.ts'), 'A\n'))
  await heard(() => rig.git('add', '-A'))
  await heard(() => rig.git('commit', '-q', '-m', 'x'))
})

it('tells of the branch that it will be merged into, here and at the remote, and of no other', async () => {
  const base = async (name: string | null) => {
    watching?.stop()
    const ask = { ...rig.ask, base: name === null ? null : { name, began: null } }
    watching = await rig.review.watch(ask, () => {
      told += 1
      tell?.()
    })
  }
  const head = rig.git('rev-parse', 'HEAD')
  const next = rig.git('commit-tree', '-p', head, '-m', 'x', `${head}^{tree}`)
  const move = (ref: string) => rig.git('update-ref', ref, next)
  rig.git('branch', 'next')
  rig.git('branch', 'x')
  await base('next')
  await heard(() => move('refs/heads/next'))
  expect(await toldOf(() => move('refs/heads/x'))).toBe(1)
  rig.git('update-ref', 'refs/remotes/origin/next', head)
  await base('origin/next')
  await heard(() => move('refs/remotes/origin/next'))
})

it('follows into folders that are new', async () => {
  await heard(() => {
    mkdirSync(rig.file('fresh/inside'), { recursive: true })
    writeFileSync(rig.file('fresh/inside/one.ts'), '1\n')
  })
  // The folder is listened to from then on, which is told as well.
  await new Promise<void>((resolve) => (tell = resolve))
  await heard(() => writeFileSync(rig.file('fresh/inside/one.ts'), '2\n'))
})

it('tells nothing of what is ignored, of reading, and of what is over', async () => {
  mkdirSync(rig.file('dist'))
  // The folder itself is told of: it may be another one.
  await heard(() => writeFileSync(rig.file('a.ts'), 'first\n'))
  expect(
    await toldOf(async () => {
      writeFileSync(join(rig.file('dist'), 'built.js'), 'x')
      await rig.list('branch')
      await rig.diff('branch', 'a.ts')
      rig.git('log')
    }),
  ).toBe(1)
  watching?.stop()
  const before = told
  writeFileSync(rig.file('a.ts'), 'unheard\n')
  await rig.list('branch')
  expect(told).toBe(before)
})

it('gathers a burst', async () => {
  const many = () => {
    for (let index = 0; index < 300; index += 1) writeFileSync(rig.file(`n${index}`), 'x')
  }
  await heard(many)
  expect(told).toBe(1)
})

it('names every folder above some paths once', () => {
  expect([...foldersIn(['a', 'b/c/d', 'b/c/e', 'b/f', ''])]).toEqual(['', 'b/c', 'b'])
})
