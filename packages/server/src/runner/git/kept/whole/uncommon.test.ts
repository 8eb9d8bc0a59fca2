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
import type { Git } from '../../core.ts'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

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

it.each(['.GIT/config', 'git~1', 'deep/.Git'])(
  'leaves a worktree with %s, which no git can keep [linux]',
  async (name) => {
    rig = await openWholeRig({ 'a.txt': 'a\n' })
    rig.write(name, 'mine\n')
    rig.write('b.txt', 'b\n')
    const before = rig.all()
    await expect(rig.remove()).rejects.toThrow(`git cannot keep files/${name}`)
    expect(rig.all()).toEqual(before)
  },
)

it('leaves a worktree with a link that git takes for none of its own', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  symlinkSync('a.txt', join(rig.path, '.gitmodules'))
  const before = rig.all()
  await expect(rig.remove()).rejects.toThrow()
  expect(rig.all()).toEqual(before)
})

it('leaves a worktree with a .git inside that is no repository', async () => {
  rig = await openWholeRig({ 'a.txt': 'a\n' })
  rig.write('deep/.git/notes', 'mine\n')
  await expect(rig.remove()).rejects.toThrow('deep/.git')
  expect(existsSync(join(rig.path, 'deep/.git/notes'))).toBe(true)
})

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
