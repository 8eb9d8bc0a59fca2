// Repositories in what a worktree ignores, and what its submodules ignore.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const files = { '.gitignore': 'cache/\n.env\n', 'one.txt': 'one\n' }
const within = (folder: string, ...args: string[]) =>
  rig.repository.plain(args, join(rig.path, folder))

it('stays for a clone in an ignored folder that holds commits which were never pushed', async () => {
  rig = await openWholeRig(files)
  rig.write('cache/beside.json', '{}\n')
  rig.git('clone', '-q', rig.repository.root, 'cache/clone')
  expect(await rig.atStake()).toMatchObject({ repositories: { total: 0 }, stays: null })
  within('cache/clone', 'commit', '-q', '--allow-empty', '-m', 'own')
  const repositories = { paths: ['cache/clone/'], total: 1 }
  expect(await rig.atStake()).toMatchObject({ repositories, stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  within('cache/clone', 'push', '-q', 'origin', 'HEAD:refs/heads/elsewhere')
  await rig.remove()
  expect(existsSync(rig.path)).toBe(false)
  await rig.restore()
  expect(rig.read('cache/beside.json')).toBe('{}\n')
  expect(existsSync(join(rig.path, 'cache', 'clone'))).toBe(false)
})

it('stays for a worktree in an ignored folder in which something is not committed', async () => {
  rig = await openWholeRig(files)
  rig.git('worktree', 'add', '-q', '-b', 'side', 'cache/side')
  within('cache/side', 'commit', '-q', '--allow-empty', '-m', 'on its branch')
  expect(await rig.atStake()).toMatchObject({ repositories: { total: 0 }, stays: null })
  rig.write('cache/side/one.txt', 'changed\n')
  const repositories = { paths: ['cache/side/'], total: 1 }
  expect(await rig.atStake()).toMatchObject({ repositories, stays: rig.path })
  await expect(rig.remove()).rejects.toMatchObject({ code: 'worktree_has_changes' })
  within('cache/side', 'checkout', '-q', 'one.txt')
  within('cache/side', 'checkout', '-q', '--detach')
  within('cache/side', 'commit', '-q', '--allow-empty', '-m', 'loose')
  expect(await rig.atStake()).toMatchObject({ repositories, stays: rig.path })
})

it('runs nothing that a clone in an ignored folder names', async () => {
  rig = await openWholeRig(files)
  rig.git('clone', '-q', rig.repository.root, 'cache/clone')
  const mark = join(rig.repository.directory, 'ran')
  const script = `touch '${mark}'; cat`
  within('cache/clone', 'config', 'filter.x.clean', script)
  within('cache/clone', 'config', 'core.fsmonitor', script)
  rig.write('cache/clone/.git/info/attributes', '* filter=x\n')
  rig.write('cache/clone/one.txt', 'two\n')
  expect(await rig.atStake()).toMatchObject({ repositories: { paths: ['cache/clone/'] } })
  expect(existsSync(mark)).toBe(false)
})

it('keeps a .git that is none, and what lies beside it', async () => {
  rig = await openWholeRig(files)
  rig.write('cache/a/.git', 'gitdir: ../../gone\n')
  rig.write('cache/a/package.json', '{}\n')
  rig.write('cache/b/.git/junk', 'x\n')
  rig.write('cache/b/package.json', '{}\n')
  expect(await rig.atStake()).toMatchObject({
    repositories: { total: 0 },
    ignored: { entries: [{ path: 'cache/', files: 4, kept: 'all' }] },
    refused: { total: 0 },
  })
  await rig.remove()
  await rig.restore()
  for (const folder of ['a', 'b']) expect(rig.read(`cache/${folder}/package.json`)).toBe('{}\n')
  expect(rig.read('cache/a/.git')).toBe('gitdir: ../../gone\n')
  expect(rig.read('cache/b/.git/junk')).toBe('x\n')
})

it('names what a submodule ignores', async () => {
  rig = await openWholeRig(files)
  const { repository, git, path } = rig
  const source = join(repository.directory, 'source')
  repository.plain(['clone', '-q', repository.root, source])
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source, 'sub')
  git('commit', '-qm', 'sub')
  rig.write('sub/.env', 'S=1\n')
  expect(await rig.atStake()).toMatchObject({
    ignored: { entries: [{ path: 'sub/.env', bytes: 4, kept: 'none' }] },
    repositories: { total: 0 },
    stays: null,
  })
  git('clone', '-q', repository.root, 'sub/cache')
  writeFileSync(join(path, 'sub', 'cache', 'new.txt'), 'new\n')
  expect(await rig.atStake()).toMatchObject({
    repositories: { paths: ['sub/cache/'] },
    stays: path,
  })
  rmSync(join(path, 'sub', 'cache'), { recursive: true })
  await rig.remove()
  const format = '--format=%(subject)'
  const said = repository.plain(['for-each-ref', format, 'refs/a-parallel/trash'])
  expect(JSON.parse(said)).toMatchObject({ thread: { left: { paths: ['sub/.env'], total: 1 } } })
})
