// A commit in every state that a checkout can be in: tree, message, parents and what is left are as plain git would have
// made them in a copy of the repository; or it is refused, and nothing has changed.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import {
  attributed,
  foreignFilter,
  heldElsewhere,
  inCapitals,
  inConflict,
  midRebase,
  movedSubmodule,
  repositoryInside,
  stopped,
  tenThousand,
  unborn,
} from '../../stage/odd-scenes.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { exactlyAt, standAt, twinOf } from '../twin.ts'
import { commit, type CommitAsk, type CommitOutcome } from './commit.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const changed = text.replace('line 2\n', 'TWO\nAND MORE\n')
const oddName = 'two\nlines "x"\t.txt'
const message = 'Odd: 1 "x"\n\nAnd a body.'

const write = (path: string, content: string) => writeFileSync(rig.file(path), content)

/** Something staged, something behind it that is not, and a new file. */
function some(path = 'a.txt', ends = '\n'): void {
  write(path, changed.replaceAll('\n', ends))
  rig.git('--literal-pathspecs', 'add', '--', path)
  write(path, `${changed}more\n`.replaceAll('\n', ends))
  write('new.txt', 'new\n'.replaceAll('\n', ends))
}

const ways = {
  'what is staged': { all: false, amend: false },
  'all of it': { all: true, amend: false },
  'what is staged, amending': { all: false, amend: true },
  'all of it, amending': { all: true, amend: true },
} as const

type Way = keyof typeof ways

interface Refusal {
  why: Exclude<CommitOutcome['kind'], 'committed'>
  /** Plain git would do it, or make something else of it. */
  byUsAlone?: true
}

interface State {
  objectFormat?: 'sha256'
  arrange: () => void
  refused?: Partial<Record<Way, Refusal>>
}

const everyWay = (refusal: Refusal): Record<Way, Refusal> => ({
  'what is staged': refusal,
  'all of it': refusal,
  'what is staged, amending': refusal,
  'all of it, amending': refusal,
})
const nothingStaged = { why: 'nothing-staged' } as const
const atWork = { why: 'mid-operation', byUsAlone: true } as const
const notAmended = { why: 'mid-operation' } as const

/** Git stopped at a conflict, which is solved. */
function solved(...args: string[]): void {
  stopped(rig, ...args)
  write('run.sh', 'solved\n')
  rig.git('add', 'run.sh')
}

const states: Record<string, State> = {
  'the usual one': { arrange: some },
  'nothing changed': {
    arrange: () => undefined,
    refused: { 'what is staged': nothingStaged, 'all of it': nothingStaged },
  },
  'a new file alone': {
    arrange: () => write('new.txt', 'new\n'),
    refused: { 'what is staged': nothingStaged },
  },
  'an unborn branch': {
    arrange() {
      unborn(rig, 'a.txt', text)
      some()
    },
    refused: {
      'what is staged, amending': { why: 'refused' },
      'all of it, amending': { why: 'refused' },
    },
  },
  'an unborn branch of long object names': {
    objectFormat: 'sha256',
    arrange: () => unborn(rig, 'a.txt', text),
    refused: {
      'what is staged, amending': { why: 'refused' },
      'all of it, amending': { why: 'refused' },
    },
  },
  'an unborn branch without a file': {
    arrange: () => rig.git('switch', '-q', '--orphan', 'fresh'),
    refused: {
      ...everyWay({ why: 'refused' }),
      'what is staged': nothingStaged,
      'all of it': nothingStaged,
    },
  },
  'long object names': { objectFormat: 'sha256', arrange: some },
  'a detached head': {
    arrange() {
      rig.git('checkout', '-q', '--detach')
      some()
    },
  },
  'a bisect': {
    arrange() {
      rig.git('bisect', 'start')
      some()
    },
  },
  'the middle of a rebase': {
    arrange() {
      midRebase(rig)
      some()
    },
    refused: everyWay(atWork),
  },
  'the middle of a cherry-pick': {
    arrange: () => solved('cherry-pick', 'HEAD~1'),
    refused: everyWay(atWork),
  },
  'the middle of a revert': {
    arrange: () => solved('revert', '--no-edit', 'HEAD~1'),
    refused: everyWay(atWork),
  },
  'a merge in conflict': {
    arrange: () => inConflict(rig),
    refused: {
      ...everyWay({ why: 'conflicted' }),
      // It would commit the marks.
      'all of it': { why: 'conflicted', byUsAlone: true },
    },
  },
  'a merge that is solved': {
    arrange() {
      inConflict(rig)
      write('run.sh', 'solved\n')
      rig.git('add', 'run.sh')
      write('new.txt', 'new\n')
    },
    refused: {
      'what is staged, amending': notAmended,
      'all of it, amending': notAmended,
    },
  },
  'a merge that is solved by removing the file': {
    arrange() {
      inConflict(rig, null)
      rig.git('rm', '-q', 'run.sh')
    },
    refused: {
      'what is staged, amending': notAmended,
      'all of it, amending': notAmended,
    },
  },
  'a merge that changes nothing': {
    arrange() {
      inConflict(rig)
      rig.git('checkout', 'HEAD', '--', 'run.sh')
    },
    refused: {
      'what is staged, amending': notAmended,
      'all of it, amending': notAmended,
    },
  },
  'a filter that keeps files elsewhere': {
    arrange() {
      heldElsewhere(rig)
      some()
    },
  },
  'a filter that writes lines anew': {
    arrange() {
      inCapitals(rig)
      some()
    },
  },
  'a filter of the repository, which is not trusted': {
    arrange: () => foreignFilter(rig),
    refused: {
      'what is staged': nothingStaged,
      'all of it': { why: 'filtered', byUsAlone: true },
      'all of it, amending': { why: 'filtered', byUsAlone: true },
    },
  },
  'line ends that a setting converts': {
    arrange() {
      rig.git('config', 'core.autocrlf', 'true')
      some('a.txt', '\r\n')
    },
  },
  'line ends that a setting refuses': {
    arrange() {
      rig.git('config', 'core.autocrlf', 'input')
      rig.git('config', 'core.safecrlf', 'true')
      write('new.txt', 'new\r\n')
    },
    refused: {
      'what is staged': nothingStaged,
      'all of it': { why: 'refused' },
      'all of it, amending': { why: 'refused' },
    },
  },
  'line ends that an attribute converts': {
    arrange() {
      attributed(rig, '*.txt text eol=crlf\n')
      some('a.txt', '\r\n')
    },
  },
  'line ends that were committed before git was to convert them': {
    arrange() {
      write('a.txt', text.replaceAll('\n', '\r\n'))
      rig.git('commit', '-q', '-am', 'ends')
      write('.gitattributes', '* text=auto\n')
      rig.git('add', '.gitattributes')
      rig.git('commit', '-q', '-m', 'attributes')
      some('a.txt', '\r\n')
    },
  },
  'a path of two lines': { arrange: () => some(oddName) },
  'links, one in the place of a file': {
    arrange() {
      symlinkSync('/nowhere', rig.file('link'))
      rig.git('add', 'link')
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
    },
  },
  'a folder in the place of a file, and the other way': {
    arrange() {
      mkdirSync(rig.file('folder'))
      write('folder/x', 'x\n')
      rig.git('add', '-A')
      rig.git('commit', '-q', '-m', 'folder')
      rmSync(rig.file('folder'), { recursive: true })
      write('folder', 'no folder\n')
      rig.git('add', '-A')
      rmSync(rig.file('run.sh'))
      mkdirSync(rig.file('run.sh'))
      write('run.sh/x', 'x\n')
    },
  },
  'a script': {
    arrange() {
      chmodSync(rig.file('a.txt'), 0o755)
      rig.git('add', 'a.txt')
      chmodSync(rig.file('run.sh'), 0o755)
    },
  },
  'permissions that git is to leave alone': {
    arrange() {
      rig.git('config', 'core.fileMode', 'false')
      chmodSync(rig.file('a.txt'), 0o755)
      some('run.sh')
    },
  },
  'a name in other letters [linux]': {
    arrange() {
      rig.git('mv', 'a.txt', 'A.txt')
      renameSync(rig.file('run.sh'), rig.file('RUN.sh'))
    },
  },
  'a submodule at another commit': {
    arrange: () => movedSubmodule(rig),
    refused: { 'what is staged': nothingStaged },
  },
  'a submodule at another commit, staged': {
    arrange() {
      movedSubmodule(rig)
      rig.git('add', 'sub')
    },
  },
  'a submodule with changes of its own': {
    arrange() {
      movedSubmodule(rig)
      rig.git('add', 'sub')
      rig.git('commit', '-q', '-m', 'moved')
      write('sub/new.txt', 'new\n')
    },
    refused: { 'what is staged': nothingStaged, 'all of it': { why: 'refused' } },
  },
  'a repository inside': {
    arrange: () => repositoryInside(rig),
    refused: { 'what is staged': nothingStaged },
  },
  'a repository inside without a commit': {
    arrange() {
      mkdirSync(rig.file('inside'))
      rig.repository.plain(['init', '-q'], rig.file('inside'))
      write('inside/x', 'x\n')
    },
    refused: {
      'what is staged': nothingStaged,
      'all of it': { why: 'refused' },
      'all of it, amending': { why: 'refused' },
    },
  },
  'a file that is only meant to be added': {
    arrange() {
      write('new.txt', 'new\n')
      rig.git('add', '--intent-to-add', 'new.txt')
    },
    refused: { 'what is staged': nothingStaged },
  },
  'files that the checkout does without': {
    arrange() {
      mkdirSync(rig.file('out'))
      write('out/x', 'x\n')
      rig.git('add', '-A')
      rig.git('commit', '-q', '-m', 'out')
      rig.git('sparse-checkout', 'set', '--no-cone', '/a.txt')
      some()
    },
    // The new file lies outside of what the checkout is to have.
    refused: { 'all of it': { why: 'refused' }, 'all of it, amending': { why: 'refused' } },
  },
  'a folder that the checkout does without': {
    arrange() {
      mkdirSync(rig.file('out'))
      write('out/x', 'x\n')
      rig.git('add', '-A')
      rig.git('commit', '-q', '-m', 'out')
      rig.git('sparse-checkout', 'set', '--cone', 'in')
      some()
    },
  },
  'files that git is not to look at': {
    arrange() {
      rig.git('update-index', '--skip-worktree', 'run.sh')
      rig.git('update-index', '--assume-unchanged', oddName)
      write('run.sh', 'secret\n')
      write(oddName, 'secret\n')
      some()
    },
  },
  'an index in two files': {
    arrange() {
      rig.git('config', 'core.splitIndex', 'true')
      some()
    },
  },
  'an index that another git holds': {
    arrange() {
      some()
      writeFileSync(join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock'), '')
    },
    refused: everyWay({ why: 'locked' }),
  },
  '10,000 files': {
    arrange() {
      tenThousand(rig, 'many')
      rig.git('add', 'many/1*')
    },
  },
}

const ask = (more: Partial<CommitAsk>): CommitAsk => ({
  path: rig.ask.path,
  trusted: false,
  message,
  amend: false,
  signOff: false,
  all: false,
  head: headOf(),
  ...more,
})

/** Null: no commit yet. */
function headOf(): string | null {
  try {
    return rig.git('rev-parse', '-q', '--verify', 'HEAD')
  } catch {
    return null
  }
}

const wayNames = Object.keys(ways) as Way[] // Its own keys.
const cases = Object.entries(states).flatMap(([name, state]) =>
  wayNames.map((way) => [name, way, state] as const),
)

it.each(cases)(
  '%s: %s',
  async (_, way, { objectFormat, arrange, refused }) => {
    const files = { 'a.txt': text, 'run.sh': '#!/bin/sh\n', [oddName]: text }
    rig = await openStageRig(files, objectFormat)
    arrange()
    const { path } = rig.ask
    const twin = twinOf(rig.repository)
    const plainly = () => {
      if (ways[way].all) twin.git(path, 'add', '-A')
      const how = ways[way].amend ? ['--amend'] : []
      twin.git(path, 'commit', '-q', ...how, '-m', message)
    }
    const before = await exactlyAt(rig.repository, path)
    const made = await commit(rig.repository.git, ask(ways[way]))
    const refusal = refused?.[way]
    if (refusal) {
      expect(made.kind).toBe(refusal.why)
      if (made.kind === 'refused') expect(made.output).not.toBe('')
      expect(await exactlyAt(rig.repository, path)).toEqual(before)
      if (!refusal.byUsAlone) expect(plainly).toThrow('Command failed')
      return
    }
    expect(made).toMatchObject({ kind: 'committed', commit: headOf(), changedMeanwhile: 0 })
    plainly()
    expect(await standAt(rig.repository, path)).toEqual(
      await standAt(rig.repository, twin.at(path)),
    )
  },
  120_000,
)

it.each([
  ['a number sign', '#1 first\n\n# not a comment'],
  ['white space around it', '\n\n  Odd  \n\n\n\nbody \t\n\n'],
  ['line ends of another system', 'Odd\r\n\r\nbody\r\n'],
  ['other writing', 'Ünïcode – 変更 🦊\n\n\u2028'],
  ['a signature already', 'Odd\n\nSigned-off-by: Ada <ada@example.test>'],
  ['a trailer', 'Odd\n\nCo-authored-by: Bo <bo@example.test>'],
  ['a look of an option', '--amend\n\n-m x'],
  ['marks of a patch', 'Odd\n\n---\ndiff --git a/x b/x\n'],
])('a message with %s', async (_, odd) => {
  for (const signOff of [false, true]) {
    rig = await openStageRig({ 'a.txt': text })
    some()
    const twin = twinOf(rig.repository)
    const { path } = rig.ask
    const made = await commit(rig.repository.git, ask({ message: odd, signOff }))
    expect(made).toMatchObject({ kind: 'committed' })
    twin.git(path, 'commit', '-q', ...(signOff ? ['-s'] : []), '-m', odd)
    expect(await standAt(rig.repository, path)).toEqual(
      await standAt(rig.repository, twin.at(path)),
    )
    if (!signOff) rig.repository.remove()
  }
})

it.each(['', ' \n\t\n'])('makes no commit of a message without a word: %j', async (empty) => {
  rig = await openStageRig({ 'a.txt': text })
  some()
  const before = await exactlyAt(rig.repository, rig.ask.path)
  const made = await commit(rig.repository.git, ask({ message: empty, all: true }))
  expect(made).toMatchObject({ kind: 'refused', by: 'git' })
  expect(await exactlyAt(rig.repository, rig.ask.path)).toEqual(before)
})
