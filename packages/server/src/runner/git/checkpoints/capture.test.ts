// What a checkpoint holds, in every state that a checkout can be in: what plain git would take in of all there is, on top of
// what is checked out; and nothing else of the repository moves.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Git } from '../core.ts'
import type { CheckpointRig } from './checkpoint-rig.ts'
import { oddCheckouts, openOdd, text, write } from './odd-checkouts.ts'

let rig: CheckpointRig
afterEach(() => rig.repository.remove())

const treeOf = (commit: string) => rig.git('rev-parse', `${commit}^{tree}`)
const paths = (commit: string) =>
  rig.git('ls-tree', '-r', '-z', '--name-only', commit).split('\0').filter(Boolean)
const held = (commit: string, path: string) =>
  rig.repository.exact(['cat-file', 'blob', `${commit}:${path}`], rig.ask.path)
const openUsual = async () => {
  rig = await openOdd({})
}

it.each(Object.entries(oddCheckouts))(
  'is what plain git takes in: %s',
  async (_, odd) => {
    rig = await openOdd(odd)
    const tree = rig.plainTree(odd.plain)
    const head = rig.git('rev-parse', '--revs-only', 'HEAD')
    const before = [rig.files(), rig.untouched()]
    const { commit, omitted } = await rig.capture('one/before')
    expect([treeOf(commit), omitted]).toEqual([tree, []])
    // Behind it stands what it keeps of bytes that git would write otherwise.
    const on = rig.git('rev-list', '--parents', '-1', commit).split(' ').slice(1)
    expect(head === '' ? on.length < 2 : on[0] === head && on.length < 3).toBe(true)
    // From the index of our own, which it has by now.
    write(rig, 'later.txt', 'later\n')
    const later = await rig.capture('one/after')
    expect(paths(later.commit)).toEqual([...paths(commit), 'later.txt'].toSorted())
    rmSync(rig.file('later.txt'))
    expect(treeOf((await rig.capture('two/before')).commit)).toBe(tree)
    expect([rig.files(), rig.untouched()]).toEqual(before)
  },
  120_000,
)

it('bears nobody’s name, lies under a ref of ours alone, and the ref moves to what is kept later', async () => {
  await openUsual()
  const { commit } = await rig.capture('one/before')
  write(rig, 'a.txt', 'changed\n')
  const second = await rig.capture('one/before')
  expect(rig.git('log', '-1', '--format=%an <%ae> %cn <%ce>', commit)).toBe(
    'a-parallel <a-parallel@localhost> a-parallel <a-parallel@localhost>',
  )
  expect(rig.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/a-parallel')).toBe(
    `refs/a-parallel/checkpoints/${rig.ask.threadId}/one/before ${second.commit}`,
  )
  expect(held(second.commit, 'a.txt')).toBe('changed\n')
})

describe('leaves out', () => {
  it('what git ignores, empty folders, and repositories of their own, which alone it tells', async () => {
    await openUsual()
    write(rig, 'out/built.js', 'built\n')
    write(rig, 'run.log', 'ran\n')
    mkdirSync(rig.file('empty/er'), { recursive: true })
    write(rig, 'clone/mine.txt', 'mine\n')
    rig.repository.plain(['init', '-q'], rig.file('clone'))
    write(rig, 'full/mine.txt', 'mine\n')
    rig.repository.plain(['init', '-q'], rig.file('full'))
    rig.repository.plain(['add', '-A'], rig.file('full'))
    rig.repository.plain(['commit', '-q', '-m', 'mine'], rig.file('full'))
    const { commit, omitted } = await rig.capture('one/before')
    expect(omitted.toSorted()).toEqual(['clone/', 'full/'])
    expect(treeOf(commit)).toBe(rig.git('rev-parse', 'HEAD^{tree}'))
    expect(existsSync(rig.file('empty/er'))).toBe(true)
  })

  it('what is no file, and tells of that where it was one [posix]', async () => {
    await openUsual()
    rmSync(rig.file('a.txt'))
    execFileSync('mkfifo', [rig.file('a.txt'), rig.file('pipe')])
    write(rig, 'new.txt', 'new\n')
    const { commit, omitted } = await rig.capture('one/before')
    expect(omitted).toEqual(['a.txt'])
    expect(held(commit, 'new.txt')).toBe('new\n')
    expect(paths(commit)).not.toContain('pipe')
  })

  /** The machine’s administrator reads everything. */
  const asRoot = process.getuid?.() === 0

  it.skipIf(asRoot)('what is closed to us, and says so [posix, not as root]', async () => {
    await openUsual()
    write(rig, 'a.txt', 'changed, and closed\n')
    write(rig, 'closed.txt', 'closed\n')
    write(rig, 'new.txt', 'new\n')
    for (const name of ['a.txt', 'closed.txt']) chmodSync(rig.file(name), 0o000)
    const { commit, omitted } = await rig.capture('one/before')
    expect(omitted.toSorted()).toEqual(['a.txt', 'closed.txt'])
    expect(held(commit, 'a.txt')).toBe(text)
    expect(held(commit, 'new.txt')).toBe('new\n')
    expect(paths(commit)).not.toContain('closed.txt')
    for (const name of ['a.txt', 'closed.txt']) chmodSync(rig.file(name), 0o644)
    const open = await rig.capture('one/after')
    expect([treeOf(open.commit), open.omitted]).toEqual([rig.plainTree(), []])
  })
})

it('waits for nobody who holds the checkout’s index, and leaves the lock', async () => {
  await openUsual()
  write(rig, 'a.txt', 'changed\n')
  const lock = join(rig.git('rev-parse', '--absolute-git-dir'), 'index.lock')
  const tree = rig.plainTree()
  writeFileSync(lock, 'half an index')
  for (const name of ['one/before', 'one/after'])
    expect(treeOf((await rig.capture(name)).commit)).toBe(tree)
  expect(readFileSync(lock, 'utf8')).toBe('half an index')
})

describe('of files that change while it is made', () => {
  /** Ours, beside which something is done once: right before, or right behind, a git of this name. */
  const beside = (name: string, when: 'before' | 'behind', work: () => void): Git => {
    let done = false
    const once = () => {
      if (!done) work()
      done = true
    }
    return async (args, options) => {
      const isIt = options.name === name
      if (isIt && when === 'before') once()
      const output = await rig.repository.git(args, options)
      if (isIt && when === 'behind') once()
      return output
    }
  }
  /** Its files are no longer those of its commit. */
  const prepare = async () => {
    await openUsual()
    write(rig, 'new.txt', 'new\n')
    write(rig, 'a.txt', 'changed\n')
  }
  const now = () => rig.plainTree()

  const changes: Record<string, () => void> = {
    'one written to again': () => write(rig, 'a.txt', 'changed again\n'),
    'one that goes': () => rmSync(rig.file('a.txt')),
    'a new one that goes': () => rmSync(rig.file('new.txt')),
    'one that becomes a folder': () => {
      rmSync(rig.file('a.txt'))
      write(rig, 'a.txt/inside', 'x\n')
    },
    'a new one that becomes a folder': () => {
      rmSync(rig.file('new.txt'))
      write(rig, 'new.txt/inside', 'x\n')
    },
    'one that is replaced by rename': () => {
      write(rig, 'a.txt.part', 'whole\n')
      renameSync(rig.file('a.txt.part'), rig.file('a.txt'))
    },
  }

  it.each(Object.entries(changes))('%s: the next one holds it', async (_, work) => {
    await prepare()
    const { commit } = await rig.capture('one/before', beside('checkpoint-add', 'before', work))
    expect(held(commit, 'deep/er/b.txt')).toBe('b\n')
    expect(rig.repository.plain(['fsck', '--connectivity-only'])).not.toContain('missing')
    expect(treeOf((await rig.capture('one/after')).commit)).toBe(now())
  })

  it('is that of a moment before, where it changes behind the look', async () => {
    await prepare()
    const before = now()
    const work = () => write(rig, 'a.txt', 'changed again\n')
    const { commit } = await rig.capture('one/before', beside('checkpoint-add', 'behind', work))
    expect(treeOf(commit)).toBe(before)
    expect(treeOf((await rig.capture('one/after')).commit)).toBe(now())
  })

  it('is that of its commit, where nothing had changed when it was looked at', async () => {
    await openUsual()
    const work = () => write(rig, 'a.txt', 'changed\n')
    const git = beside('checkpoint-commit', 'before', work)
    const { commit } = await rig.capture('one/before', git)
    expect(treeOf(commit)).toBe(rig.git('rev-parse', 'HEAD^{tree}'))
    expect(treeOf((await rig.capture('one/after')).commit)).toBe(now())
  })

  it('is built on the commit that was made meanwhile', async () => {
    await prepare()
    const tree = now()
    const work = () => rig.git('commit', '-q', '-am', 'meanwhile')
    const { commit } = await rig.capture('one/before', beside('checkpoint-tree', 'before', work))
    expect(treeOf(commit)).toBe(tree)
    expect(rig.git('rev-parse', `${commit}^`)).toBe(rig.git('rev-parse', 'HEAD'))
  })
})
