import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
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
