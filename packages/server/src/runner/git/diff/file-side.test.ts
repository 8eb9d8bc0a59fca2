// The bytes of one side of a change, in a real checkout: never through a link, and never without end.
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../changes/checkout.ts'
import type { Between } from '../../review-port.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { largestSide, openInside, readSide, type SideAsk } from './file-side.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'a.png': 'old', 'deep/b.png': 'b', 'gone.png': 'gone' })
})
afterEach(() => repository.remove())

const at = (name: string) => join(repository.root, name)
const missing = { code: 'change_not_found' }

async function read(path: string, side: SideAsk['side'], more: Partial<SideAsk> = {}) {
  const checkout = await openCheckout(repository.git, { path: repository.root })
  const between: Between = { scope: 'unstaged' }
  const bytes = await readSide(checkout, { base: null, between, path, from: null, side, ...more })
  return bytes.toString('latin1')
}

it('gives both sides of each scope, to the byte', async () => {
  repository.write('a.png', 'staged')
  repository.plain(['add', 'a.png'])
  writeFileSync(at('a.png'), Buffer.from([0, 255, 13, 10]))
  const staged = { between: { scope: 'staged' } } as const
  expect([await read('a.png', 'before', staged), await read('a.png', 'after', staged)]).toEqual([
    'old',
    'staged',
  ])
  expect([await read('a.png', 'before'), await read('a.png', 'after')]).toEqual([
    'staged',
    '\0\xff\r\n',
  ])
})

it('knows a renamed file by its earlier name, and a new one by its own', async () => {
  repository.plain(['mv', 'a.png', 'c.png'])
  const renamed = { between: { scope: 'staged' }, from: 'a.png' } as const
  expect(await read('c.png', 'before', renamed)).toBe('old')
  repository.write('new.png', 'new')
  expect(await read('new.png', 'after')).toBe('new')
})

it('has nothing where nothing lies, or nothing changed', async () => {
  rmSync(at('gone.png'))
  expect(await read('gone.png', 'before')).toBe('gone')
  repository.write('new.png', 'new')
  for (const [path, side] of [
    ['gone.png', 'after'],
    ['new.png', 'before'],
    ['a.png', 'after'],
    ['nowhere', 'after'],
  ] as const)
    await expect(read(path, side)).rejects.toMatchObject(missing)
})

it('reads no link, and nothing behind one', async () => {
  const secret = join(repository.directory, 'secret')
  mkdirSync(secret)
  writeFileSync(join(secret, 'b.png'), 'secret')
  symlinkSync(join(secret, 'b.png'), at('link.png'))
  await expect(read('link.png', 'after')).rejects.toMatchObject(missing)
  rmSync(at('deep'), { recursive: true })
  symlinkSync(secret, at('deep'))
  await expect(read('deep/b.png', 'after')).rejects.toMatchObject(missing)
  expect(await openInside(repository.root, 'deep/b.png')).toBeNull()
})

it('refuses what is too large', async () => {
  repository.write('large.png', '')
  truncateSync(at('large.png'), largestSide + 1)
  await expect(read('large.png', 'after')).rejects.toMatchObject({ code: 'too_large' })
})
