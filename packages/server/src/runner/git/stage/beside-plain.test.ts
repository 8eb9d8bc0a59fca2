// Staging, unstaging, reverting and undoing by file, hunk and line, in every state that a checkout can be in: index and files
// end up as plain git would have left them, to the byte.
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import {
  attributed,
  heldElsewhere,
  inCapitals,
  inConflict,
  midRebase,
  movedSubmodule,
  unborn,
} from './odd-scenes.ts'
import { plainly, standOf, type Plain, type Stand } from './plain-rig.ts'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
/** A change near the top, one near the bottom. */
const changed = text.replace('line 2\n', 'TWO\nAND MORE\n').replace('line 19\n', 'NINETEEN\n')
const oddName = 'two\nlines "x"\t.txt'

const open = async (objectFormat?: 'sha256') => {
  const files = { 'a.txt': text, 'run.sh': '#!/bin/sh\n', [oddName]: text }
  rig = await openStageRig(files, objectFormat)
}
const write = (path: string, content: string) => writeFileSync(rig.file(path), content)

/** Does it, and holds what came of it against what plain git makes of the same. */
async function besides<T>(ours: () => Promise<T>, plain: (plain: Plain) => void): Promise<T> {
  const expected = plainly(rig, plain)
  const done = await ours()
  expect(standOf(rig)).toEqual(expected)
  return done
}

async function undone(
  revert: () => ReturnType<StageRig['revert']>,
  plain: (plain: Plain) => void,
  before: Stand,
): Promise<void> {
  await rig.restore(await besides(revert, plain))
  expect(standOf(rig)).toEqual(before)
}

interface State {
  /** The file that changes. */
  path?: string
  objectFormat?: 'sha256'
  /** How its lines end in the checkout. */
  ends?: '\n' | '\r\n'
  /** Git keeps of it what has no lines of its own. */
  isPointer?: boolean
  arrange?: () => void
}

const states: Record<string, State> = {
  'an unborn branch': { arrange: () => unborn(rig, 'a.txt', text) },
  'an unborn branch of long object names': {
    objectFormat: 'sha256',
    arrange: () => unborn(rig, 'a.txt', text),
  },
  'long object names': { objectFormat: 'sha256' },
  'a detached head': { arrange: () => rig.git('checkout', '-q', '--detach') },
  'the middle of a rebase': { arrange: () => midRebase(rig) },
  'a merge with another file in conflict': { arrange: () => inConflict(rig) },
  'a filter that keeps files elsewhere': { arrange: () => heldElsewhere(rig), isPointer: true },
  'a filter that writes lines anew': { arrange: () => inCapitals(rig) },
  'line ends that a setting converts': {
    ends: '\r\n',
    arrange: () => rig.git('config', 'core.autocrlf', 'true'),
  },
  'line ends that an attribute converts': {
    ends: '\r\n',
    arrange: () => attributed(rig, '*.txt text eol=crlf\n'),
  },
  'line ends that were committed before git was to convert them': {
    ends: '\r\n',
    arrange() {
      write('a.txt', text.replaceAll('\n', '\r\n'))
      rig.git('commit', '-q', '-am', 'ends')
      write('.gitattributes', '* text=auto\n')
      rig.git('add', '.gitattributes')
      rig.git('commit', '-q', '-m', 'attributes')
    },
  },
  'a path of two lines': { path: oddName },
}

it.each(Object.entries(states))('by file, hunk and line: %s', async (_, state) => {
  const { path = 'a.txt', ends = '\n' } = state
  const ended = (content: string) => content.replaceAll('\n', ends)
  await open(state.objectFormat)
  state.arrange?.()
  write(path, ended(changed))
  const before = standOf(rig)
  const { hunks } = await rig.diff('unstaged', path)
  const last = hunks.length - 1
  expect(last).toBe(state.isPointer ? 0 : 1)
  /** Yes to one hunk, and no to the others. */
  const only = (yes: number) =>
    hunks.map((_hunk, index) => (index === yes ? 'y\n' : 'n\n')).join('')

  const revertHunk = () => rig.revert(path, [{ hunk: last }])
  await undone(revertHunk, ({ git }) => git(['checkout', '-p', '--', path], only(last)), before)
  const revertFile = () => rig.revert(path)
  await undone(revertFile, ({ git }) => git(['checkout', '--', path]), before)

  if (!state.isPointer) await byLine(path, ended, before)

  const stageHunk = () => rig.stage(path, [{ hunk: 0 }])
  await besides(stageHunk, ({ git }) => git(['add', '-p', '--', path], only(0)))
  const unstageHunk = () => rig.unstage(path, [{ hunk: 0 }])
  await besides(unstageHunk, ({ git }) => git(['reset', '-q', '-p', '--', path], 'y\n'))
  await besides(
    () => rig.stage(path),
    ({ git }) => git(['add', '--', path]),
  )
  await besides(
    () => rig.unstage(path),
    ({ git }) => git(['reset', '-q', '--', path]),
  )
})

/** One of three lines that changed near the top. */
async function byLine(path: string, ended: (content: string) => string, before: Stand) {
  const found = (await rig.diff('unstaged', path)).hunks[0]?.lines ?? []
  const line = found.findIndex((one) => one.startsWith('+AND MORE'))
  const picks = [{ hunk: 0, lines: [line] }]
  const alone = ended(text.replace('line 2\n', 'line 2\nAND MORE\n'))
  const rest = ended(changed.replace('AND MORE\n', ''))

  // What git makes of a file that holds that line alone, and gives of one that holds all but that.
  const staged = plainly(rig, ({ git, file }) => {
    writeFileSync(file(path), alone)
    git(['add', '--', path])
  })
  const left = plainly(rig, ({ git, file }) => {
    writeFileSync(file(path), rest)
    git(['add', '--', path])
    rmSync(file(path))
    git(['checkout', '--', path])
  })
  const kept = await rig.revert(path, picks)
  expect(standOf(rig)).toEqual({ index: before.index, files: left.files })
  await rig.restore(kept)
  expect(standOf(rig)).toEqual(before)
  await rig.stage(path, picks)
  expect(standOf(rig)).toEqual({ index: staged.index, files: before.files })
  // Back to what the index held before.
  write(path, ended(text))
  await rig.stage(path)
  write(path, ended(changed))
  expect(standOf(rig)).toEqual(before)
}

interface Whole {
  paths: string[]
  /** Those of them that git does not know. */
  untracked?: string[]
  /** What the last one was called before. */
  from?: string
  arrange: () => void
  /** It is a repository of its own. */
  stays?: boolean
}

const link = (path: string, target: string) => {
  rmSync(rig.file(path), { force: true })
  symlinkSync(target, rig.file(path))
}

const wholes: Record<string, Whole> = {
  'a link that leads elsewhere': {
    paths: ['link'],
    arrange() {
      link('link', 'a.txt')
      rig.git('add', 'link')
      rig.git('commit', '-q', '-m', 'link')
      link('link', 'run.sh')
    },
  },
  'a new link': { paths: ['link'], untracked: ['link'], arrange: () => link('link', '/nowhere') },
  'a file that became a link': { paths: ['run.sh'], arrange: () => link('run.sh', 'a.txt') },
  'a name in other letters [linux]': {
    paths: ['a.txt', 'A.txt'],
    untracked: ['A.txt'],
    from: 'a.txt',
    arrange: () => renameSync(rig.file('a.txt'), rig.file('A.txt')),
  },
  'a conflict that was solved': {
    paths: ['run.sh'],
    arrange() {
      inConflict(rig)
      write('run.sh', 'solved\n')
    },
  },
  'a conflict that was solved by removing the file': {
    paths: ['run.sh'],
    arrange() {
      inConflict(rig, null)
      rmSync(rig.file('run.sh'))
    },
  },
  'a submodule at another commit': {
    paths: ['sub'],
    arrange: () => movedSubmodule(rig),
    stays: true,
  },
}

it.each(Object.entries(wholes))('as a whole: %s', async (_, whole) => {
  const { paths, untracked = [], from } = whole
  await open()
  whole.arrange()
  for (const path of paths)
    await besides(
      () => rig.stage(path),
      ({ git }) => git(['add', '-A', '--', path]),
    )
  const unstage = () => rig.unstage(paths.at(-1) ?? '', undefined, from)
  await besides(unstage, ({ git }) => git(['reset', '-q', '--', ...paths]))
  if (whole.stays) return
  for (const path of paths) {
    const how = untracked.includes(path) ? ['clean', '-fq'] : ['checkout']
    const revert = () => rig.revert(path)
    await undone(revert, ({ git }) => git([...how, '--', path]), standOf(rig))
  }
})

it('stages and unstages another spelling of a name where git takes both for one [linux]', async () => {
  await open()
  rig.git('config', 'core.ignorecase', 'true')
  renameSync(rig.file('a.txt'), rig.file('A.txt'))
  for (const path of ['a.txt', 'A.txt'])
    await besides(
      () => rig.stage(path),
      ({ git }) => git(['add', '-A', '--', path]),
    )
  const unstage = () => rig.unstage('A.txt', undefined, 'a.txt')
  await besides(unstage, ({ git }) => git(['reset', '-q', '--', 'a.txt', 'A.txt']))
})
