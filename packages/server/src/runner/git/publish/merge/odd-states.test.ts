// Merges into a base where the branch, or the base, holds something odd: the base and its checkout end up as plain git would
// have left them in a copy of the repository, beside what somebody changed there; or nothing has changed.
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { MergeHow } from '@a-parallel/shared'
import { asNew, gains, part, type Gain } from '../odd-gains.ts'
import type { StageRig } from '../../stage/stage-rig.ts'
import { exactlyAt, standAt, twinOf, type Twin } from '../twin.ts'
import { merge, type MergeAsk } from './merge.ts'
import { conflicts, oppose } from './odd-conflicts.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const hows = ['merge', 'squash', 'rebase'] as const
const root = () => rig.repository.root
const inRoot = (...args: string[]) => rig.repository.plain(args, root())
const message = 'Odd: 1 "x"\n\nAnd a body.'
const trusting = (trusted: boolean) => () => Promise.resolve(trusted)

const ask = (more: Partial<MergeAsk> = {}): MergeAsk => ({
  repository: root(),
  threadId: 'thread',
  path: rig.ask.path,
  trusted: false,
  trustedIn: trusting(false),
  base: 'main',
  how: 'merge',
  message,
  head: rig.git('rev-parse', 'HEAD'),
  ...more,
})
/** The branch `work` in the thread's checkout, `main` in the project's own, both as new. */
function place({ base, tip }: { base: string; tip: string }): void {
  rig.git('checkout', '-q', '-B', 'work', tip)
  inRoot('reset', '-q', '--hard', base)
  for (const path of [rig.ask.path, root()]) asNew(rig, path)
}

async function open(gain: Gain, holder: 'branch' | 'base' = 'branch'): Promise<void> {
  const parted = await part(gain)
  rig = parted.rig
  const { gained, other } = parted
  place(holder === 'branch' ? { base: other, tip: gained } : { base: gained, tip: other })
}

/** The same by plain git. */
function plainly(twin: Twin, how: MergeHow): void {
  if (how === 'merge') twin.git(root(), 'merge', '-q', '--no-ff', '-m', message, 'work')
  if (how === 'squash') {
    twin.git(root(), 'merge', '-q', '--squash', 'work')
    twin.git(root(), 'commit', '-q', '-m', message)
  }
  if (how === 'rebase') {
    twin.git(rig.ask.path, 'rebase', '-q', 'main')
    twin.git(root(), 'merge', '-q', '--ff-only', 'work')
  }
}

/** How the base and its checkout stand. Commits that a rebase made have names of their own. */
async function baseStands(path: string, since: string) {
  const log = ['log', '--topo-order', '--format=%T %an %ae %cn %ce%n%B', `${since}..main`]
  const parents = ['rev-list', '--topo-order', '--parents', `${since}..main`]
  return {
    ...(await standAt(rig.repository, path)),
    commit: rig.repository.exact(log, path),
    parents: rig.repository
      .plain(parents, path)
      .split('\n')
      .map((line) => line.split(' ').length),
  }
}

const cases = Object.entries(gains).flatMap(([name, gain]) =>
  (['branch', 'base'] as const).flatMap((holder) =>
    (gain.large ? (['merge'] as const) : hows).map((how) => [name, holder, how, gain] as const),
  ),
)

it.each(cases)(
  '%s, held by the %s, by %s',
  async (_, holder, how, gain) => {
    await open(gain, holder)
    const { path } = rig.ask
    const before = inRoot('rev-parse', 'main')
    writeFileSync(join(root(), 'notes.md'), 'changed\n')
    writeFileSync(join(root(), 'untracked.md'), 'new\n')
    const twin = twinOf(rig.repository)
    const own = await exactlyAt(rig.repository, path)
    expect(await merge(rig.repository.git, ask({ how }))).toEqual({
      kind: 'merged',
      commit: inRoot('rev-parse', 'main'),
      before,
      followed: [root()],
      hooksSkipped: false,
    })
    plainly(twin, how)
    const stands = await baseStands(root(), before)
    expect(stands).toEqual(await baseStands(twin.at(root()), before))
    expect(stands.status).toEqual([' M notes.md', '?? untracked.md', ''])
    // The thread's own stays where it was.
    const main = { commits: expect.any(String) as string } // A matcher is of any type.
    expect(await exactlyAt(rig.repository, path)).toEqual({ ...own, ...main })
    expect(rig.git('rev-parse', 'HEAD')).toBe(ask().head)
  },
  180_000,
)

const openGain = (name: string) => open(gains[name] ?? { arrange: () => undefined })

/** By each way, and nothing has changed in the base, its checkout and the thread's. */
async function refused(outcome: Record<string, unknown>): Promise<void> {
  const all = async () => [
    await exactlyAt(rig.repository, root()),
    await exactlyAt(rig.repository, rig.ask.path),
  ]
  const before = await all()
  for (const how of hows)
    expect(await merge(rig.repository.git, ask({ how }))).toMatchObject(outcome)
  expect(await all()).toEqual(before)
}

/** What the merge would write, in the place of something that somebody wrote in the base's checkout. */
function writeInTheWay(): void {
  const [first = ''] = rig.repository
    .exact(['diff', '--name-only', '--no-renames', '-z', 'main...work'], root())
    .split('\0')
  const file = join(root(), first)
  const seen = lstatSync(file, { throwIfNoEntry: false })
  if (seen === undefined) {
    const folder = dirname(file)
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(folder)
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, 'mine\n')
  } else if (seen.isDirectory()) {
    // Where a submodule would be checked out.
    rig.repository.plain(['init', '-q'], file)
    rig.repository.plain(['commit', '-q', '--allow-empty', '-m', 'mine'], file)
  } else {
    if (seen.isSymbolicLink()) rmSync(file)
    appendFileSync(file, 'mine\n')
  }
}

it.each(Object.entries(gains).filter(([, { large }]) => !large))(
  'is refused where somebody changed what it would: %s',
  async (_, gain) => {
    await open(gain)
    writeInTheWay()
    await refused({ kind: 'base-dirty', checkout: root() })
  },
  180_000,
)

describe('what git would write over', () => {
  it.each([
    ['ignored', 'folder/deep/ignored'],
    ['untracked', 'folder/untracked'],
  ])('an %s file in a folder that becomes a file', async (kind, name) => {
    await openGain('a file in the place of a folder')
    if (kind === 'ignored')
      writeFileSync(join(root(), '.git', 'info', 'exclude'), 'ignored\n', { flag: 'a' })
    writeFileSync(join(root(), name), 'mine\n')
    await refused({ kind: 'base-dirty', checkout: root(), paths: ['folder'] })
    rmSync(join(root(), name))
    expect(await merge(rig.repository.git, ask())).toMatchObject({ kind: 'merged' })
    expect(inRoot('status', '--porcelain')).toBe('')
  })

  it('a repository that is checked out as a submodule, in the place of which a file comes', async () => {
    await openGain('a file in the place of a submodule')
    const [, commit = ''] = inRoot('ls-files', '--stage', 'sub').split(' ')
    inRoot('clone', '-q', root(), 'sub')
    rig.repository.plain(['checkout', '-q', '--detach', commit], join(root(), 'sub'))
    expect(inRoot('status', '--porcelain')).toBe('')
    await refused({ kind: 'base-dirty', checkout: root(), paths: ['sub'] })
    expect(existsSync(join(root(), 'sub', '.git', 'HEAD'))).toBe(true)
  })
})

const simple: Gain = { arrange: ({ file }) => writeFileSync(file('a.txt'), 'changed\n') }

describe('a project whose checkout is not on the base', () => {
  const elsewhere: Record<string, () => void> = {
    detached: () => inRoot('checkout', '-q', '--detach'),
    'on a branch without a commit': () => {
      inRoot('switch', '-q', '--orphan', 'fresh')
      writeFileSync(join(root(), 'a.txt'), 'mine\n')
      inRoot('add', 'a.txt')
    },
    'in the middle of a rebase of another branch': () => {
      inRoot('checkout', '-q', '-b', 'another')
      expect(() => inRoot('rebase', '-q', '--exec', 'false', 'HEAD~1')).toThrow('exec')
      writeFileSync(join(root(), 'a.txt'), 'mine\n')
    },
    'in conflict': () => {
      inRoot('checkout', '-q', '-b', 'another')
      writeFileSync(join(root(), 'a.txt'), 'mine\n')
      inRoot('commit', '-q', '-am', 'mine')
      expect(() => inRoot('merge', '-q', 'work')).toThrow('Command failed')
    },
  }

  it.each(Object.entries(elsewhere))('stays as it is: %s', async (_, arrange) => {
    await open(simple)
    const before = inRoot('rev-parse', 'main')
    const twin = twinOf(rig.repository)
    arrange()
    const stands = await exactlyAt(rig.repository, root())
    expect(await merge(rig.repository.git, ask())).toMatchObject({ kind: 'merged', followed: [] })
    const commits = expect.stringContaining(inRoot('rev-parse', 'main')) as string // Of any type.
    expect(await exactlyAt(rig.repository, root())).toEqual({ ...stands, commits })
    plainly(twin, 'merge')
    const made = ['log', '--topo-order', '--format=%T %an %cn %B', `${before}..main`]
    expect(inRoot(...made)).toBe(twin.git(root(), ...made))
  })

  it('that has no commit on the base is refused', async () => {
    await open(simple)
    inRoot('switch', '-q', '--orphan', 'fresh')
    const before = await exactlyAt(rig.repository, root())
    expect(await merge(rig.repository.git, ask({ base: 'fresh' }))).toEqual({
      kind: 'base-missing',
    })
    expect(await exactlyAt(rig.repository, root())).toEqual(before)
  })
})

describe('a checkout of the base that git is at work in', () => {
  const conflicting = () => {
    inRoot('branch', 'another', 'HEAD~1')
    const tree = join(rig.repository.directory, 'another')
    inRoot('worktree', 'add', '-q', tree, 'another')
    writeFileSync(join(tree, 'own.txt'), 'other\n')
    rig.repository.plain(['add', '-A'], tree)
    rig.repository.plain(['commit', '-q', '-m', 'other'], tree)
    inRoot('worktree', 'remove', tree)
  }
  const works: Record<string, [begin: () => void, end: () => void]> = {
    'a rebase of the base': [
      () => expect(() => inRoot('rebase', '-q', '--exec', 'false', 'HEAD~1')).toThrow('exec'),
      () => inRoot('rebase', '--abort'),
    ],
    'a rebase that takes the base along': [
      () => {
        inRoot('checkout', '-q', '-b', 'above')
        inRoot('commit', '-q', '--allow-empty', '-m', 'above')
        const rebase = ['rebase', '-q', '--update-refs', '--exec', 'false', 'HEAD~2']
        expect(() => inRoot(...rebase)).toThrow('exec')
      },
      () => inRoot('rebase', '--abort'),
    ],
    'a merge': [
      () => {
        conflicting()
        expect(() => inRoot('merge', '-q', 'another')).toThrow('Command failed')
      },
      () => inRoot('merge', '--abort'),
    ],
    'a cherry-pick': [
      () => {
        conflicting()
        expect(() => inRoot('cherry-pick', 'another')).toThrow('Command failed')
      },
      () => inRoot('cherry-pick', '--abort'),
    ],
    'a bisect': [
      () => inRoot('bisect', 'start', 'HEAD', 'HEAD~1'),
      () => inRoot('bisect', 'reset'),
    ],
    'another git that holds the index': [
      () => writeFileSync(join(root(), '.git', 'index.lock'), ''),
      () => rmSync(join(root(), '.git', 'index.lock')),
    ],
  }

  it.each(Object.entries(works))('is waited for: %s', async (_, [begin, end]) => {
    await open(simple)
    begin()
    await refused({ kind: 'base-busy', checkout: root() })
    end()
    expect(await merge(rig.repository.git, ask())).toMatchObject({ kind: 'merged' })
  })
})

describe('a checkout of the base in which', () => {
  const held: Record<string, () => void> = {
    'something is staged': () => {
      writeFileSync(join(root(), 'notes.md'), 'staged\n')
      writeFileSync(join(root(), 'new.md'), 'new\n')
      inRoot('add', '-A')
      inRoot('rm', '-q', '--cached', 'run.sh')
      writeFileSync(join(root(), 'notes.md'), 'more\n')
    },
    'a file is only meant to be added': () => {
      writeFileSync(join(root(), 'new.md'), 'new\n')
      inRoot('add', '--intent-to-add', 'new.md')
    },
    'a submodule is at another commit': () => {
      inRoot('clone', '-q', root(), 'sub')
      inRoot('add', 'sub')
      inRoot('commit', '-q', '-m', 'sub')
      rig.repository.plain(['commit', '-q', '--allow-empty', '-m', 'two'], join(root(), 'sub'))
      writeFileSync(join(root(), 'sub', 'new.md'), 'new\n')
    },
    'files are left out': () => inRoot('sparse-checkout', 'set', '--no-cone', '/notes.md'),
    'a file is not looked at': () => {
      inRoot('update-index', '--skip-worktree', 'notes.md')
      writeFileSync(join(root(), 'notes.md'), 'secret\n')
    },
    'the index lies in two files': () => inRoot('update-index', '--split-index'),
  }

  it.each(Object.entries(held))('%s keeps that', async (_, arrange) => {
    await open(simple)
    arrange()
    const ours = await standAt(rig.repository, root())
    expect(await merge(rig.repository.git, ask())).toMatchObject({ followed: [root()] })
    const other = (entry: string) => !entry.endsWith('a.txt')
    const { index, flags, status, files } = await standAt(rig.repository, root())
    expect(index.filter(other)).toEqual(ours.index.filter(other))
    expect([flags, status]).toEqual([ours.flags, ours.status])
    const written = 'a.txt' in files ? { 'a.txt': '644 changed\n' } : {}
    expect(files).toEqual({ ...ours.files, ...written })
    expect(inRoot('show', 'main:a.txt')).toBe('changed')
  })

  it.each(['--skip-worktree', '--assume-unchanged'])(
    'what the merge changes is not looked at: what lies there stays, %s',
    async (flag) => {
      await open(simple)
      inRoot('update-index', flag, 'a.txt')
      writeFileSync(join(root(), 'a.txt'), 'secret\n')
      await merge(rig.repository.git, ask())
      expect(readFileSync(join(root(), 'a.txt'), 'utf8')).toBe('secret\n')
    },
  )

  it('a filter of the repository works, once it is trusted', async () => {
    await open({
      begin({ git, file }) {
        git('config', 'filter.capitals.clean', 'tr a-z A-Z')
        git('config', 'filter.capitals.smudge', 'tr A-Z a-z')
        writeFileSync(file('.gitattributes'), '*.txt filter=capitals\n')
        git('add', '-A')
        git('add', '--renormalize', '.')
        git('commit', '-q', '-m', 'attributes')
      },
      arrange: simple.arrange,
    })
    const before = inRoot('rev-parse', 'main')
    const twin = twinOf(rig.repository)
    const trusted = ask({ trusted: true, trustedIn: trusting(true) })
    expect(await merge(rig.repository.git, trusted)).toMatchObject({ kind: 'merged' })
    plainly(twin, 'merge')
    const stands = await baseStands(root(), before)
    expect(stands).toEqual(await baseStands(twin.at(root()), before))
    expect(stands.files['a.txt']).toBe('644 changed\n')
  })
})

describe('two checkouts of the base', () => {
  const second = () => join(rig.repository.directory, 'second')
  const openTwo = async () => {
    await open(simple)
    inRoot('worktree', 'add', '-q', '--force', second(), 'main')
  }

  it('follow both', async () => {
    await openTwo()
    const outcome = await merge(rig.repository.git, ask())
    expect(outcome).toMatchObject({ kind: 'merged', followed: [root(), second()] })
    const { index, status, files } = await standAt(rig.repository, second())
    expect(await standAt(rig.repository, root())).toMatchObject({ index, status, files })
    expect(status).toEqual([''])
  })

  it('stay both where somebody changed one', async () => {
    await openTwo()
    writeFileSync(join(second(), 'a.txt'), 'mine\n')
    await refused({ kind: 'base-dirty', checkout: second(), paths: ['a.txt'] })
    expect(readFileSync(join(second(), 'a.txt'), 'utf8')).toBe('mine\n')
  })

  it('of which one is gone are one', async () => {
    await openTwo()
    rmSync(second(), { recursive: true })
    const outcome = await merge(rig.repository.git, ask())
    expect(outcome).toMatchObject({ kind: 'merged', followed: [root()] })
  })

  it('of which one lies where nothing is now, and is to be kept, stay both', async () => {
    await openTwo()
    inRoot('worktree', 'lock', second())
    rmSync(second(), { recursive: true })
    await refused({ kind: 'base-away', checkout: second() })
  })
})

describe('a thread’s checkout', () => {
  it('that is detached is merged as it stands', async () => {
    await open(simple)
    rig.git('checkout', '-q', '--detach')
    const twin = twinOf(rig.repository)
    const before = inRoot('rev-parse', 'main')
    expect(await merge(rig.repository.git, ask())).toMatchObject({ kind: 'merged' })
    plainly(twin, 'merge')
    expect(await baseStands(root(), before)).toEqual(await baseStands(twin.at(root()), before))
  })

  const unready: Record<string, [kind: string, arrange: () => void]> = {
    'without a commit': ['head-moved', () => rig.git('switch', '-q', '--orphan', 'fresh')],
    'in the middle of a rebase': [
      'mid-operation',
      () => expect(() => rig.git('rebase', '-q', '--exec', 'false', 'HEAD~1')).toThrow('exec'),
    ],
    'with something staged': [
      'has-changes',
      () => {
        writeFileSync(rig.file('notes.md'), 'staged\n')
        rig.git('add', '-A')
      },
    ],
    'with a new file': ['has-changes', () => writeFileSync(rig.file('new.md'), 'new\n')],
  }
  it.each(Object.entries(unready))('%s is refused', async (_, [kind, arrange]) => {
    await open(simple)
    const asked = ask()
    arrange()
    const all = async () => [
      await exactlyAt(rig.repository, root()),
      await exactlyAt(rig.repository, rig.ask.path),
    ]
    const before = await all()
    expect(await merge(rig.repository.git, asked)).toMatchObject({ kind })
    expect(await all()).toEqual(before)
  })
})

describe('what cannot be brought together', () => {
  it.each(Object.entries(conflicts))('is named, and nothing is changed: %s', async (_, scene) => {
    const sides = await oppose(scene)
    rig = sides.rig
    place({ base: sides.ours, tip: sides.theirs })
    const twin = twinOf(rig.repository)
    await refused({ kind: 'conflicts' })
    expect(() => plainly(twin, 'merge')).toThrow('Command failed')
  })
})
