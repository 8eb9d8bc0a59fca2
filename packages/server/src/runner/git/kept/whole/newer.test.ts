// What is newer than what was kept of a worktree is neither lost nor written over.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const files = { '.gitignore': '.env\ncache/\n', 'one.txt': 'one\n', 'two.txt': 'two\n' }

/** Git that does something before a step of that name. */
const before =
  (name: string, work: () => void): Git =>
  async (args, options) => {
    if (options.name === name) work()
    return rig.repository.git(args, options)
  }
const kept = () =>
  rig.repository
    .plain(['for-each-ref', '--format=%(refname) %(subject)', 'refs/a-parallel/trash'])
    .split('\n')
    .filter((line) => line !== '')
const dying = () => {
  throw new Error('died')
}

it('comes back as it was last, not as it was when its thread was archived', async () => {
  rig = await openWholeRig(files)
  rig.write('one.txt', 'older\n')
  await rig.keepArchived()
  rig.write('one.txt', 'one\n')
  const last = rig.all()
  await expect(rig.remove(rig.with(before('forget-archived', dying)))).rejects.toThrow('died')
  await rig.remove()
  await rig.restore()
  expect(rig.all()).toEqual(last)
})

it.each([
  ['changed', 'one.txt'],
  ['untracked', 'new.txt'],
  ['ignored', '.env'],
  ['new in an ignored folder', 'cache/newer'],
])('stays when a file that is %s is written between keeping and removing', async (_, path) => {
  rig = await openWholeRig(files)
  for (const name of ['one.txt', 'new.txt', '.env', 'cache/older']) rig.write(name, 'first\n')
  const meanwhile = before('forget-archived', () => rig.write(path, 'again\n'))
  const code = 'changed_meanwhile'
  await expect(rig.remove(rig.with(meanwhile))).rejects.toMatchObject({ code })
  const last = rig.all()
  expect(rig.read(path)).toBe('again\n')
  await rig.remove()
  await rig.restore()
  expect(rig.all()).toEqual(last)
})

it('runs no filter that its own settings name before the project is trusted', async () => {
  rig = await openWholeRig({ ...files, '.gitattributes': '*.txt filter=x\n' })
  const mark = join(rig.repository.directory, 'ran')
  const plain = (...args: string[]) => rig.git('-c', 'filter.x.smudge=', ...args)
  plain('config', 'extensions.worktreeConfig', 'true')
  plain('config', '--worktree', 'filter.x.smudge', `touch '${mark}'; cat`)
  rig.write('staged.txt', 'staged\n')
  rig.write('one.txt', 'staged\n')
  plain('add', '.')
  rig.write('one.txt', 'changed\n')
  await rig.remove()
  await rig.restore()
  expect(rig.read('one.txt')).toBe('changed\n')
  expect(rig.read('staged.txt')).toBe('staged\n')
  expect(plain('config', '--worktree', 'filter.x.smudge')).toContain(mark)
  expect(existsSync(mark)).toBe(false)
})

/** Two files, an ignored one and a staged one of which only a part was put back. */
async function halfBack(): Promise<Record<string, string>> {
  rig = await openWholeRig(files)
  rig.write('one.txt', 'kept\n')
  rig.write('.env', 'kept\n')
  rig.write('staged.txt', 'staged\n')
  rig.git('add', 'staged.txt')
  const last = rig.all()
  await rig.remove()
  const restored = rig.restore(rig.with(before('whole-refresh', dying)))
  expect(await restored).toMatchObject({ kind: 'failed' })
  return last
}

it('keeps what was done to files of which a part was put back, and goes on', async () => {
  const last = await halfBack()
  for (const path of ['one.txt', 'two.txt', '.env', 'staged.txt']) rig.write(path, 'newer\n')
  await rig.restore()
  expect(rig.all()).toEqual(last)
  const [ref = '', ...note] = kept()[0]?.split(' ') ?? []
  const paths = ['staged.txt', 'one.txt', 'two.txt', '.env']
  const { paths: named, ...said } = JSON.parse(note.join(' '))
  expect(said).toMatchObject({ why: 'undo', owner: 'local', thread: null })
  expect(named.toSorted()).toEqual(paths.toSorted())
  for (const path of paths) expect(rig.repository.plain(['show', `${ref}:${path}`])).toBe('newer')
})

it('keeps nothing more where nobody did anything meanwhile', async () => {
  const last = await halfBack()
  await rig.restore()
  expect(rig.all()).toEqual(last)
  expect(kept()).toEqual([])
})

it('does not go on over commits that were made meanwhile', async () => {
  await halfBack()
  rig.git('commit', '-qam', 'own')
  const own = rig.all()
  expect(await rig.restore()).toMatchObject({ kind: 'ready' })
  expect(rig.all()).toEqual(own)
  expect(kept()).toHaveLength(1)
})

it.each(['ignored', 'unwatched'])(
  'is not put over an %s file of a worktree in use',
  async (how) => {
    rig = await openWholeRig(files)
    const path = how === 'ignored' ? '.env' : 'one.txt'
    rig.write(path, 'kept\n')
    await rig.remove()
    const restored = rig.restore(rig.with(before('kept-entries', dying)))
    expect(await restored).toMatchObject({ kind: 'failed' })
    rig.write(path, 'newer\n')
    if (how === 'unwatched') rig.git('update-index', '--skip-worktree', path)
    const own = rig.all()
    expect(await rig.restore()).toMatchObject({ kind: 'ready' })
    expect(rig.all()).toEqual(own)
    expect(kept()).toHaveLength(1)
  },
)
