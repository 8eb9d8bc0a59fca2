// What is uncommon in a worktree that goes: names, links, sizes; and power that fails.
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { KeptId } from '@a-parallel/shared'
import { openCheckout } from '../../changes/checkout.ts'
import type { Git } from '../../core.ts'
import { putBack } from '../put-back.ts'
import { listKept } from '../refs.ts'
import { branch, openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

it('keeps a file whose name ends in a CR, and not the one beside it', async () => {
  rig = await openWholeRig({ 'quiet\r': 'as it was\n' })
  rig.write('Icon', 'another file\n')
  rig.write('Icon\r', 'the icon\n')
  rig.write('"quoted"\\\r', 'odd\n')
  rig.git('update-index', '--assume-unchanged', 'quiet\r')
  expect(await rig.atStake()).toMatchObject({ unstaged: { total: 0 } })
  rig.write('quiet\r', 'changed in silence\n')
  expect(await rig.atStake()).toMatchObject({ unstaged: { paths: ['quiet\r'] } })
  const before = rig.all()
  await rig.remove()
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

const refusedName = (path: string) => ({ path, reason: 'name', kept: true })

it.each(['.GIT/config', 'git~1', 'deep/.Git', 'deep/.git/notes', 'deep/.git'])(
  'tells of %s, which no git takes, and keeps it all the same [linux]',
  async (name) => {
    rig = await openWholeRig({ 'a.txt': 'a\n', 'deep/b.txt': 'b\n' })
    rig.write(name, 'mine\n', 0o640)
    rig.write('c.txt', 'c\n')
    expect(await rig.atStake()).toMatchObject({
      untracked: { paths: ['c.txt'], total: 1 },
      refused: { entries: [refusedName(name)], total: 1 },
      unknown: [],
      stays: null,
    })
    const before = rig.all()
    await rig.remove()
    expect(existsSync(rig.path)).toBe(false)
    expect(await rig.restore()).toMatchObject({ kind: 'ready' })
    expect(rig.all()).toEqual(before)
  },
)

it('puts such a file back also where its thread works again and has gone on', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  for (const name of ['.GIT/config', 'c.txt']) rig.write(name, 'mine\n')
  await rig.remove()
  const { git, root } = rig.repository
  const [from] = await listKept(git, root, Date.now())
  const { path } = rig
  expect(rig.repository.plain(['worktree', 'add', '-q', path, branch])).toBe('')
  if (!from) throw new Error('nothing was kept')
  const checkout = await openCheckout(git, { path })
  const { threadId, owner } = from.note
  const id = crypto.randomUUID() as KeptId // It gives UUIDs.
  await putBack(checkout, { id, threadId, owner, from, umask: 0o022, now: Date.now() })
  expect([rig.read('.GIT/config'), rig.read('c.txt')]).toEqual(['mine\n', 'mine\n'])
})

it('asks before a worktree goes in which nothing lies but what git does not name', async () => {
  rig = await openWholeRig({ 'deep/a.txt': 'a\n' })
  expect((await rig.atStake()).stake).toBeNull()
  rig.write('deep/.git/notes', 'mine\n')
  mkdirSync(join(rig.path, 'deep/.git/empty'))
  const { stake } = await rig.atStake()
  expect(stake).not.toBeNull()
  rig.write('deep/.git/more', 'more\n')
  expect((await rig.atStake()).stake).not.toBe(stake)
  const before = rig.all()
  await rig.remove()
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('keeps a link that git takes for none of its own', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  symlinkSync('a.txt', join(rig.path, '.gitmodules'))
  expect(await rig.atStake()).toMatchObject({ refused: { entries: [refusedName('.gitmodules')] } })
  const before = rig.all()
  await rig.remove()
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('leaves a worktree where a repository was begun among tracked files', async () => {
  rig = await openWholeRig({ 'deep/a.txt': 'a\n' })
  rig.git('init', '-q', 'deep')
  const repositories = { paths: ['deep/'], total: 1 }
  expect(await rig.atStake()).toMatchObject({ repositories, stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  expect(existsSync(join(rig.path, 'deep/.git/HEAD'))).toBe(true)
})

it('names a file whose name is no text, and leaves it where it is [linux]', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  const latin = Buffer.concat([Buffer.from(join(rig.path, 'caf')), Buffer.from([0xe9])])
  writeFileSync(latin, 'mine\n')
  const entry = { path: 'caf\ufffd', reason: 'encoding', kept: false }
  expect(await rig.atStake()).toMatchObject({
    refused: { entries: [entry], total: 1 },
    unknown: ['changes'],
    stays: rig.path,
  })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  expect(readFileSync(latin, 'utf8')).toBe('mine\n')
})

it('counts no name that is no text among what is kept of an ignored folder [linux]', async () => {
  rig = await openWholeRig({ '.gitignore': 'cache/\n' })
  rig.write('cache/a', 'a\n')
  const latin = [Buffer.from(join(rig.path, 'cache/caf')), Buffer.from([0xe9])]
  writeFileSync(Buffer.concat(latin), 'mine\n')
  expect(await rig.atStake()).toMatchObject({
    ignored: { entries: [{ path: 'cache/', files: 1, more: true, kept: 'some' }] },
  })
})

/** The machine’s administrator reads everything. */
const asRoot = process.getuid?.() === 0

it.skipIf(asRoot)(
  'names what is closed to us, and leaves it where it is [posix, not as root]',
  async () => {
    rig = await openWholeRig({ 'a.txt': 'a\n', '.gitignore': 'cache/\n' })
    rig.write('secret.txt', 'mine\n', 0o000)
    for (const folder of ['open', 'cache']) {
      rig.write(`${folder}/closed/b.txt`, 'b\n')
      chmodSync(join(rig.path, folder, 'closed'), 0o000)
    }
    const paths = ['secret.txt', 'open/closed/', 'cache/closed/']
    const { refused, stays } = await rig.atStake()
    const told = refused.entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))
    expect(told).toEqual(
      paths.toSorted().map((path) => ({ path, reason: 'unreadable', kept: false })),
    )
    expect(stays).toBe(rig.path)
    await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
    for (const folder of ['open', 'cache']) chmodSync(join(rig.path, folder, 'closed'), 0o755)
    expect(rig.read('open/closed/b.txt')).toBe('b\n')
  },
)

it('brings a folder back that became a link, and leaves what lies behind it alone', async () => {
  rig = await openWholeRig({ 'conf/app.ini': 'ours\n', 'conf/gone.ini': 'ours\n' })
  const outside = join(rig.repository.directory, 'outside')
  mkdirSync(outside)
  for (const name of ['app.ini', 'gone.ini'])
    writeFileSync(join(outside, name), 'theirs\n', { mode: 0o600 })
  rmSync(join(rig.path, 'conf'), { recursive: true })
  symlinkSync(outside, join(rig.path, 'conf'))
  const before = rig.all()
  await rig.remove()
  chmodSync(join(outside, 'app.ini'), 0o640)
  rmSync(join(outside, 'gone.ini'))
  expect(await rig.restore()).toMatchObject({ kind: 'ready' })
  expect(rig.all()).toEqual(before)
  expect(statSync(join(outside, 'app.ini')).mode & 0o777).toBe(0o640)
})

it('brings files back that are called like what every object has', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  rig.write('constructor', 'new\n')
  rig.write('toString', 'new\n', 0o600)
  rig.write('__proto__', 'new\n')
  const before = rig.all()
  await rig.remove()
  expect(await rig.restore()).toMatchObject({ kind: 'ready' })
  expect(rig.all()).toEqual(before)
})

it('brings a large file back without taking it into memory', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  const half = randomBytes(17 << 20)
  rig.write('large.bin', Buffer.concat([half, half]), 0o755)
  rig.write('small.bin', half)
  const before = rig.all()
  await rig.remove()
  const largest = { bytes: 0 }
  const { git } = rig.repository
  const measured: Git = async (args, options) => {
    const output = await git(args, options)
    largest.bytes = Math.max(largest.bytes, output.stdout.length)
    return output
  }
  await rig.restore(rig.with(measured))
  expect(rig.all()).toEqual(before)
  expect(largest.bytes).toBeLessThan(20 << 20)
})

/** The names of calls in which git has waited for the disk, as git tells of it. */
function flushing({ repository }: WholeRig): { git: Git; names: Set<string> } {
  const names = new Set<string>()
  const git: Git = async (args, options) => {
    const told = join(repository.directory, `${crypto.randomUUID()}.trace`)
    const output = await repository.git(args, {
      ...options,
      env: { ...options.env, GIT_TRACE2_EVENT: told },
    })
    if (readFileSync(told, 'utf8').includes('hardware-flush')) names.add(options.name)
    return output
  }
  return { git, names }
}

it('keeps any number of links with one git, and does without what was fetched last', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  for (const target of ['a.txt', 'nowhere/at all\n', '"odd"\r']) {
    symlinkSync(target, join(rig.path, `link ${target.length}`))
    symlinkSync(target, join(rig.path, `other ${target.length}`))
  }
  const before = rig.all()
  const fetched = join(rig.git('rev-parse', '--absolute-git-dir'), 'FETCH_HEAD')
  writeFileSync(fetched, Buffer.alloc(5 << 20, 'x'))
  const hashed: string[] = []
  const counted: Git = (args, options) => {
    if (args[0] === 'hash-object' && args.includes('--stdin-paths')) hashed.push(options.name)
    return rig.repository.git(args, options)
  }
  await rig.remove(rig.with(counted))
  expect(hashed).toEqual(['keep-files'])
  await rig.restore()
  expect(rig.all()).toEqual(before)
})

it('has all that it keeps on the disk before anything is removed', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  rig.write('new.txt', 'new\n')
  symlinkSync('a.txt', join(rig.path, 'link'))
  const { git, names } = flushing(rig)
  await rig.remove(rig.with(git))
  for (const name of ['keep-files', 'write-blob', 'kept-tree', 'kept-commit', 'keep-whole'])
    expect(names).toContain(name)
})
