// Which browser is chosen, with stand-ins that only answer --version. Needs POSIX scripts.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChromium, launchOptions } from './chromium.ts'
import { bareMachine } from './cloning/bare-machine.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-chromium-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function program(path: string, body: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
  return file
}

const env = (more: Record<string, string> = {}) => ({
  PATH: join(folder, 'bin'),
  PLAYWRIGHT_BROWSERS_PATH: join(folder, 'cache'),
  ...more,
})

test('CHROMIUM_PATH comes first, and handed on', () => {
  program('bin/chromium', 'echo Chromium 1')
  const path = program('mine', 'echo Chromium 2')
  expect(findChromium(env({ CHROMIUM_PATH: path }))).toEqual({
    path,
    version: 'Chromium 2',
    env: { CHROMIUM_PATH: path },
  })
})

test('a CHROMIUM_PATH that does not start is an error, not a fall-through', () => {
  program('bin/chromium', 'echo Chromium 1')
  const path = program('mine', 'exit 127')
  expect(() => findChromium(env({ CHROMIUM_PATH: path }))).toThrow('does not start')
})

test('a program that cannot run is passed over', () => {
  program('bin/chromium', 'echo "install the snap" >&2; exit 10')
  const path = program('bin/google-chrome', 'echo Google Chrome 3')
  expect(findChromium(env())?.path).toBe(path)
})

test('the newest of Playwright’s cache', () => {
  program('cache/chromium-999/chrome-linux64/chrome', 'echo Chromium 9')
  const path = program('cache/chromium-1255/chrome-linux64/chrome', 'echo Chromium 12')
  expect(findChromium(env())?.path).toBe(path)
})

test('none', () => {
  expect(findChromium(env())).toBeNull()
})

test('a browser that root starts has no sandbox', () => {
  expect(launchOptions({ path: '/x' }).executablePath).toBe('/x')
  expect(launchOptions({ path: '/x' }).args.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
})

test('a bare machine has neither browser nor agent, and a HOME of its own', () => {
  program('bin/chromium', 'echo Chromium 1')
  program('bin/claude', 'echo 2')
  program('bin/git', 'echo 3')
  const bare = bareMachine(join(folder, 'bare'), { ...env({ SECRET: 'x', LANG: 'C' }) }, null)
  expect(findChromium({ ...bare, PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') })).toBeNull()
  expect(bare).toMatchObject({ LANG: 'C', HOME: join(folder, 'bare/home') })
  expect(bare).not.toHaveProperty('SECRET')
})
