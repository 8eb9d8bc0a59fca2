// What folders take, and which worktrees git tells of.
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseWorktrees } from './list-worktrees.ts'
import { measure } from './measure.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a-parallel-disk-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const kilo = Buffer.alloc(64 << 10, 'x')

it('counts a file with two names once, tells what is shared with others, and follows no link', async () => {
  const [inside, outside] = [join(directory, 'in'), join(directory, 'out')]
  for (const folder of [inside, join(inside, 'deep'), outside]) mkdirSync(folder)
  writeFileSync(join(inside, 'one'), kilo)
  linkSync(join(inside, 'one'), join(inside, 'deep', 'again'))
  writeFileSync(join(outside, 'theirs'), kilo)
  linkSync(join(outside, 'theirs'), join(inside, 'theirs'))
  symlinkSync(outside, join(inside, 'way-out'))
  const { bytes, sharedBytes, files, isWhole } = await measure(inside)
  expect([sharedBytes, files, isWhole]).toEqual([kilo.length, 3, true])
  expect(bytes).toBeGreaterThanOrEqual(2 * kilo.length)
  expect(bytes).toBeLessThan(3 * kilo.length)
})

it('ends at its limit with what it has, and finds nothing where nothing is', async () => {
  for (let index = 0; index < 20; index += 1) writeFileSync(join(directory, `f${index}`), kilo)
  const part = await measure(directory, { entries: 5, ms: 60_000 })
  expect([part.files, part.isWhole]).toEqual([5, false])
  const nothing = { bytes: 0, sharedBytes: 0, files: 0, isWhole: true }
  expect(await measure(join(directory, 'nowhere'))).toEqual(nothing)
  symlinkSync(directory, join(directory, 'itself'))
  expect((await measure(join(directory, 'itself'))).files).toBe(1)
})

it('reads what git says of worktrees', () => {
  const entries = [
    ['worktree /r', 'HEAD a', 'branch refs/heads/main'],
    ['worktree /w/one', 'HEAD a', 'branch refs/heads/feature/x'],
    ['worktree /w/two', 'HEAD a', 'detached', 'locked on a stick'],
    [
      'worktree /w/gone',
      'HEAD a',
      'detached',
      'prunable gitdir file points to non-existent location',
    ],
  ]
  const text = entries.map((lines) => `${lines.join('\0')}\0\0`).join('')
  const one = { branch: null, isLocked: false, isGone: false }
  expect(parseWorktrees(text)).toEqual([
    { ...one, path: '/w/one', branch: 'feature/x' },
    { ...one, path: '/w/two', isLocked: true },
    { ...one, path: '/w/gone', isGone: true },
  ])
  expect(parseWorktrees('')).toEqual([])
})
