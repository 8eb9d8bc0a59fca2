// What the files of a repository say of its commits is what git says.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../changes/checkout.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { readTips, tipsInFiles } from './tips.ts'

let repository: TestRepository
let tree: string

beforeEach(() => {
  repository = makeRepository()
  tree = join(repository.directory, 'tree')
  repository.plain(['worktree', 'add', '-q', '-b', 'work/one', tree])
  repository.write('README.md', 'more\n')
  repository.commit('second')
  repository.plain(['update-ref', 'refs/remotes/origin/main', 'HEAD~1'])
  repository.plain(['tag', 'main', 'HEAD~1'])
  repository.plain(['tag', '-a', '-m', 'x', 'marked', 'HEAD'])
})
afterEach(() => repository.remove())

const commitOf = (name: string, cwd = repository.root) =>
  repository.plain(['rev-parse', '--verify', `${name}^{commit}`], cwd)

async function tellsAsGit(name: string, ref: string | null, inFiles: boolean, cwd = tree) {
  const checkout = await openCheckout(repository.git, { path: cwd })
  const tips = { head: commitOf('HEAD', cwd), tip: ref && commitOf(ref) }
  expect(await readTips(checkout, name)).toEqual(tips)
  expect(await tipsInFiles(checkout, name)).toEqual(inFiles ? tips : null)
}

it.each([
  ['a branch, before a tag of its name', 'main', 'refs/heads/main', true],
  ['a branch in a folder', 'work/one', 'refs/heads/work/one', true],
  ['a branch of a remote', 'origin/main', 'refs/remotes/origin/main', true],
  ['a tag', 'marked', 'marked', false],
  ['a revision', 'main~0', 'refs/heads/main~0', false],
  ['nothing', 'nowhere', null, false],
  ['a folder of branches', 'work', null, false],
])('tells of %s', async (_, name, ref, inFiles) => {
  await tellsAsGit(name, ref, inFiles)
  await tellsAsGit(name, ref, inFiles, repository.root)
  repository.plain(['checkout', '-q', '--detach'], tree)
  await tellsAsGit(name, ref, inFiles)
  repository.plain(['pack-refs', '--all', '--prune'])
  await tellsAsGit(name, ref, inFiles)
  // Later than what is packed.
  repository.plain(['update-ref', 'refs/heads/main', 'HEAD~1'])
  await tellsAsGit(name, ref, inFiles)
})

it('takes a branch whose folder was left behind from among the packed ones', async () => {
  repository.plain(['branch', 'solo', 'HEAD'])
  repository.plain(['pack-refs', '--all', '--prune'])
  mkdirSync(join(repository.root, '.git/refs/heads/solo'), { recursive: true })
  await tellsAsGit('solo', 'refs/heads/solo', true)
})

it('asks git where a branch stands for another one, and where refs are kept otherwise', async () => {
  repository.plain(['symbolic-ref', 'refs/heads/alias', 'refs/heads/main'])
  await tellsAsGit('alias', 'refs/heads/main', false)
  repository.plain(['symbolic-ref', 'HEAD', 'refs/heads/alias'], tree)
  await tellsAsGit('main', 'refs/heads/main', false)
  repository.plain(['symbolic-ref', 'HEAD', 'refs/heads/main'], tree)
  const checkout = await openCheckout(repository.git, { path: tree })
  const table = { key: 'extensions.refstorage', value: 'reftable', origin: '', scope: 'local' }
  const settings = () => Promise.resolve([{ ...table, isOwn: false }])
  expect(await tipsInFiles({ path: tree, settings }, 'main')).toBeNull()
  expect(await tipsInFiles(checkout, 'main')).not.toBeNull()
})

it('tells of no commit where there is none', async () => {
  const empty = join(repository.directory, 'empty')
  repository.plain(['init', '-q', '-b', 'main', empty])
  const checkout = await openCheckout(repository.git, { path: empty })
  expect(await readTips(checkout, 'main')).toEqual({ head: null, tip: null })
  for (const name of ['-x', 'a..b', ''])
    expect(await readTips(checkout, name)).toEqual({ head: null, tip: null })
  writeFileSync(join(empty, '.git', 'HEAD'), 'ref: refs/heads/../../config\n')
  expect(await tipsInFiles(checkout, 'main')).toBeNull()
})
