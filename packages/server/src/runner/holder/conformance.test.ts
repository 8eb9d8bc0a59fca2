// What every holder does, run over each of them. Where they differ by design the suite says so.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../processes/identity.ts'
import { findTree } from '../processes/kill-tree.ts'
import { createPipedHolder } from './piped.ts'
import type { Holder, RunStatus, StartAsk } from './port.ts'
import { createPosixHolder } from './posix.ts'

let directory: string
let runs: { holder: Holder; dir: string }[]
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'holder-')))
  runs = []
})
afterEach(async () => {
  for (const { holder, dir } of runs) await holder.end(dir, { graceMs: 0 })
  rmSync(directory, { recursive: true, force: true })
})

const sh = (script: string): StartAsk['argv'] => ['/bin/sh', '-c', script]
const node = (source: string): StartAsk['argv'] => [process.execPath, '-e', source]

async function until<T>(what: () => T | Promise<T>, good: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const value = await what()
    if (good(value)) return value
    if (Date.now() > deadline) throw new Error(`waited in vain; last: ${JSON.stringify(value)}`)
    await wait(5)
  }
}

const holders: [string, () => Holder][] = [
  ['posix', () => createPosixHolder()],
  ['piped', () => createPipedHolder()],
]

describe.each(holders)('%s', (kind, create) => {
  async function startRun(name: string, argv: StartAsk['argv'], env: Record<string, string> = {}) {
    const holder = create()
    const dir = join(directory, name)
    const cwd = join(directory, 'work')
    mkdirSync(cwd, { recursive: true })
    const marker = `A_PARALLEL_TEST_RUN=${process.pid}-${kind}-${name}`
    const ask = { dir, argv, cwd, env: { PATH: process.env['PATH'] ?? '', ...env }, marker }
    runs.push({ holder, dir })
    const outcome = await holder.start(ask)
    if (outcome.kind !== 'started') throw new Error(JSON.stringify(outcome))
    const out = (): string => readFileSync(join(dir, 'out.ndjson'), 'utf8')
    const ended = (): Promise<RunStatus> =>
      until(
        () => holder.status(dir),
        (now) => now.kind !== 'live',
      )
    return { holder, dir, ask, marker, identity: outcome.identity, out, ended }
  }

  it('keeps output, errors and the exit code of a run', async () => {
    const run = await startRun('plain', sh('echo one; echo two >&2; exit 7'))
    expect(await run.ended()).toEqual({ kind: 'ended', exit: { code: 7, signal: null } })
    expect(run.out()).toBe('one\n')
    expect(readFileSync(join(run.dir, 'err.log'), 'utf8')).toBe('two\n')
  })

  it('gives the agent exactly its environment and descriptors 0, 1 and 2', async () => {
    const list = kind === 'posix' || process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd'
    const source = `
      const fs = require('node:fs')
      const open = fs.readdirSync('${list}').filter((fd) => { try { return !/anon_inode|pipe:|proc/.test(fs.readlinkSync('${list}/' + fd)) } catch { return false } })
      console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), argv: process.argv.slice(1), open }))`
    const argv: StartAsk['argv'] = [process.execPath, '-e', source, 'a b', '$HOME', "it's", '']
    const run = await startRun('environment', argv, { ODD: 'a\nb "c" $d \\e' })
    await run.ended()
    const said = JSON.parse(run.out()) as Record<string, unknown> // Printed a line above.
    expect(said['argv']).toEqual(['a b', '$HOME', "it's", ''])
    expect(said['cwd']).toBe(join(directory, 'work'))
    const [name = '', value] = run.marker.split('=')
    expect(said['env']).toEqual({ ...run.ask.env, [name]: value })
    const inputs = kind === 'posix' ? ['0', '1', '2'] : expect.arrayContaining(['1', '2'])
    expect(said['open']).toEqual(inputs)
  })

  it('hands lines over whole and in order, short and long', { timeout: 60_000 }, async () => {
    const run = await startRun('lines', ['/bin/cat'])
    const lines = Array.from({ length: 60 }, (_, index) =>
      JSON.stringify({ index, text: 'ä'.repeat(index % 20 === 7 ? 500_000 : index * 60) }),
    )
    const outcomes = await Promise.all(lines.map((line) => run.holder.write(run.dir, line)))
    expect(outcomes.every((outcome) => outcome.kind === 'written')).toBe(true)
    const bytes = Buffer.byteLength(lines.join('\n')) + 1
    await until(
      () => statSync(join(run.dir, 'out.ndjson')).size,
      (size) => size >= bytes,
    )
    expect(run.out()).toBe(`${lines.join('\n')}\n`)
    expect(readdirSync(join(run.dir, 'state')).filter((name) => name.startsWith('line'))).toEqual(
      [],
    )
  })

  it('refuses what is not one JSON object on one line', async () => {
    const run = await startRun('refuse', ['/bin/cat'])
    for (const line of ['{"a":1}\n', '{"a":', '[]', '"a"', '', '{"a":1}\r']) {
      await expect(run.holder.write(run.dir, line)).rejects.toThrow()
    }
    expect(await run.holder.write(run.dir, '{}')).toEqual({ kind: 'written' })
    await until(run.out, (text) => text === '{}\n')
  })

  it('lets the agent finish when its input is closed', async () => {
    const run = await startRun('close', sh('cat; echo finished'))
    await Promise.all([
      run.holder.write(run.dir, '{"last":1}'),
      run.holder.write(run.dir, JSON.stringify({ long: 'x'.repeat(200_000) })),
      run.holder.closeInput(run.dir),
    ])
    expect(await run.ended()).toEqual({ kind: 'ended', exit: { code: 0, signal: null } })
    expect(run.out()).toMatch(/^\{"last":1\}\n\{"long":"x{200000}"\}\nfinished\n$/)
    const late = await run.holder.write(run.dir, '{}')
    expect(['closed', 'gone']).toContain(late.kind)
  })

  it('says that a line was not read when the agent is gone', async () => {
    const run = await startRun('gone', sh('exit 0'))
    await run.ended()
    expect(await run.holder.write(run.dir, '{}')).toEqual({ kind: 'gone' })
    expect(await run.holder.write(run.dir, JSON.stringify({ a: 'x'.repeat(9000) }))).toEqual({
      kind: 'gone',
    })
    expect(await run.holder.signal(run.dir, 'SIGINT')).toBe(false)
  })

  it('signals the agent, which does not ignore SIGINT', async () => {
    const run = await startRun('signal', node("console.log('up'); setInterval(() => {}, 1000)"))
    await until(run.out, (text) => text === 'up\n')
    const heard = new Promise<RunStatus>((resolve) => run.holder.watchEnd(run.dir, resolve))
    expect(await run.holder.signal(run.dir, 'SIGINT')).toBe(true)
    expect(await heard).toMatchObject({ kind: 'ended', exit: { signal: 'SIGINT' } })
  })

  it('tells of a kill, and of nothing after the watch was stopped', async () => {
    const run = await startRun('watch', ['/bin/sleep', '100'])
    let wrongly = 0
    const stop = run.holder.watchEnd(run.dir, () => (wrongly += 1))
    stop()
    const began = performance.now()
    const heard = new Promise<RunStatus>((resolve) => run.holder.watchEnd(run.dir, resolve))
    await run.holder.signal(run.dir, 'SIGKILL')
    expect(await heard).toMatchObject({ kind: 'ended', exit: { signal: 'SIGKILL' } })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(wrongly).toBe(0)
  })

  it('ends all that a run started, in sessions of their own too, and keeps the exit', async () => {
    const script =
      'trap "" TERM; setsid sleep 70 & (setsid sh -c "sleep 71 & wait" &) ; echo up; while :; do sleep 1; done'
    const run = await startRun('tree', sh(script))
    await until(run.out, (text) => text === 'up\n')
    const report = await run.holder.end(run.dir, { graceMs: 200 })
    expect(report.survived).toEqual([])
    expect(report.ended.length).toBeGreaterThanOrEqual(3)
    expect(await findTree({ marker: run.marker })).toEqual([])
    expect(await run.ended()).toMatchObject({ kind: 'ended', exit: { signal: 'SIGKILL' } })
    expect(await run.holder.end(run.dir, { graceMs: 200 })).toMatchObject({ survived: [] })
  })

  it('starts a run once, and says what cannot be started', async () => {
    const run = await startRun('once', sh('exit 0'))
    expect(await run.holder.start(run.ask)).toEqual({ kind: 'already-started' })
    const elsewhere = { ...run.ask, dir: join(directory, 'new') }
    expect(await run.holder.start({ ...elsewhere, cwd: join(directory, 'nowhere') })).toEqual({
      kind: 'missing-directory',
    })
    const none = await run.holder.start({ ...elsewhere, argv: ['/no/such/program'] })
    expect(none.kind).toBe('failed')
    expect(existsSync(elsewhere.dir)).toBe(false)
    expect(await run.holder.status(elsewhere.dir)).toEqual({ kind: 'unbegun' })
  })

  it('closes its files to other users whatever the umask', async () => {
    const before = process.umask(0)
    try {
      const run = await startRun('modes', sh('umask; cat'))
      await run.holder.write(run.dir, JSON.stringify({ a: 'x'.repeat(9000) }))
      await run.holder.closeInput(run.dir)
      await run.ended()
      for (const path of ['', 'state'])
        expect(statSync(join(run.dir, path)).mode & 0o777).toBe(0o700)
      for (const path of ['', 'state'].flatMap((each) =>
        readdirSync(join(run.dir, each)).map((name) => join(each, name)),
      )) {
        if (path !== 'state')
          expect([path, statSync(join(run.dir, path)).mode & 0o777]).toEqual([path, 0o600])
      }
      expect(Number(run.out().split('\n')[0])).toBe(0)
    } finally {
      process.umask(before)
    }
  })

  it('knows the agent by more than its pid', async () => {
    const run = await startRun('identity', ['/bin/sleep', '100'])
    expect(await isAlive(run.identity)).toBe(true)
    expect(await run.holder.status(run.dir)).toEqual({ kind: 'live', identity: run.identity })
    expect(readFileSync(`/proc/${run.identity.pid}/cmdline`, 'utf8')).toContain('sleep')
  })
})
