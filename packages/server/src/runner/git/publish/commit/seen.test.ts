// A commit holds what a person saw, whatever state the checkout is in, and nothing that was written or staged behind it.
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import {
  attributed,
  heldElsewhere,
  inConflict,
  movedSubmodule,
  unborn,
} from '../../stage/odd-scenes.ts'
import { plainly, standOf } from '../../stage/plain-rig.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { commit, type CommitAsk } from './commit.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const oddName = 'two\nlines "x"\t.txt'

const open = async (objectFormat?: 'sha256') => {
  const files = { 'a.txt': text, 'b.txt': text, 'run.sh': '#!/bin/sh\n', [oddName]: text }
  rig = await openStageRig(files, objectFormat)
}
const write = (path: string, content: string) => writeFileSync(rig.file(path), content)
const tip = () => rig.git('rev-parse', 'HEAD')
const shown = async () => (await rig.list('unstaged')).state
const indexBytes = () => readFileSync(join(rig.git('rev-parse', '--absolute-git-dir'), 'index'))

/** All that was seen, or what is staged of it. */
const askOf = (
  { head, versions }: Awaited<ReturnType<typeof shown>>,
  all: boolean,
  trusted = false,
): CommitAsk => ({
  path: rig.ask.path,
  trusted,
  message: 'Seen',
  amend: false,
  signOff: false,
  all,
  head,
  seen: all ? versions.all : versions.staged,
})

interface State {
  objectFormat?: 'sha256'
  arrange: () => void
}

const states: Record<string, State> = {
  'new, changed and gone': {
    arrange() {
      mkdirSync(rig.file('new'))
      write('new/x.txt', 'x')
      write('a.txt', 'changed\n')
      rmSync(rig.file('b.txt'))
    },
  },
  'long object names': { objectFormat: 'sha256', arrange: () => write('a.txt', 'changed\n') },
  'a path of two lines': { arrange: () => write(oddName, 'changed\n') },
  'an unborn branch': { arrange: () => unborn(rig, 'a.txt', 'changed\n') },
  'a detached head': {
    arrange() {
      rig.git('checkout', '-q', '--detach')
      write('a.txt', 'changed\n')
    },
  },
  'line ends that a setting converts': {
    arrange() {
      rig.git('config', 'core.autocrlf', 'true')
      write('a.txt', text.replace('line 2', 'TWO').replaceAll('\n', '\r\n'))
      // As it is committed, but for its ends.
      write('b.txt', text.replaceAll('\n', '\r\n'))
    },
  },
  'line ends that an attribute converts': {
    arrange() {
      attributed(rig, '*.txt text eol=crlf\n')
      write('a.txt', text.replace('line 2', 'TWO').replaceAll('\n', '\r\n'))
      write('b.txt', text.replace('line 3', 'THREE'))
    },
  },
  'a filter that keeps files elsewhere': {
    arrange() {
      heldElsewhere(rig)
      write('a.txt', 'changed\n')
    },
  },
  'links, and a file that became one': {
    arrange() {
      symlinkSync('/nowhere', rig.file('link'))
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
    },
  },
  'a script': { arrange: () => chmodSync(rig.file('run.sh'), 0o755) },
  'a name in other letters [linux]': {
    arrange: () => renameSync(rig.file('a.txt'), rig.file('A.txt')),
  },
  'a file that was renamed, and then changed': {
    arrange() {
      rig.git('mv', 'a.txt', 'c.txt')
      write('c.txt', `${text}more\n`)
    },
  },
  'a file that is staged otherwise than it lies there': {
    arrange() {
      write('a.txt', 'staged\n')
      rig.git('add', 'a.txt')
      write('a.txt', 'changed\n')
    },
  },
  'a file that was staged, and is again what is committed': {
    arrange() {
      write('a.txt', 'staged\n')
      rig.git('add', 'a.txt')
      write('a.txt', text)
      write('b.txt', 'changed\n')
    },
  },
  'a file that was only taken out of the index': {
    arrange() {
      rig.git('rm', '-q', '--cached', 'a.txt')
      write('b.txt', 'changed\n')
    },
  },
  'a file that is only intended': {
    arrange() {
      write('new.txt', 'new\n')
      rig.git('add', '-N', 'new.txt')
    },
  },
  'a large file': { arrange: () => write('large', 'x'.repeat(5 << 20)) },
  'a conflict that was solved': {
    arrange() {
      inConflict(rig)
      write('run.sh', 'solved\n')
      rig.git('add', 'run.sh')
    },
  },
  'a submodule at another commit': { arrange: () => movedSubmodule(rig) },
  'a repository inside': {
    arrange() {
      mkdirSync(rig.file('inner'))
      rig.repository.plain(['init', '-q'], rig.file('inner'))
      rig.repository.plain(['commit', '-q', '--allow-empty', '-m', 'one'], rig.file('inner'))
    },
  },
}

it.each(Object.entries(states))('is of all that was seen: %s', async (_, state) => {
  await open(state.objectFormat)
  state.arrange()
  const seen = await shown()
  const expected = plainly(rig, ({ git }) => git(['add', '--all', '--', '.']))
  const made = await commit(rig.repository.git, askOf(seen, true))
  expect(made).toMatchObject({ kind: 'committed', changedMeanwhile: 0 })
  expect(standOf(rig)).toEqual(expected)
  expect(rig.git('diff', '--cached', '--name-only')).toBe('')
  expect(tip()).not.toBe(seen.head)
})

const own = () => {
  write('a.txt', 'changed\n')
  write('new.txt', 'new\n')
}

const behind: Record<string, () => void> = {
  'writes a new file': () => write('late.txt', 'late\n'),
  'goes on with a file': () => write('a.txt', 'changed again\n'),
  'goes on with a new file': () => write('new.txt', 'NEW\n'),
  'changes another file': () => write('b.txt', 'changed\n'),
  'removes a file': () => rmSync(rig.file('new.txt')),
  'takes a change back': () => write('a.txt', text),
  'makes a script of a new file': () => chmodSync(rig.file('new.txt'), 0o755),
  'stages a file': () => rig.git('add', 'a.txt'),
  'puts a link in the place of a file': () => {
    rmSync(rig.file('new.txt'))
    symlinkSync('a.txt', rig.file('new.txt'))
  },
}

it.each(Object.entries(behind))('is none where somebody %s', async (_, act) => {
  await open()
  own()
  const seen = await shown()
  act()
  const [before, index] = [standOf(rig), indexBytes()]
  expect(await commit(rig.repository.git, askOf(seen, true))).toEqual({ kind: 'unseen' })
  expect(standOf(rig)).toEqual(before)
  expect(indexBytes().equals(index)).toBe(true)
  expect(tip()).toBe(seen.head)
  const made = await commit(rig.repository.git, askOf(await shown(), true))
  expect(made).toMatchObject({ kind: 'committed', changedMeanwhile: 0 })
})

it('is of what was seen where it was only touched, or written as it was', async () => {
  await open()
  own()
  const seen = await shown()
  write('new.txt', 'new\n')
  utimesSync(rig.file('a.txt'), 1, 1)
  utimesSync(rig.file('b.txt'), 1, 1)
  expect((await shown()).versions).toEqual(seen.versions)
  expect((await commit(rig.repository.git, askOf(seen, true))).kind).toBe('committed')
})

/** Somebody acts right before, or right after, git does this. */
function amid(name: string, when: 'before' | 'after', act: () => void): Git {
  const { git } = rig.repository
  return async (args, options) => {
    if (options.name === name && when === 'before') act()
    const output = await git(args, options)
    if (options.name === name && when === 'after') act()
    return output
  }
}

it.each([
  ['before', 'writes a new file'],
  ['before', 'goes on with a file'],
  ['before', 'takes a change back'],
  ['after', 'writes a new file'],
  ['after', 'goes on with a new file'],
  ['after', 'removes a file'],
] as const)('is none where, %s all is staged, somebody %s', async (when, name) => {
  await open()
  own()
  const seen = await shown()
  const index = indexBytes()
  const git = amid('stage-all', when, () => behind[name]?.())
  expect(await commit(git, askOf(seen, true))).toEqual({ kind: 'unseen' })
  expect(indexBytes().equals(index)).toBe(true)
  expect(tip()).toBe(seen.head)
})

it('is none where somebody commits before all is staged, and the index stays theirs', async () => {
  await open()
  own()
  const git = amid('stage-all', 'before', () => rig.git('commit', '-q', '-am', 'theirs'))
  expect(await commit(git, askOf(await shown(), true))).toEqual({ kind: 'unseen' })
  expect(rig.git('log', '-1', '--format=%s')).toBe('theirs')
  expect(rig.git('diff', '--cached', '--name-status')).toBe('A\tnew.txt')
})

it('is of what was staged, whatever is written beside it', async () => {
  await open()
  own()
  rig.git('add', '-A')
  const seen = await shown()
  write('b.txt', 'late\n')
  const made = await commit(rig.repository.git, askOf(seen, false))
  expect(made).toMatchObject({ kind: 'committed', changedMeanwhile: 0 })
  expect(rig.git('show', '--format=', '--name-only', 'HEAD').split('\n')).toEqual([
    'a.txt',
    'new.txt',
  ])
  expect(rig.git('status', '--porcelain')).toBe('M b.txt')
})

it.each([
  ['stages more', () => rig.git('add', 'b.txt')],
  ['stages what it wrote since', () => rig.git('add', 'a.txt')],
  ['unstages', () => rig.git('reset', '-q', '--', 'new.txt')],
])('of what was staged is none where somebody %s, before or while', async (_, act) => {
  await open()
  own()
  rig.git('add', '-A')
  write('a.txt', 'changed again\n')
  write('b.txt', 'late\n')
  const seen = await shown()
  const staged = rig.git('ls-files', '--stage')
  const raced = await commit(amid('staged-tree', 'before', act), askOf(seen, false))
  expect(raced).toEqual({ kind: 'unseen' })
  expect(rig.git('ls-files', '--stage')).toBe(staged)
  act()
  for (const amend of [false, true])
    expect(await commit(rig.repository.git, { ...askOf(seen, false), amend })).toEqual({
      kind: 'unseen',
    })
  expect(tip()).toBe(seen.head)
})

it('says of how many files it is other, by a hook or by whoever stages in the last moment', async () => {
  await open()
  own()
  rig.git('add', '-A')
  const late = () => {
    write('b.txt', 'late\n')
    rig.git('add', 'b.txt')
  }
  const raced = await commit(amid('commit', 'before', late), askOf(await shown(), false))
  expect(raced).toMatchObject({ kind: 'committed', changedMeanwhile: 1 })
  const hook = join(rig.repository.root, '.git/hooks/pre-commit')
  mkdirSync(join(hook, '..'), { recursive: true })
  writeFileSync(hook, '#!/bin/sh\necho formatted > a.txt\ngit add a.txt\n', { mode: 0o755 })
  write('b.txt', 'more\n')
  const made = await commit(rig.repository.git, askOf(await shown(), true, true))
  expect(made).toMatchObject({ kind: 'committed', changedMeanwhile: 1 })
  expect(rig.git('show', 'HEAD:a.txt')).toBe('formatted')
})

it('is of more files than are read for it', async () => {
  await open()
  mkdirSync(rig.file('many'))
  for (let index = 0; index <= 10_001; index += 1) write(`many/${index}.txt`, `${index}\n`)
  write('b.txt', 'staged\n')
  rig.git('add', 'b.txt', 'many/5.txt')
  const seen = await shown()
  // The last one that git names.
  write('many/9999.txt', 'late\n')
  expect(await commit(rig.repository.git, askOf(seen, true))).toEqual({ kind: 'unseen' })
  const made = await commit(rig.repository.git, askOf(await shown(), true))
  expect(made).toMatchObject({ kind: 'committed', changedMeanwhile: 0 })
  expect(rig.git('status', '--porcelain')).toBe('')
  expect(rig.git('ls-tree', '-r', '--name-only', 'HEAD', 'many').split('\n')).toHaveLength(10_002)
}, 120_000)
