// Names that no git takes are told of and kept in repositories of either kind of object name, and where there is no commit
// from which the kind could be read.
import { existsSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const kinds = ['sha1', 'sha256'] as const

async function leaves(name: string): Promise<void> {
  rig.write(name, 'mine\n')
  rig.write('c.txt', 'c\n')
  expect(await rig.atStake()).toMatchObject({
    refused: { entries: [{ path: name, reason: 'name', kept: true }], total: 1 },
    unknown: [],
  })
  const before = rig.all()
  await rig.remove()
  expect(existsSync(rig.path)).toBe(false)
  expect(await rig.restore()).toMatchObject({ kind: 'ready' })
  expect(rig.all()).toEqual(before)
}

it.each(kinds)('on a branch of a %s repository [linux]', async (objectFormat) => {
  rig = await openWholeRig({ 'a.txt': 'a\n' }, objectFormat)
  await leaves('.GIT/config')
})

it.each(kinds)('on a branch without a commit of a %s repository [linux]', async (objectFormat) => {
  rig = await openWholeRig({ 'a.txt': 'a\n' }, objectFormat)
  rig.git('switch', '-q', '--orphan', 'fresh')
  rig.write('.GIT/config', 'mine\n')
  expect(await rig.atStake()).toMatchObject({
    refused: { entries: [{ path: '.GIT/config', reason: 'name', kept: true }], total: 1 },
  })
})
