import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openWholeRig, type WholeRig } from './whole-rig.ts'

let rig: WholeRig
afterEach(() => rig.repository.remove())

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
