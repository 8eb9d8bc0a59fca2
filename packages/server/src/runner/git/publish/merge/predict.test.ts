// What a merge is foretold to come to is what comes of it by plain git, in a checkout made for that; and foretelling changes
// nothing.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { inConflict, midRebase, tenThousand, unborn } from '../../stage/odd-scenes.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { openPlace } from '../place.ts'
import { exactlyAt } from '../twin.ts'
import { conflicts, oppose, type Sides } from './odd-conflicts.ts'
import { predict, tryMerge } from './predict.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const open = async (sides: Sides) => {
  const made = await oppose(sides)
  rig = made.rig
  return made
}
const here = () => openPlace(rig.repository.git, { path: rig.ask.path, trusted: false })
const foretell = async (ours: string, theirs: string) => predict(await here(), ours, theirs)

type Came = { tree: string } | { paths: string[] }

/** What plain git makes of it: a tree, or paths in conflict. */
function plainly(ours: string, theirs: string): Came {
  const { repository } = rig
  const path = join(repository.directory, 'plain')
  rig.git('worktree', 'add', '-q', '--force', '--detach', path, ours)
  try {
    repository.plain(['merge', '-q', '--no-commit', '--no-ff', theirs], path)
    return { tree: repository.plain(['write-tree'], path) }
  } catch {
    const told = repository.exact(['diff', '--name-only', '--diff-filter=U', '-z'], path)
    // What it put beside something else of the same name is called after where it came from.
    const names = told.split('\0').map((name) => name.replace(/~(HEAD|[0-9a-f]{40})$/, ''))
    return { paths: [...new Set(names)].filter((name) => name !== '').toSorted() }
  } finally {
    rig.git('worktree', 'remove', '--force', path)
  }
}

describe('conflicts', () => {
  it.each(Object.entries(conflicts))(
    'are told by their paths: %s',
    async (_, sides) => {
      const { ours, theirs } = await open(sides)
      const before = await exactlyAt(rig.repository, rig.ask.path)
      for (const [one, other] of [
        [ours, theirs],
        [theirs, ours],
      ] as const) {
        const told = await foretell(one, other)
        const came = plainly(one, other)
        expect(told).toEqual({ kind: 'conflicts', paths: expect.any(Array) as string[] })
        const paths = told.kind === 'conflicts' ? told.paths.toSorted() : []
        expect({ paths }).toEqual(came)
        expect(paths).not.toEqual([])
      }
      expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
    },
    120_000,
  )
})

const edit =
  (path: string, from: string, to: string): ((rig: StageRig) => void) =>
  ({ file, repository, ask }) =>
    writeFileSync(
      file(path),
      repository.exact(['show', `HEAD:${path}`], ask.path).replace(from, to),
    )

const clean: Record<string, Sides> = {
  'far lines of a file': {
    ours: edit('a.txt', 'line 2\n', 'OURS\n'),
    theirs: edit('a.txt', 'line 19\n', 'THEIRS\n'),
  },
  'far lines of a file whose lines end otherwise': {
    begin: ({ file }) => writeFileSync(file('a.txt'), '1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n'),
    ours: edit('a.txt', '1\r\n', 'OURS\r\n'),
    theirs: edit('a.txt', '7\r\n', 'THEIRS\r\n'),
  },
  'a file renamed and changed': {
    ours: ({ file }) => renameSync(file('a.txt'), file('b.txt')),
    theirs: edit('a.txt', 'line 2\n', 'THEIRS\n'),
  },
  'a name in other letters, and a change': {
    ours: ({ git }) => git('mv', 'a.txt', 'A.txt'),
    theirs: edit('a.txt', 'line 2\n', 'THEIRS\n'),
  },
  'a script, and a change': {
    ours: ({ file }) => chmodSync(file('a.txt'), 0o755),
    theirs: edit('a.txt', 'line 2\n', 'THEIRS\n'),
  },
  'a file that became a link, and a change of another': {
    ours({ file }) {
      rmSync(file('run.sh'))
      symlinkSync('/nowhere', file('run.sh'))
    },
    theirs: edit('a.txt', 'line 2\n', 'THEIRS\n'),
  },
  'lines that an attribute takes from both': {
    begin: ({ file }) => writeFileSync(file('.gitattributes'), '*.txt merge=union\n'),
    ours: edit('a.txt', 'line 2\n', 'OURS\n'),
    theirs: edit('a.txt', 'line 2\n', 'THEIRS\n'),
  },
  '10,000 new files': {
    ours: (made) => tenThousand(made, 'many'),
    theirs: (made) => tenThousand(made, 'more'),
  },
}

describe('no conflict', () => {
  it.each(Object.entries(clean))(
    'is told, and what comes of it: %s',
    async (_, sides) => {
      const { ours, theirs } = await open(sides)
      const before = await exactlyAt(rig.repository, rig.ask.path)
      expect(await foretell(ours, theirs)).toEqual({ kind: 'clean' })
      const { tree } = { tree: '', ...(await tryMerge(await here(), ours, theirs)) }
      expect({ tree }).toEqual(plainly(ours, theirs))
      expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
    },
    120_000,
  )
})

const attributes =
  (content: string, folder = ''): ((rig: StageRig) => void) =>
  ({ file }) =>
    writeFileSync(file(`${folder}.gitattributes`), content)
const both =
  (...scenes: ((rig: StageRig) => void)[]) =>
  (made: StageRig) => {
    for (const scene of scenes) scene(made)
  }
const holding =
  (content: string, path = 'a.txt') =>
  ({ file }: StageRig) =>
    writeFileSync(file(path), content)
const begin = both(({ file }) => mkdirSync(file('deep')), holding('1\n2\n', 'deep/a.txt'))
const OURS = edit('a.txt', 'line 2\n', 'OURS\n')
const THEIRS = edit('a.txt', 'line 2\n', 'THEIRS\n')
const crlf: Sides = {
  begin: holding('1\r\n2\r\n'),
  ours: both(attributes('*.txt text\n'), holding('1\n2\n')),
  theirs: holding('1\r\n2\r\n3\r\n'),
}
const wholeFolder: Sides = {
  begin,
  ours: ({ git }) => git('mv', 'deep', 'deeper'),
  theirs: holding('new\n', 'deep/new.txt'),
}

/** What a merge is to come to where one side alone has attributes, or a setting has its say. */
const bySides: Record<string, { sides: Sides; settings?: Record<string, string> }> = {
  'lines that an attribute of one side takes from both': {
    sides: { ours: both(attributes('*.txt merge=union\n'), OURS), theirs: THEIRS },
  },
  'such an attribute in a folder': {
    sides: {
      begin,
      ours: both(attributes('*.txt merge=union\n', 'deep/'), holding('1\nOURS\n', 'deep/a.txt')),
      theirs: holding('1\nTHEIRS\n', 'deep/a.txt'),
    },
  },
  'such an attribute that one side took back': {
    sides: {
      begin: attributes('*.txt merge=union\n'),
      ours: both(({ file }) => rmSync(file('.gitattributes')), OURS),
      theirs: THEIRS,
    },
  },
  'a file that one side has for no text': {
    sides: {
      ours: both(attributes('*.txt -merge\n'), OURS),
      theirs: edit('a.txt', 'line 19\n', 'THEIRS\n'),
    },
  },
  'a driver that one side names': {
    sides: { ours: both(attributes('*.txt merge=mine\n'), OURS), theirs: THEIRS },
    settings: { 'merge.mine.driver': 'cat %B >> %A' },
  },
  'line ends that one side had converted': { sides: crlf },
  'line ends that one side had converted, made alike': {
    sides: crlf,
    settings: { 'merge.renormalize': 'true' },
  },
  'line ends made alike, where one side says otherwise': {
    sides: {
      ...crlf,
      begin: both(attributes('*.txt -text\n'), holding('1\r\n2\r\n')),
    },
    settings: { 'merge.renormalize': 'true' },
  },
  'line ends made alike, where both sides say something new': {
    sides: {
      begin: holding('1\r\n2\r\n'),
      ours: both(attributes('*.txt text\n'), holding('1\n2\n')),
      theirs: both(attributes('*.txt -text\n'), holding('1\r\n2\r\n3\r\n')),
    },
    settings: { 'merge.renormalize': 'true' },
  },
  'line ends made alike, where both sides say something else': {
    sides: {
      begin: both(attributes('*.txt -text\n'), holding('1\r\n2\r\n')),
      ours: both(attributes('*.txt text\n'), holding('1\n2\n')),
      theirs: both(attributes('*.txt text=auto\n'), holding('1\r\n2\r\n3\r\n')),
    },
    settings: { 'merge.renormalize': 'true' },
  },
  'line ends made alike in a folder': {
    sides: {
      begin: both(({ file }) => mkdirSync(file('deep')), holding('1\r\n2\r\n', 'deep/a.txt')),
      ours: both(attributes('*.txt text\n', 'deep/'), holding('1\n2\n', 'deep/a.txt')),
      theirs: holding('1\r\n2\r\n3\r\n', 'deep/a.txt'),
    },
    settings: { 'merge.renormalize': 'true' },
  },
  'line ends made alike, where one side took the attribute back and the other changed it': {
    sides: {
      begin: both(attributes('*.txt -text\n'), holding('1\r\n2\r\n')),
      ours: both(({ file }) => rmSync(file('.gitattributes')), holding('1\n2\n')),
      theirs: both(attributes('*.txt text\n'), holding('1\r\n2\r\n3\r\n')),
    },
    settings: { 'merge.renormalize': 'true' },
  },
  ...Object.fromEntries(
    [
      ['merge.directoryRenames', 'true'],
      ['merge.directoryRenames', 'false'],
      ['merge.directoryRenames', 'conflict'],
      ['merge.renames', 'false'],
      ['diff.renames', 'false'],
      ['diff.renames', 'copies'],
      ['merge.conflictStyle', 'zdiff3'],
    ].map(([key = '', value = '']) => [
      `a new file in a folder that moved, with ${key} as ${value}`,
      { sides: wholeFolder, settings: { [key]: value } },
    ]),
  ),
}

describe('attributes and settings', () => {
  it.each(Object.entries(bySides))(
    'have their say as in a checkout of what is merged into: %s',
    async (_, { sides, settings = {} }) => {
      const { ours, theirs } = await open(sides)
      for (const [key, value] of Object.entries(settings)) rig.git('config', '--global', key, value)
      for (const [one, other] of [
        [ours, theirs],
        [theirs, ours],
      ] as const) {
        const came = plainly(one, other)
        for (const from of [one, other]) {
          rig.git('checkout', '-q', '--force', '--detach', from)
          const { kind, ...told } = await tryMerge(await here(), one, other)
          if ('paths' in told) told.paths.sort()
          expect({ from, kind, ...told }).toEqual({ from, kind, ...came })
        }
      }
    },
    120_000,
  )
})

describe('nothing to merge', () => {
  const same = edit('a.txt', 'line 2\n', 'SAME\n')
  const rename = ({ file }: StageRig) => renameSync(file('a.txt'), file('b.txt'))

  it('is told of a commit and of what it holds', async () => {
    const { began, ours } = await open({ ours: same, theirs: () => undefined })
    expect(await foretell(ours, ours)).toEqual({ kind: 'nothing' })
    expect(await foretell(ours, began)).toEqual({ kind: 'nothing' })
    expect(await foretell(began, ours)).toEqual({ kind: 'clean' })
  })

  it.each([
    ['the same change', same],
    ['the same new name', rename],
    ['the same removal', ({ file }: StageRig) => rmSync(file('a.txt'))],
    ['no change at all', () => undefined],
  ])('is told of %s', async (_, scene) => {
    const { ours, theirs } = await open({ ours: scene, theirs: scene })
    expect(await foretell(ours, theirs)).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['squashed', ['merge', '-q', '--squash', 'theirs']],
    ['picked', ['cherry-pick', '--no-commit', 'theirs']],
  ])('is told of what was %s', async (_, how) => {
    const { ours, theirs } = await open({ ours: rename, theirs: same })
    rig.git('checkout', '-q', '--detach', ours)
    rig.git(...how)
    rig.git('commit', '-q', '-m', 'taken')
    expect(await foretell(rig.git('rev-parse', 'HEAD'), theirs)).toEqual({ kind: 'nothing' })
  })
})

describe('branches that took each other in', () => {
  /** `ours` and `theirs` have two common commits, neither of which holds the other. */
  async function crossed(first: string, second: string) {
    const { ours, theirs } = await open({
      ours: edit('a.txt', 'line 2\n', 'OURS\n'),
      theirs: edit('a.txt', first, 'THEIRS\n'),
    })
    const takenIn = (one: string, other: string, line: string, to: string) => {
      rig.git('checkout', '-q', '--detach', one)
      try {
        rig.git('merge', '-q', '--no-commit', '--no-ff', other)
      } catch {
        rig.git('checkout', '--ours', 'a.txt')
      }
      writeFileSync(
        rig.file('a.txt'),
        rig.repository.exact(['show', 'HEAD:a.txt'], rig.ask.path).replace(line, to),
      )
      rig.git('commit', '-q', '-am', 'taken in')
      return rig.git('rev-parse', 'HEAD')
    }
    return {
      ours: takenIn(ours, theirs, 'line 10\n', 'OURS AGAIN\n'),
      theirs: takenIn(theirs, ours, second, 'THEIRS AGAIN\n'),
    }
  }

  it.each([
    ['other lines', 'line 19\n', 'line 15\n'],
    ['one line in the end', 'line 19\n', 'line 10\n'],
    ['one line in the beginning', 'line 2\n', 'line 15\n'],
  ])('and changed %s', async (_, first, second) => {
    const { ours, theirs } = await crossed(first, second)
    const bases = rig.git('merge-base', '--all', ours, theirs).split('\n')
    expect(bases).toHaveLength(2)
    const told = await tryMerge(await here(), ours, theirs)
    const { kind, ...came } = told
    expect(came).toEqual(plainly(ours, theirs))
    expect((await foretell(ours, theirs)).kind).toBe(kind === 'tree' ? 'clean' : 'conflicts')
  })
})

it('cannot be told of histories that have nothing in common, which git would not merge', async () => {
  const { ours } = await open({ ours: () => undefined, theirs: () => undefined })
  rig.git('checkout', '-q', '--orphan', 'other')
  rig.git('commit', '-q', '-m', 'other')
  const other = rig.git('rev-parse', 'HEAD')
  expect(await foretell(ours, other)).toEqual({ kind: 'unknown' })
  expect(plainly(ours, other)).toEqual({ paths: [] })
})

it('is told where object names are long', async () => {
  rig = await openStageRig({ 'a.txt': '1\n' }, 'sha256')
  const commit = (content: string) => {
    writeFileSync(rig.file('a.txt'), content)
    rig.git('commit', '-q', '-am', content.trim())
    return rig.git('rev-parse', 'HEAD')
  }
  const ours = commit('ours\n')
  rig.git('checkout', '-q', '--detach', 'HEAD~1')
  const theirs = commit('theirs\n')
  expect(await foretell(ours, theirs)).toEqual({ kind: 'conflicts', paths: ['a.txt'] })
  expect(await foretell(ours, `${theirs}~1`)).toEqual({ kind: 'nothing' })
})

const lines = conflicts['lines of a file'] ?? { ours: () => undefined, theirs: () => undefined }

it.each<[string, () => void]>([
  ['detached', () => rig.git('checkout', '-q', '--detach', 'HEAD~1')],
  ['without a commit', () => unborn(rig, 'a.txt', 'mine\n')],
  ['in the middle of a rebase', () => midRebase(rig)],
  ['in conflict', () => inConflict(rig)],
  ['with changes of its own', () => writeFileSync(rig.file('a.txt'), 'mine\n')],
])('is the same in a checkout %s', async (_, arrange) => {
  const { ours, theirs, began } = await open(lines)
  arrange()
  const before = await exactlyAt(rig.repository, rig.ask.path)
  expect(await foretell(ours, theirs)).toEqual({ kind: 'conflicts', paths: ['a.txt'] })
  expect(await foretell(began, theirs)).toEqual({ kind: 'clean' })
  expect(await foretell(theirs, began)).toEqual({ kind: 'nothing' })
  expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
})
