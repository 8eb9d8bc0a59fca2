// What is kept is listed by many at once, and what is past its time is let go by whoever comes first.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStageRig, type StageRig } from '../stage/stage-rig.ts'
import { writeFileSync } from 'node:fs'
import { listKept } from './refs.ts'

let rig: StageRig
beforeEach(async () => {
  rig = await openStageRig({ 'a.txt': 'a\n' })
})
afterEach(() => rig.repository.remove())

it('lists for everybody who asks while what is past its time is let go', async () => {
  for (const text of ['one\n', 'two\n', 'three\n']) {
    writeFileSync(rig.file('a.txt'), text)
    await rig.revert('a.txt')
  }
  const { git, root } = rig.repository
  const [last] = await rig.kept()
  const over = Date.parse(last!.until) + 1
  const lists = await Promise.all(Array.from({ length: 8 }, () => listKept(git, root, over)))
  expect(lists.flat()).toEqual([])
  expect(await listKept(git, root, over)).toEqual([])
  expect(rig.git('for-each-ref', 'refs/a-parallel/trash')).toBe('')
})
