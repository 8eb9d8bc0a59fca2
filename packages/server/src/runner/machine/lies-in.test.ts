// Which programs lie where agents write. Real files and links.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { liesIn } from './lies-in.ts'

const base = realpathSync(mkdtempSync(join(tmpdir(), 'lies-in-')))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const at = (path: string) => join(base, path)
function put(path: string, text = ''): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}
function link(path: string, target: string): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  symlinkSync(target, at(path))
}

beforeAll(() => {
  put('shop/.git/worktrees/side/commondir', '../..\n')
  put('shop/bin/claude')
  put('shop-tools/claude')
  put('opt/claude')
  put('side/.git', `gitdir: ${at('shop/.git/worktrees/side')}\n`)
  put('side/bin/claude')
  put('other/.git/HEAD')
  put('other/claude')
  link('bin/into', at('shop/bin/claude'))
  link('bin/out', '../opt/claude')
  link('shop/bin/out', at('opt/claude'))
  link('bin/through', '../shop/bin/out')
  link('folder', 'shop/bin')
  link('shop/folder', '../opt')
  link('bin/round', 'round')
  link('same', 'shop')
})

it.each([
  ['shop/bin/claude', true],
  ['shop/not/there', true],
  ['shop', true],
  ['shop-tools/claude', false],
  ['opt/claude', false],
  ['opt/../shop/bin/claude', true],
  ['bin/into', true],
  ['bin/out', false],
  ['folder/claude', true],
  // Where it ends is not theirs, but they may lead it elsewhere.
  ['bin/through', true],
  ['folder/out', true],
  ['bin/../same/folder/claude', true],
  ['side/bin/claude', true],
  ['other/claude', false],
  ['bin/round', false],
  ['not/there', false],
])('%s: %s', async (path, expected) => {
  expect(await liesIn(`${base}/${path}`, [at('shop'), at('worktrees')])).toBe(expected)
})

it('knows a repository by a link to it, too', async () => {
  for (const path of ['shop/bin/claude', 'same/bin/claude', 'side/bin/claude'])
    expect(await liesIn(at(path), [at('same')])).toBe(true)
  expect(await liesIn(at('opt/claude'), [at('same')])).toBe(false)
})
