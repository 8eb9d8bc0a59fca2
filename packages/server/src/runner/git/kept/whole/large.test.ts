import { randomBytes } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import type { Git } from '../../core.ts'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

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
