// What only the POSIX holder promises: runs outlive the server that started them, and every line arrives whole.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAlive } from '../processes/identity.ts'
import { findTree } from '../processes/kill-tree.ts'
import { pumpOf } from './lines.ts'
import { createPosixHolder } from './posix.ts'
import { readIdentity } from './record.ts'
import { holdScript } from './scripts.ts'

let directory: string
let dir: string
const servers: ChildProcess[] = []
const holder = createPosixHolder()
const marker = (): string => `A_PARALLEL_TEST_RUN=${directory}`

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'posix-')))
  dir = join(directory, 'run')
})
afterEach(async () => {
  for (const server of servers.splice(0)) server.kill('SIGKILL')
  await holder.end(dir, { graceMs: 0 })
  rmSync(directory, { recursive: true, force: true })
})

async function until<T>(what: () => T | Promise<T>, good: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const value = await what()
    if (good(value)) return value
    if (Date.now() > deadline)
      throw new Error(`waited in vain; last: ${String(value).slice(0, 200)}`)
    await wait(5)
  }
}

/** A long line is on its way. */
const sending = (): boolean =>
  existsSync(join(dir, 'state')) &&
  readdirSync(join(dir, 'state')).some((name) => name.endsWith('.sending'))

const out = (): string => readFileSync(join(dir, 'out.ndjson'), 'utf8')

/** A server in a process of its own; resolves when it said `done`. `source` has `holder`, `dir` and `say`. */
async function startServer(source: string): Promise<ChildProcess> {
  const posix = pathToFileURL(join(import.meta.dirname, 'posix.ts')).href
  const program = `
    import { createPosixHolder } from ${JSON.stringify(posix)}
    const holder = createPosixHolder()
    const dir = ${JSON.stringify(dir)}
    const ask = { dir, cwd: ${JSON.stringify(directory)}, env: { PATH: process.env.PATH }, marker: ${JSON.stringify(marker())} }
    ${source}
    console.log('done')
    setInterval(() => {}, 1000)
  `
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  servers.push(server)
  await once(server.stdout, 'data')
  return server
}

async function killServer(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

it('keeps a run going when its server is killed, for the next server to take up', async () => {
  const server = await startServer(`
    await holder.start({ ...ask, argv: ['/bin/sh', '-c', 'while read -r line; do echo "{\\\\"got\\\\":$line}"; done; exit 3'] })
    await holder.write(dir, '{"n":1}')
  `)
  await until(out, (text) => text === '{"got":{"n":1}}\n')
  await killServer(server)
  const next = createPosixHolder()
  expect((await next.status(dir)).kind).toBe('live')
  expect(await next.write(dir, '{"n":2}')).toEqual({ kind: 'written' })
  await until(out, (text) => text === '{"got":{"n":1}}\n{"got":{"n":2}}\n')
  const ended = new Promise((resolve) => next.watchEnd(dir, resolve))
  await next.closeInput(dir)
  expect(await ended).toEqual({ kind: 'ended', exit: { code: 3, signal: null } })
  expect(await findTree({ marker: marker() })).toEqual([])
})

it('brings a long line over whole when its writer is killed midway, and all others after it', async () => {
  const server = await startServer(`
    await holder.start({ ...ask, argv: ['/bin/cat'] })
    await holder.signal(dir, 'SIGSTOP')
    void holder.write(dir, JSON.stringify({ long: 'x'.repeat(1 << 20) }))
    void holder.write(dir, '{"never":"sent"}')
  `)
  await until(sending, Boolean)
  await killServer(server)
  const next = createPosixHolder()
  let early = true
  const short = next.write(dir, '{"short":1}').then((outcome) => {
    early = sending()
    return outcome
  })
  await next.signal(dir, 'SIGCONT')
  expect(await short).toEqual({ kind: 'written' })
  expect(early).toBe(false)
  await until(
    () => statSync(join(dir, 'out.ndjson')).size,
    (size) => size > (1 << 20) + 12,
  )
  const lines = out().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toHaveLength((1 << 20) + '{"long":""}'.length)
  expect(lines[1]).toBe('{"short":1}')
})

it('takes back a long line that no pump took, and never glues to one that was cut off', async () => {
  await holder.start({ dir, argv: ['/bin/cat'], cwd: directory, env: {}, marker: marker() })
  writeFileSync(join(dir, 'state/line.before.waiting'), '{"from":"before"}\n')
  expect(await holder.write(dir, '{"a":1}')).toEqual({ kind: 'written' })
  await until(out, (text) => text === '{"a":1}\n')
  await holder.signal(dir, 'SIGSTOP')
  const cut = holder.write(dir, JSON.stringify({ long: 'x'.repeat(1 << 20) }))
  await until(sending, Boolean)
  const pump = await pumpOf(dir)
  process.kill(-(pump?.pid ?? NaN), 'SIGKILL')
  expect(await cut).toEqual({ kind: 'stuck' })
  await holder.signal(dir, 'SIGCONT')
  expect(await createPosixHolder().write(dir, '{}')).toEqual({ kind: 'stuck' })
  await holder.end(dir, { graceMs: 1000 })
  expect(await holder.write(dir, '{}')).toEqual({ kind: 'gone' })
})

it('waits for a slow reader rather than lose a line', async () => {
  await holder.start({ dir, argv: ['/bin/cat'], cwd: directory, env: {}, marker: marker() })
  await holder.signal(dir, 'SIGSTOP')
  const line = JSON.stringify({ text: 'x'.repeat(4000) })
  const writes = Array.from({ length: 40 }, () => holder.write(dir, line))
  await wait(50)
  await holder.signal(dir, 'SIGCONT')
  expect((await Promise.all(writes)).every((each) => each.kind === 'written')).toBe(true)
  await until(
    () => statSync(join(dir, 'out.ndjson')).size,
    (size) => size === 40 * (line.length + 1),
  )
})

it('counts a run as live while its agent lives, and as lost when nobody wrote down its end', async () => {
  const outcome = await holder.start({
    dir,
    argv: ['/bin/cat'],
    cwd: directory,
    env: {},
    marker: marker(),
  })
  const shell = await readIdentity(dir, 'shell')
  process.kill(shell?.pid ?? NaN, 'SIGKILL')
  await until(
    () => (shell ? isAlive(shell) : true),
    (alive) => !alive,
  )
  expect(await holder.status(dir)).toMatchObject({ kind: 'live' })
  expect(await holder.write(dir, '{"still":1}')).toEqual({ kind: 'written' })
  await until(out, (text) => text === '{"still":1}\n')
  const ended = new Promise((resolve) => holder.watchEnd(dir, resolve))
  if (outcome.kind === 'started') process.kill(outcome.identity.pid, 'SIGKILL')
  expect(await ended).toEqual({ kind: 'lost' })
  await holder.end(dir, { graceMs: 500 })
  expect(await findTree({ marker: marker() })).toEqual([])
})

it('leaves the shell alone when the group is told to end, so that the exit is recorded', async () => {
  await holder.start({
    dir,
    argv: ['/bin/sleep', '100'],
    cwd: directory,
    env: {},
    marker: marker(),
  })
  const shell = await readIdentity(dir, 'shell')
  process.kill(-(shell?.pid ?? NaN), 'SIGTERM')
  const status = await until(
    () => holder.status(dir),
    (now) => now.kind !== 'live',
  )
  expect(status).toEqual({ kind: 'ended', exit: { code: 143, signal: 'SIGTERM' } })
})

it('touches nobody whose pid stands in a record of an earlier process', async () => {
  await holder.start({ dir, argv: ['/bin/cat'], cwd: directory, env: {}, marker: marker() })
  const bystander = spawn('/bin/sleep', ['100'], { detached: true, stdio: 'ignore' })
  await once(bystander, 'spawn')
  servers.push(bystander)
  const kept = new Map<string, string>()
  for (const file of ['agent.id', 'shell.id', 'keeper.id']) {
    const path = join(dir, 'state', file)
    const [, start, boot] = readFileSync(path, 'utf8').split(' ')
    // Within one tick of the clock both could have begun; a pid is not given out again that soon.
    const earlier = Number(start) - 1000
    kept.set(path, readFileSync(path, 'utf8'))
    writeFileSync(path, `${bystander.pid} ${earlier} ${boot}`)
  }
  writeFileSync(join(dir, 'state/line.old.pump'), `${bystander.pid} 1 before\n`)
  writeFileSync(join(dir, 'state/line.old.sending'), '{}\n')
  expect(await holder.status(dir)).toEqual({ kind: 'lost' })
  expect(await holder.write(dir, '{}')).toEqual({ kind: 'gone' })
  expect(await holder.signal(dir, 'SIGKILL')).toBe(false)
  await holder.closeInput(dir)
  await holder.end(dir, { graceMs: 100 })
  expect([bystander.exitCode, bystander.signalCode]).toEqual([null, null])
  expect(await findTree({ marker: marker() })).toEqual([])
  for (const [path, text] of kept) writeFileSync(path, text)
})

it('leaves no agent behind that it could not write down', async () => {
  // As on a full disk: the record of the agent cannot be written.
  mkdirSync(join(dir, 'state', 'agent.id'), { recursive: true })
  const ask = { dir, cwd: directory, env: {}, marker: marker() }
  const outcome = await holder.start({ ...ask, argv: ['/bin/sleep', '100'] })
  expect(outcome).toMatchObject({ kind: 'failed' })
  expect(await findTree({ marker: marker() })).toEqual([])
})

it('starts the agent though its server is killed before it hears of it', async () => {
  mkdirSync(join(dir, 'state'), { recursive: true })
  const argv = [
    '-c',
    holdScript,
    'a-parallel-holder',
    dir,
    '77',
    '/bin/sh',
    '-c',
    'touch "$0/ran"; kill -s PIPE $$',
    dir,
  ]
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'] as const
  const shell = spawn('/bin/sh', argv, {
    env: { PATH: process.env['PATH'] },
    detached: true,
    stdio: [...stdio],
  })
  // What the shell says of itself finds nobody.
  shell.stdio[3]?.destroy()
  // The agent itself is ended by a broken pipe, as any program is.
  const ended = { kind: 'ended', exit: { code: 141, signal: 'SIGPIPE' } }
  await once(shell, 'exit')
  expect(await holder.status(dir)).toEqual(ended)
  expect(existsSync(join(dir, 'ran'))).toBe(true)
})
