// Git's settings are read again as soon as anything was written that has a say in them, and not before.
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGit } from '../core.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { openSettings, parseSettings, type ReadSettings } from './settings.ts'

let repository: TestRepository
let read: ReadSettings
let asked: number

beforeEach(() => {
  repository = makeRepository()
  const { environment } = repository
  asked = 0
  read = openSettings(createGit({ environment, onCall: () => (asked += 1) }), environment)
})
afterEach(() => repository.remove())

const home = (...path: string[]) => join(repository.directory, 'home', ...path)
const local = () => join(repository.root, '.git', 'config')
const valueOf = async (key: string) =>
  (await read(repository.root)).findLast((one) => one.key === key)?.value

/** Until the file times that were just made can be told from later ones. */
async function settled(look: () => Promise<unknown> = () => read(repository.root)): Promise<void> {
  await expect
    .poll(async () => {
      await look()
      const before = asked
      await look()
      return asked - before
    })
    .toBe(0)
}

it('reads whose word each is, and what stands alone', () => {
  const text = [
    ['global', 'file:/home/a/.gitconfig', 'user.name\nA'],
    ['local', 'file:.git/config', 'core.bare\nfalse'],
    ['worktree', 'file:/r/.git/config.worktree', 'x.y\nmany\nlines'],
    ['command', 'command line:', 'gc.auto\n0'],
    ['local', 'file:.git/config', 'x.yes'],
  ]
    .flat()
    .join('\0')
  expect(parseSettings(`${text}\0`, '/r')).toMatchObject([
    { origin: '/home/a/.gitconfig', key: 'user.name', value: 'A', isOwn: true },
    { origin: '/r/.git/config', key: 'core.bare', value: 'false', isOwn: false },
    { origin: '/r/.git/config.worktree', key: 'x.y', value: 'many\nlines', isOwn: false },
    { origin: '/r/.git/config', key: 'x.yes', value: null, isOwn: false },
  ])
})

it.each([
  ['the repository’s settings', local, 'x.y'],
  ['those of one worktree', () => join(repository.root, '.git', 'config.worktree'), 'x.y'],
  ['the person’s', () => home('.gitconfig'), 'x.y'],
  ['the person’s other file, which was not there', () => home('.config', 'git', 'config'), 'x.y'],
] as const)('sees a write to %s at once', async (_, file, key) => {
  repository.plain(['config', 'extensions.worktreeConfig', 'true'])
  mkdirSync(home('.config', 'git'), { recursive: true })
  await settled()
  repository.plain(['config', '--file', file(), key, 'one'])
  expect(await valueOf(key)).toBe('one')
  await settled()
  repository.plain(['config', '--file', file(), key, 'two'])
  // As a file looks that was put back to an earlier time.
  utimesSync(file(), 1, 1)
  expect(await valueOf(key)).toBe('two')
})

it('sees a write to what the person includes', async () => {
  writeFileSync(home('more'), '[x]\ny = one\n')
  repository.plain(['config', '--global', 'include.path', home('more')])
  await settled()
  writeFileSync(home('more'), '[x]\ny = two\n')
  expect(await valueOf('x.y')).toBe('two')
})

it.each([
  ['a checkout', '.git', 'gitdir: ', false],
  ['its repository', '.git/commondir', '', false],
  ['a repository inside', '.git/commondir', '', true],
])('sees at once that %s was tied to another one', async (_, file, says, isInside) => {
  const other = join(repository.directory, 'other')
  repository.plain(['clone', '-q', '--bare', repository.root, other])
  repository.plain(['config', '--file', join(other, 'config'), 'filter.evil.clean', 'evil'])
  const own = join(repository.root, '.git')
  const keys = async () =>
    (await (isInside ? read(own, own) : read(repository.root))).map(({ key }) => key)
  await settled(keys)
  expect(await keys()).not.toContain('filter.evil.clean')
  rmSync(join(repository.root, file), { recursive: true, force: true })
  writeFileSync(join(repository.root, file), `${says}${other}\n`)
  expect(await keys()).toContain('filter.evil.clean')
})

it.each([
  ['the repository includes something', ['include.path', 'more']],
  ['it depends on the branch', ['--global', 'includeif.onbranch:main.path', '/nowhere']],
])('reads each time where %s', async (_, setting) => {
  await settled()
  repository.plain(['config', ...setting])
  const before = asked
  for (let time = 0; time < 3; time += 1) await read(repository.root)
  expect(asked - before).toBe(3)
})
