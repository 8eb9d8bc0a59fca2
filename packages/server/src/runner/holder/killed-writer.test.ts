// Servers that are killed at any moment while they write: what the agent reads are whole lines, in order, and nothing
// is missing. A line comes again only where a server died before it knew that the line had arrived; the agent knows
// such a line by its uuid.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPosixHolder } from './posix.ts'

const holder = createPosixHolder()
let directory: string
let dir: string
let server: ChildProcess | null = null

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'killed-writer-')))
  dir = join(directory, 'run')
})
afterEach(async () => {
  server?.kill('SIGKILL')
  await holder.end(dir, { graceMs: 0 })
  rmSync(directory, { recursive: true, force: true })
})

/** Every fourth line is a long one: a message with an image, say. */
const length = (n: number): number => (n % 4 === 0 ? 1 << 20 : 40)
const count = 32

/** Writes the lines from `from` on, and says of each that it has arrived. */
function startServer(from: number): ChildProcess {
  const posix = pathToFileURL(join(import.meta.dirname, 'posix.ts')).href
  const program = `
    import { createPosixHolder } from ${JSON.stringify(posix)}
    const holder = createPosixHolder()
    const alive = setInterval(() => {}, 1000)
    const length = ${length.toString()}
    for (let n = ${from}; n < ${count}; n += 1) {
      const line = JSON.stringify({ uuid: n, text: 'x'.repeat(length(n)) })
      const { kind } = await holder.write(${JSON.stringify(dir)}, line)
      console.log(kind + ' ' + n)
    }
    clearInterval(alive)
  `
  const argv = ['--import', 'tsx', '--input-type=module', '-e', program]
  server = spawn(process.execPath, argv, {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return server
}

it('lose nothing and tear nothing', { timeout: 120_000 }, async () => {
  // Slower than who writes, so that a long line is on its way for a while.
  const slow = 'while :; do dd bs=65536 count=1 2>/dev/null; done'
  const ask = { dir, cwd: directory, env: { PATH: process.env['PATH'] ?? '' } }
  const marker = `A_PARALLEL_TEST_RUN=${directory}`
  await holder.start({ ...ask, argv: ['/bin/sh', '-c', slow], marker })
  let arrived = 0
  let kills = 0
  while (arrived < count) {
    const writing = startServer(arrived)
    const ended = once(writing, 'close')
    const lines = createInterface({ input: writing.stdout! }) // A pipe, as asked for.
    const from = arrived
    lines.on('line', (line) => {
      expect(line).toBe(`written ${arrived}`)
      arrived += 1
      // Somewhere in one of the next lines.
      if (arrived === from + 1 && arrived < count - 4)
        void wait(Math.random() * 60).then(() => (kills += Number(writing.kill('SIGKILL'))))
    })
    await ended
  }
  const bytes = Array.from({ length: count }, (_, n) => length(n)).reduce((sum, one) => sum + one)
  await expect.poll(() => statSync(join(dir, 'out.ndjson')).size).toBeGreaterThan(bytes)
  const out = () => readFileSync(join(dir, 'out.ndjson'), 'utf8')
  await expect.poll(() => out().endsWith(`"${'x'.repeat(length(count - 1))}"}\n`)).toBe(true)
  const read = out()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as never) // Throws at a torn one.
  const uuids = read.map(({ uuid }) => uuid as number)
  expect(read.every(({ uuid, text }) => (text as string).length === length(uuid))).toBe(true)
  expect(uuids).toEqual(uuids.toSorted((a, b) => a - b))
  expect([...new Set(uuids)]).toEqual(Array.from({ length: count }, (_, n) => n))
  expect(uuids.length - count).toBeLessThanOrEqual(kills)
  expect(kills).toBeGreaterThan(3)
})
