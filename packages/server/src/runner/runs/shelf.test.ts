import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openShelf } from './shelf.ts'

let folder: string
const warnings: unknown[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) })
const lines = Array.from({ length: 5_000 }, (_, n) =>
  JSON.stringify({ n, text: 'word '.repeat(9) }),
)
const text = `${lines.join('\n')}\n`

beforeEach(() => {
  warnings.length = 0
  folder = mkdtempSync(join(tmpdir(), 'shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(name: string, files: Record<string, string | Buffer> = { 'out.ndjson': text }) {
  const dir = join(folder, name)
  mkdirSync(dir)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(dir, file), content)
  return dir
}
const left = (dir: string) => readdirSync(dir).toSorted()

it('compresses a journal and brings it back byte by byte, closed to other users', async () => {
  const shelf = openShelf(log)
  const dir = run('r1')
  shelf.put(dir)
  await expect.poll(() => left(dir)).toEqual(['out.ndjson.gz'])
  const gz = join(dir, 'out.ndjson.gz')
  expect(statSync(gz).size).toBeLessThan(text.length / 5)
  expect(statSync(gz).mode & 0o777).toBe(0o600)
  expect(execFileSync('gzip', ['-dc', gz], { maxBuffer: 1 << 26 }).toString()).toBe(text)
  expect(await shelf.take(dir)).toBe(true)
  expect(readFileSync(join(dir, 'out.ndjson'), 'utf8')).toBe(text)
  expect(statSync(join(dir, 'out.ndjson')).mode & 0o777).toBe(0o600)
  shelf.put(dir)
  await expect.poll(() => left(dir)).toEqual(['out.ndjson.gz'])
  expect(await shelf.take(run('r2', {}))).toBe(false)
  expect(await shelf.take(join(folder, 'unknown'))).toBe(false)
  expect(warnings).toEqual([])
})

it('lines that never reached their agent are removed', async () => {
  const shelf = openShelf(log)
  const dir = run('r1')
  mkdirSync(join(dir, 'state'))
  for (const name of ['exit.json', 'line.0a.sending', 'line.0a.pump', 'line.0b.waiting.draft'])
    writeFileSync(join(dir, 'state', name), 'secret')
  shelf.put(dir)
  await expect.poll(() => left(dir)).toEqual(['out.ndjson.gz', 'state'])
  expect(left(join(dir, 'state'))).toEqual(['exit.json'])
  expect(warnings).toEqual([])
})

it('a journal that is wanted while it waits or is being compressed is there, whole', async () => {
  const shelf = openShelf(log)
  const dirs = ['a', 'b', 'c'].map((name) => run(name))
  for (const dir of dirs) shelf.put(dir)
  expect(await Promise.all(dirs.map((dir) => shelf.take(dir)))).toEqual([true, true, true])
  for (const dir of dirs) expect(readFileSync(join(dir, 'out.ndjson'), 'utf8')).toBe(text)
})

it('goes on where a killed server left off, whatever it had come to, and touches nothing else', async () => {
  const gz = gzipSync(text)
  const half = run('half', { 'out.ndjson': text, 'out.ndjson.gz.draft': gz.subarray(0, 100) })
  const both = run('both', { 'out.ndjson': text, 'out.ndjson.gz': gz })
  const done = run('done', { 'out.ndjson.gz': gz })
  const live = run('live', { 'out.ndjson': text })
  const used = run('used', { 'out.ndjson': text, 'out.ndjson.gz': gz })
  const cut = run('cut', { 'out.ndjson.draft': text.slice(0, 50), 'out.ndjson.gz': gz })
  const shelf = openShelf(log)
  await shelf.sweep(folder, (name) => name === 'used')
  await expect.poll(() => [left(half), left(both)]).toEqual([['out.ndjson.gz'], ['out.ndjson.gz']])
  expect([left(done), left(live), left(used)]).toEqual([
    ['out.ndjson.gz'],
    ['out.ndjson'],
    ['out.ndjson', 'out.ndjson.gz'],
  ])
  for (const dir of [half, both, done, live, used, cut]) {
    expect(await shelf.take(dir)).toBe(true)
    expect(readFileSync(join(dir, 'out.ndjson'), 'utf8')).toBe(text)
  }
})

it('put down in the middle, it leaves a whole journal for a later server', async () => {
  const dir = run('big', { 'out.ndjson': randomBytes(24 << 20) })
  const shelf = openShelf(log)
  shelf.put(dir)
  await shelf.close()
  expect(existsSync(join(dir, 'out.ndjson'))).toBe(true)
  expect(warnings).toEqual([])
  await openShelf(log).sweep(folder, () => false)
  await expect.poll(() => left(dir), { timeout: 10_000 }).toEqual(['out.ndjson.gz'])
})

it('removes what a run left, also while it is being compressed', async () => {
  const shelf = openShelf(log)
  const dir = run('gone')
  shelf.put(dir)
  await shelf.remove(dir)
  expect(existsSync(dir)).toBe(false)
  await shelf.remove(dir)
})

it('killed at any moment, it leaves the journal whole in one form or the other', async () => {
  const bytes = randomBytes(6 << 20)
  const shelfModule = pathToFileURL(join(import.meta.dirname, 'shelf.ts')).href
  for (let round = 0; round < 6; round += 1) {
    const dir = run(`killed-${round}`, { 'out.ndjson': bytes })
    const program = `
      import { openShelf } from ${JSON.stringify(shelfModule)}
      const shelf = openShelf({ warn: console.error })
      const dir = ${JSON.stringify(dir)}
      console.log('up')
      for (;;) {
        shelf.put(dir)
        await new Promise((resolve) => setTimeout(resolve, 150))
        await shelf.take(dir)
      }
    `
    const argv = ['--import', 'tsx', '--input-type=module', '-e', program]
    const child = spawn(process.execPath, argv, { cwd: import.meta.dirname, stdio: 'pipe' })
    await once(child.stdout, 'data')
    await wait(Math.random() * 600)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const next = openShelf(log)
    await next.sweep(folder, () => false)
    expect(await next.take(dir)).toBe(true)
    expect(readFileSync(join(dir, 'out.ndjson')).equals(bytes)).toBe(true)
  }
})
