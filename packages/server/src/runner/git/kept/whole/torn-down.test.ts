// What is kept of a worktree before a tear-down may take it away.
import { afterEach, describe, expect, it } from 'vitest'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

const files = { '.gitignore': '*.log\n', 'a.txt': 'a\n' }

describe('what was kept before a tear-down', () => {
  const trash = () =>
    rig.repository
      .plain(['for-each-ref', '--format=%(refname)', 'refs/a-parallel'])
      .split('\n')
      .filter((ref) => ref !== '')

  it.each([
    ['cleaned it', () => rig.git('clean', '-qfdx'), 1],
    ['left something else', () => rig.write('left.txt', 'left\n'), 2],
    ['touched nothing', () => undefined, 1],
  ])('is not let go of with a worktree whose tear-down %s', async (_, tear, count) => {
    rig = await openWholeRig(files)
    rig.write('work.txt', 'work\n')
    const before = rig.all()
    await rig.keepArchived()
    tear()
    await rig.runner.remove({ ...rig.place, tornDown: true })
    expect(trash()).toHaveLength(count)
    expect(trash().join()).not.toContain('archived')
    await rig.restore()
    expect(rig.all()).toEqual(before)
  })

  it('can be had back once the thread is in use again', async () => {
    rig = await openWholeRig(files)
    rig.write('work.txt', 'work\n')
    await rig.keepArchived()
    await rig.runner.forgetArchived({ ...rig.place, tornDown: true })
    expect(trash()).toEqual([])
    await rig.keepArchived()
    rig.git('clean', '-qfdx')
    await rig.runner.forgetArchived({ ...rig.place, tornDown: true })
    expect(trash()).toEqual([expect.stringContaining('trash')])
  })
})
