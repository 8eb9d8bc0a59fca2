import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { followsLinksOutside } from './checkout-path.ts'

let folder: string
let checkout: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-path-'))
  checkout = join(folder, 'checkout')
  mkdirSync(join(checkout, 'src'), { recursive: true })
  mkdirSync(join(checkout, '.git'))
  mkdirSync(join(folder, 'checkout-beside'))
  writeFileSync(join(checkout, 'src', 'a.ts'), '')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('a path is inside when every link on its way stays inside', async () => {
  symlinkSync('src', join(checkout, 'alias'))
  symlinkSync('src/later.ts', join(checkout, 'to-be.ts'))
  for (const path of [
    'src/a.ts',
    'new/deep/b.ts',
    'alias/c.ts',
    'to-be.ts',
    join(checkout, 'd.ts'),
  ])
    expect([path, await followsLinksOutside(checkout, path)]).toEqual([path, false])
})

it('is outside when a link leads out, also one that leads to nothing yet, and so is git’s own folder', async () => {
  symlinkSync(folder, join(checkout, 'up'))
  symlinkSync(join(folder, 'not-yet'), join(checkout, 'dangling'))
  symlinkSync('../not-yet', join(checkout, 'src', 'dangling'))
  symlinkSync('dangling', join(checkout, 'twice'))
  symlinkSync('round', join(checkout, 'round'))
  symlinkSync('.git', join(checkout, 'repository'))
  const outside = [
    'up/x',
    'dangling',
    'dangling/x',
    'twice',
    'round',
    '../checkout-beside/x',
    '/etc/x',
  ]
  const git = ['.git', '.git/config', '.git/hooks/x', 'repository/config', 'src/../.git/x']
  for (const path of [...outside, ...git])
    expect([path, await followsLinksOutside(checkout, path)]).toEqual([path, true])
  // Relative to the link's own folder: this one stays inside.
  expect(await followsLinksOutside(checkout, 'src/dangling')).toBe(false)
})
