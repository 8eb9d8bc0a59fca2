// What somebody else does to files or index while something is staged, unstaged or reverted: it is told of, and never
// written over.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout, type Checkout } from '../changes/checkout.ts'
import { openContents, type Contents } from '../changes/content.ts'
import type { GitCall } from '../restrict/calls.ts'
import { IndexBusy } from './new-index.ts'
import { PartlyReverted, revert } from './revert.ts'
import { inConflict } from './odd-scenes.ts'
import { standOf } from './plain-rig.ts'
import { stage, unstage } from './stage.ts'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const both = text.replace('line 2\n', 'TWO\n').replace('line 19\n', 'NINETEEN\n')

beforeEach(async () => {
  rig = await openStageRig({ 'a.ts': text, 'run.sh': '#!/bin/sh\n' })
})
afterEach(() => rig.repository.remove())

const write = (path: string, content: string) => writeFileSync(rig.file(path), content)
const read = (path: string) => readFileSync(rig.file(path), 'utf8')

const contents = openContents(() => Date.now())

/** The checkout, of which somebody does something right before our git is called so. */
async function checkoutIn(call?: GitCall, meanwhile?: () => unknown): Promise<Checkout> {
  const checkout = await openCheckout(rig.repository.git, rig.ask)
  let isDone = false
  return {
    ...checkout,
    run(args, name, more) {
      if (name === call && !isDone) {
        isDone = true
        meanwhile?.()
      }
      return checkout.run(args, name, more)
    },
  }
}

/** As contents are, but written over once they were looked at. */
const writtenBehind = (meanwhile: (file: string) => void): Contents => ({
  async of(file, digits) {
    const found = await contents.of(file, digits)
    meanwhile(file)
    return found
  },
})

async function picksOf(scope: 'staged' | 'unstaged', hunk?: number) {
  const { files } = await rig.list(scope)
  return files.map(({ path, version }) => ({
    path,
    version,
    ...(hunk === undefined ? {} : { hunks: [{ hunk }] }),
  }))
}

const keeping = () => ({ ...rig.keeping(), threadId: rig.ask.threadId, now: Date.now() })
const refused = { code: 'changed_meanwhile', values: { path: 'a.ts' } }

it('throws nothing away that was written behind the look at it', async () => {
  write('a.ts', both)
  const ask = { ...keeping(), files: await picksOf('unstaged'), umask: 0o022 }
  const racing = writtenBehind(() => write('a.ts', 'never seen\n'))
  await expect(revert(await checkoutIn(), racing, ask)).rejects.toMatchObject(refused)
  expect(read('a.ts')).toBe('never seen\n')
  expect(await rig.kept()).toEqual([])
})

it.each<GitCall>(['convert', 'keep-files'])(
  'puts no hunk back over what was written before the call %s',
  async (call) => {
    write('a.ts', both)
    const ask = { ...keeping(), files: await picksOf('unstaged', 0), umask: 0o022 }
    const fresh = both.replace('line 10\n', 'never seen\n')
    const checkout = await checkoutIn(call, () => write('a.ts', fresh))
    await expect(revert(checkout, contents, ask)).rejects.toMatchObject(refused)
    expect(read('a.ts')).toBe(fresh)
    expect(await rig.kept()).toEqual([])
  },
)

/** The index is somebody else's until our git was refused it. */
async function whileHeld<T>(call: GitCall, act: () => Promise<T>): Promise<T> {
  const lock = join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock')
  writeFileSync(lock, '')
  const acting = act()
  await expect.poll(() => rig.asked).toContain(call)
  rmSync(lock)
  return acting
}

it('waits for the index before it throws a file away', async () => {
  write('intended', 'x\n')
  rig.git('add', '-N', 'intended')
  const kept = await whileHeld('write-index', () => rig.revert('intended'))
  expect(existsSync(rig.file('intended'))).toBe(false)
  expect(rig.git('status', '--porcelain')).toBe('')
  expect(await rig.kept()).toEqual([kept])
  await rig.restore(kept)
  expect(read('intended')).toBe('x\n')
})

it('throws nothing away where one of several was written after it was kept', async () => {
  write('a.ts', both)
  write('new', 'mine\n')
  const ask = { ...keeping(), files: await picksOf('unstaged'), umask: 0o022 }
  const checkout = await checkoutIn('keep-ref', () => write('a.ts', 'never seen\n'))
  await expect(revert(checkout, contents, ask)).rejects.toMatchObject(refused)
  expect([read('a.ts'), read('new')]).toEqual(['never seen\n', 'mine\n'])
})

it('names what it has kept where it fails half way', async () => {
  write('a.ts', both)
  write('new', 'mine\n')
  const files = await picksOf('unstaged')
  const objects = join(rig.repository.root, '.git/objects')
  const oid = rig.git('rev-parse', 'HEAD:a.ts')
  const failing = await checkoutIn('keep-ref', () =>
    rmSync(join(objects, oid.slice(0, 2), oid.slice(2))),
  )
  const failure: unknown = await revert(failing, contents, {
    ...keeping(),
    files,
    umask: 0o022,
  }).catch((cause: unknown) => cause)
  const [kept] = await rig.kept()
  expect(failure).toBeInstanceOf(PartlyReverted)
  expect(failure).toMatchObject({ kept })
  await rig.restore(kept!)
  expect([read('a.ts'), read('new')]).toEqual([both, 'mine\n'])
})

it('stages nothing of the rest where one file was written behind the look at it', async () => {
  inConflict(rig)
  write('a.ts', both)
  write('new', 'new\n')
  write('intended', 'x\n')
  rig.git('add', '-N', 'intended')
  write('run.sh', 'solved\n')
  const files = await picksOf('unstaged')
  const before = standOf(rig)
  let looks = 0
  const racing = writtenBehind((file) => {
    if (file === rig.file('new')) looks += 1
    if (looks === 2) write('new', 'never seen\n')
  })
  await expect(stage(await checkoutIn(), racing, files, keeping())).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
  expect(standOf(rig).index).toEqual(before.index)
})

const acts = { stage, unstage }

it.each(['stage', 'unstage'] as const)(
  'begins to %s a hunk anew where somebody committed behind the look at it',
  async (act) => {
    write('a.ts', both)
    if (act === 'unstage') rig.git('add', 'a.ts')
    const files = await picksOf(act === 'stage' ? 'unstaged' : 'staged', 0)
    const theirs = both.replace('line 10\n', 'theirs\n')
    const checkout = await checkoutIn('write-blob', () => {
      write('a.ts', theirs)
      rig.git('commit', '-q', '-am', 'theirs')
    })
    await expect(acts[act](checkout, contents, files, keeping())).rejects.toThrow(IndexBusy)
    expect(rig.index('a.ts')).toBe(theirs)
    expect(rig.git('status', '--porcelain')).toBe('')
  },
)

it('unstages nothing that was committed while the new index was made', async () => {
  write('a.ts', both)
  rig.git('add', 'a.ts')
  const files = await picksOf('staged')
  const theirs = rig.git('commit-tree', '-p', 'HEAD', '-m', 'theirs', rig.git('write-tree'))
  const checkout = await checkoutIn('write-index', () => rig.git('update-ref', 'HEAD', theirs))
  await expect(unstage(checkout, contents, files, keeping())).rejects.toThrow(IndexBusy)
  expect(rig.git('status', '--porcelain')).toBe('')
  expect(existsSync(join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock'))).toBe(false)
})

it('waits for the index where what stands in it alone was kept already', async () => {
  write('a.ts', text.replace('line 2', 'only ever staged'))
  rig.git('add', 'a.ts')
  write('a.ts', both)
  await whileHeld('keep-ref', () => rig.stage('a.ts'))
  expect(rig.index('a.ts')).toBe(both)
  expect(await rig.kept()).toHaveLength(1)
})
