// Files that are put and taken away while somebody puts a link in the place of their folder.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { put, takeAway } from './places.ts'

let folder: string
let swapping: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-places-'))
})
afterEach(() => {
  swapping?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A folder of the checkout is a link to another one every other moment. */
async function swapped(): Promise<{ root: string; outside: string }> {
  const [root, outside] = [join(folder, 'checkout'), join(folder, 'outside')]
  mkdirSync(join(root, 'deep'), { recursive: true })
  mkdirSync(outside)
  writeFileSync(join(outside, 'a.txt'), 'theirs')
  // A folder that is empty would be taken away.
  writeFileSync(join(root, 'deep', 'other.txt'), 'other')
  const script = `
    const { renameSync, symlinkSync, unlinkSync } = require('node:fs')
    const [deep, aside, outside] = process.argv.slice(1)
    const never = new Int32Array(new SharedArrayBuffer(4))
    process.stdout.write('begun')
    for (;;) {
      // Now and then it stays a folder for long enough that something can be done there.
      if (Math.random() < 0.2) Atomics.wait(never, 0, 0, 0.5)
      renameSync(deep, aside)
      symlinkSync(outside, deep)
      unlinkSync(deep)
      renameSync(aside, deep)
    }`
  const ways = [join(root, 'deep'), join(root, 'aside'), outside]
  swapping = spawn(process.execPath, ['-e', script, ...ways], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (swapping.stdout) await once(swapping.stdout, 'data')
  return { root, outside }
}

it('take the folders with them that are empty behind them, and none that is not', async () => {
  mkdirSync(join(folder, 'one', 'two', 'three'), { recursive: true })
  writeFileSync(join(folder, 'one', 'a.txt'), 'a')
  writeFileSync(join(folder, 'one', 'two', 'three', 'b.txt'), 'b')
  await takeAway(folder, 'one/two/three/b.txt')
  expect(readdirSync(join(folder, 'one'))).toEqual(['a.txt'])
  await takeAway(folder, 'one/a.txt')
  expect(readdirSync(folder)).toEqual([])
})

it('land and go nowhere else in a thousand tries [linux]', async () => {
  const { root, outside } = await swapped()
  const content = Buffer.from('ours')
  let done = 0
  for (let count = 0; count < 1000 || done === 0; count += 1) {
    try {
      await put(root, 'deep/a.txt', { content, mode: '100644', permissions: 0o644 })
      done += 1
      await takeAway(root, 'deep/a.txt')
    } catch (cause) {
      // It was a link just then, or not there.
      expect(cause).toBeInstanceOf(Error)
    }
  }
  expect(done).toBeGreaterThan(0)
  expect(readdirSync(outside)).toEqual(['a.txt'])
  expect(readFileSync(join(outside, 'a.txt'), 'utf8')).toBe('theirs')
})
