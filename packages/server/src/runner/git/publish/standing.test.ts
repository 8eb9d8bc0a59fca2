// Where a checkout stands is what plain git says of it, in every state that it can be in; and nothing is written for it.
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Operation } from '@a-parallel/shared'
import { afterEach, describe, expect, it } from 'vitest'
import {
  attributed,
  heldElsewhere,
  inConflict,
  midRebase,
  movedSubmodule,
  repositoryInside,
  stopped,
  tenThousand,
  unborn,
} from '../stage/odd-scenes.ts'
import { openStageRig, type StageRig } from '../stage/stage-rig.ts'
import { openPlace } from './place.ts'
import { readStanding } from './standing.ts'
import { exactlyAt } from './twin.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const oddName = 'two\nlines "x"\t.txt'
const open = async (objectFormat?: 'sha256') => {
  const files = { 'a.txt': '1\n2\n3\n', 'run.sh': '#!/bin/sh\n', [oddName]: 'odd\n' }
  rig = await openStageRig(files, objectFormat)
}
const write = (path: string, content: string) => writeFileSync(rig.file(path), content)
const read = async () =>
  readStanding(await openPlace(rig.repository.git, { path: rig.ask.path, trusted: false }))

const told = (...args: string[]): string | null => {
  try {
    return rig.git(...args)
  } catch {
    return null
  }
}
const paths = (...args: string[]) =>
  Buffer.from(rig.repository.exact(args, rig.ask.path), 'latin1')
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '')
    .toSorted()

/** What plain git says, a question each. */
function plainly(operation: Operation | null) {
  const names = ['--name-only', '--no-renames', '-z']
  const conflicted = paths('diff', ...names, '--diff-filter=U')
  // Of a conflict it tells twice: that it is one, and how the file differs from ours.
  const unstaged = paths('diff', ...names, '--diff-filter=u', '--ignore-submodules=none')
  return {
    gitDir: rig.git('rev-parse', '--absolute-git-dir'),
    branch: told('symbolic-ref', '-q', '--short', 'HEAD'),
    head: told('rev-parse', '-q', '--verify', 'HEAD'),
    operation,
    conflicted,
    staged: paths('diff', '--cached', ...names, '--diff-filter=u'),
    unstaged: unstaged.filter((name) => !conflicted.includes(name)),
    untracked: paths('ls-files', '--others', '--exclude-standard', '-z'),
  }
}

/** Each list in an order of its own. */
async function sorted() {
  const standing = await read()
  return {
    ...standing,
    conflicted: standing.conflicted.toSorted(),
    staged: standing.staged.toSorted(),
    unstaged: standing.unstaged.toSorted(),
    untracked: standing.untracked.toSorted(),
  }
}

interface State {
  objectFormat?: 'sha256'
  arrange: () => void
  operation?: Operation
}

const many = () => {
  write('a.txt', 'staged\n')
  write(' blank before.txt', 'x\n')
  rig.git('add', '-A')
  write('a.txt', 'and more\n')
  write(oddName, 'changed\n')
  mkdirSync(rig.file('folder/deep'), { recursive: true })
  for (const name of ['x', 'ünï', 'new\nline', 'deep/-option']) write(`folder/${name}`, 'x\n')
}

const states: Record<string, State> = {
  clean: { arrange: () => undefined },
  'changed in many ways': { arrange: many },
  'long object names': { objectFormat: 'sha256', arrange: many },
  'a branch without a commit': {
    arrange() {
      unborn(rig, 'a.txt', 'x\n')
      write('new.txt', 'new\n')
    },
  },
  'a branch without a commit and without a file': {
    objectFormat: 'sha256',
    arrange: () => rig.git('switch', '-q', '--orphan', 'fresh'),
  },
  detached: {
    arrange() {
      rig.git('checkout', '-q', '--detach')
      many()
    },
  },
  'a rebase': {
    operation: 'rebase',
    arrange() {
      midRebase(rig)
      many()
    },
  },
  'a rebase in conflict': {
    operation: 'rebase',
    arrange: () => stopped(rig, 'rebase', '-q', '--onto', 'HEAD~2', 'HEAD~1'),
  },
  'a rebase by patches': {
    operation: 'rebase',
    arrange: () => stopped(rig, 'rebase', '-q', '--apply', '--onto', 'HEAD~2', 'HEAD~1'),
  },
  'a cherry-pick': {
    operation: 'cherry-pick',
    arrange: () => stopped(rig, 'cherry-pick', 'HEAD~1'),
  },
  'a revert': { operation: 'revert', arrange: () => stopped(rig, 'revert', '--no-edit', 'HEAD~1') },
  'a merge': {
    operation: 'merge',
    arrange() {
      inConflict(rig)
      many()
    },
  },
  'a merge in which they removed what changed': {
    operation: 'merge',
    arrange: () => inConflict(rig, null),
  },
  'a merge that is solved': {
    operation: 'merge',
    arrange() {
      inConflict(rig)
      rig.git('add', 'run.sh')
    },
  },
  'a bisect': { operation: 'bisect', arrange: () => rig.git('bisect', 'start') },
  'links, and folders in the place of files': {
    arrange() {
      symlinkSync('/nowhere', rig.file('link'))
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
      rmSync(rig.file('a.txt'))
      mkdirSync(rig.file('a.txt'))
      write('a.txt/x', 'x\n')
    },
  },
  'a script, a new name, and one in other letters [linux]': {
    arrange() {
      chmodSync(rig.file('run.sh'), 0o755)
      rig.git('mv', 'a.txt', 'b.txt')
      renameSync(rig.file(oddName), rig.file(oddName.toUpperCase()))
    },
  },
  'line ends that an attribute converts': {
    arrange() {
      attributed(rig, '*.txt text eol=crlf\n')
      write(oddName, 'changed\r\n')
    },
  },
  'a filter that keeps files elsewhere': {
    arrange() {
      heldElsewhere(rig)
      write('a.txt', 'changed\n')
    },
  },
  'a submodule at another commit': { arrange: () => movedSubmodule(rig) },
  'a submodule with a new file': {
    arrange() {
      movedSubmodule(rig)
      rig.git('add', 'sub')
      write('sub/new.txt', 'new\n')
    },
  },
  'a repository inside': {
    arrange: () => repositoryInside(rig),
  },
  'a file that is only meant to be added': {
    arrange() {
      write('new.txt', 'new\n')
      rig.git('add', '--intent-to-add', 'new.txt')
    },
  },
  'what is ignored': {
    arrange() {
      write('.gitignore', 'ignored\n')
      write('ignored', 'x\n')
    },
  },
  'files that the checkout does without': {
    arrange() {
      rig.git('sparse-checkout', 'set', '--no-cone', '/a.txt')
      write('a.txt', 'staged\n')
      rig.git('add', 'a.txt')
      write('new.txt', 'new\n')
    },
  },
  '10,000 new files': { arrange: () => tenThousand(rig, 'many') },
  '10,000 staged files': {
    arrange() {
      tenThousand(rig, 'many')
      rig.git('add', '-A')
    },
  },
}

it.each(Object.entries(states))(
  'is as git says: %s',
  async (_, { objectFormat, arrange, operation = null }) => {
    await open(objectFormat)
    arrange()
    const before = await exactlyAt(rig.repository, rig.ask.path)
    expect(await sorted()).toEqual(plainly(operation))
    expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
  },
  120_000,
)

it.each([
  ['status.showUntrackedFiles', 'no'],
  ['status.renames', 'copies'],
  ['status.branch', 'false'],
  ['status.showStash', 'true'],
  ['status.relativePaths', 'true'],
  ['status.aheadBehind', 'false'],
  ['core.quotePath', 'false'],
  ['diff.ignoreSubmodules', 'all'],
  ['color.status', 'always'],
  ['column.status', 'always'],
])('is the same whatever a person set for their own eyes: %s', async (name, value) => {
  await open()
  many()
  rig.git('mv', 'run.sh', 'moved.sh')
  const before = await read()
  rig.git('config', '--global', name, value)
  expect(await read()).toEqual(before)
})

describe('beside an upstream', () => {
  const withUpstream = () => {
    const remote = join(rig.repository.directory, 'remote')
    rig.repository.plain(['init', '-q', '--bare', remote])
    rig.git('commit', '-q', '--allow-empty', '-m', 'pushed')
    rig.git('remote', 'add', 'origin', remote)
    rig.git('push', '-q', '-u', 'origin', 'ap/one')
  }

  it.each<[string, () => void]>([
    ['at the same commit', () => undefined],
    ['behind', () => rig.git('commit', '-q', '--allow-empty', '-m', 'ahead')],
    ['ahead', () => rig.git('reset', '-q', '--hard', 'HEAD~1')],
    [
      'both',
      () => {
        rig.git('reset', '-q', '--hard', 'HEAD~1')
        rig.git('commit', '-q', '--allow-empty', '-m', 'other')
      },
    ],
    ['gone', () => rig.git('update-ref', '-d', 'refs/remotes/origin/ap/one')],
    ['of a remote that is gone', () => rig.git('remote', 'remove', 'origin')],
    ['that is a branch here', () => rig.git('branch', '-q', '--set-upstream-to=main')],
    ['of no name', () => rig.git('branch', '-q', '--unset-upstream')],
  ])('that is %s, it stands where it does', async (_, arrange) => {
    await open()
    withUpstream()
    arrange()
    many()
    expect(await sorted()).toEqual(plainly(null))
  })
})

describe('in a repository with worktrees', () => {
  it('is of each for itself', async () => {
    await open()
    inConflict(rig)
    const there = { path: rig.repository.root, trusted: false }
    const main = await readStanding(await openPlace(rig.repository.git, there))
    expect(main).toMatchObject({ branch: 'main', operation: null, conflicted: [], staged: [] })
    expect(main.gitDir).toBe(join(rig.repository.root, '.git'))
    expect(await read()).toMatchObject({ branch: 'ap/one', operation: 'merge' })
  })

  it('is told from a folder of the checkout by paths from its top', async () => {
    await open()
    many()
    const path = rig.file('folder')
    const run = await openPlace(rig.repository.git, { path, trusted: false })
    expect(await readStanding(run)).toEqual(await read())
  })
})

it('is told of files that were touched and did not change, and while another git holds the index', async () => {
  await open()
  const moment = new Date('2020-01-01')
  utimesSync(rig.file('a.txt'), moment, moment)
  writeFileSync(join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock'), '')
  const before = await exactlyAt(rig.repository, rig.ask.path)
  expect(await read()).toMatchObject({ staged: [], unstaged: [], untracked: [] })
  expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
})
