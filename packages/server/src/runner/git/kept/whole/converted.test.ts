// Files that git converts come back with their worktree as they lay there, though git took them for unchanged.
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { conversions, converting, writeBytes } from '../../conversion/scenes.ts'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const ways: Record<string, () => Promise<void>> = {
  deleted: () => rig.remove(),
  async archived() {
    await rig.keepArchived()
    rmSync(rig.path, { recursive: true })
  },
}

describe.each(Object.entries(conversions))('%s', (_, scene) => {
  const open = async () => {
    rig = await openWholeRig({ 'README.md': 'hello\n' })
    converting(rig, scene)
  }

  it.each(Object.entries(ways))('comes back of a thread that is %s', async (_how, go) => {
    await open()
    for (const name of ['f.txt', 'more.txt']) {
      writeBytes(rig.path, name, name === 'f.txt' ? scene.same : scene.other)
      rig.git('add', name)
    }
    rig.git('commit', '-q', '-m', 'taken for unchanged')
    expect(rig.git('status', '--porcelain')).toBe('')
    const before = rig.all()
    await go()
    expect(await rig.restore()).toMatchObject({ kind: 'ready' })
    expect(rig.all()).toEqual(before)
  })
})
