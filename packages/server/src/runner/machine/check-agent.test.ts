// On real files and real processes: what a person may name by mistake.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { checkAgent, fromHome } from './check-agent.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-agent-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'], HOME: folder, SECRET: 'mine' }
const posix = process.platform !== 'win32'

function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, mode)
  return path
}
/** One that ended and that nobody has asked about since is not. */
function isAtWork(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith(
      'Z',
    )
  } catch {
    return false // There is none.
  }
}
const check = (path: string, patience?: number) => checkAgent(path, env, patience)

it.runIf(posix)('takes a program that tells its version [posix]', async () => {
  expect(await check(program('good', 'echo "2.1.197 (Claude Code)"'))).toEqual({
    version: '2.1.197',
  })
})

it.runIf(posix).each([
  ['relative', () => 'bin/claude'],
  ['absent', () => join(folder, 'nowhere', 'claude')],
  ['no-file', () => folder],
  ['unversioned', () => program('talker', 'echo hello')],
  ['failed', () => program('broken', 'echo "no such option" >&2; exit 3')],
])('tells that it is %s [posix]', async (fault, path) => {
  expect(await check(path())).toMatchObject({ version: null, fault })
})

it.runIf(posix)(
  'tells what it said instead, and nothing more than a part of it [posix]',
  async () => {
    expect(await check(program('loud', 'echo "no such option" >&2; exit 3'))).toEqual({
      version: null,
      fault: 'failed',
      detail: 'no such option',
    })
    const long = await check(program('long', 'head -c 5000 /dev/zero | tr "\\\\0" x; exit 1'))
    expect(long).toMatchObject({ fault: 'failed' })
    expect(JSON.stringify(long).length).toBeLessThan(1000)
  },
)

it.runIf(posix)('tells that it may not be run [posix]', async () => {
  expect(await check(program('locked', 'echo 2.1.197', 0o644))).toMatchObject({ fault: 'locked' })
})

it.runIf(posix)('waits for none that says nothing, and ends it [posix]', async () => {
  const silent = program('silent', 'trap "" TERM; echo $$ > "$HOME/pid"; exec sleep 600')
  expect(await check(silent, 300)).toMatchObject({ fault: 'silent' })
})

it.runIf(posix)('ends what a wrapper has started together with it [posix]', async () => {
  const noted = join(folder, 'started')
  const wrapper = program(
    'wrapper',
    `sleep 600 & echo $! > '${noted}.new'; mv '${noted}.new' '${noted}'; wait`,
  )
  const checked = check(wrapper, 2_000)
  await expect.poll(() => existsSync(noted), { timeout: 10_000 }).toBe(true)
  expect(await checked).toMatchObject({ fault: 'silent' })
  const pid = Number(readFileSync(noted, 'utf8'))
  await expect.poll(() => isAtWork(pid), { timeout: 10_000 }).toBe(false)
})

it.runIf(posix)('does not wait for what it leaves behind [posix]', async () => {
  const leaving = program('leaving', 'sleep 600 & echo 2.1.197')
  expect(await check(leaving, 60_000)).toEqual({ version: '2.1.197' })
})

it.runIf(posix)('is started in its own folder, and not in ours [posix]', async () => {
  const path = program('where', 'pwd -P >&2; exit 1')
  expect(await check(path)).toMatchObject({ detail: realpathSync(folder) })
})

it.runIf(posix)(
  'is given no shell, no more words than one, and no secret of ours [posix]',
  async () => {
    mkdirSync(join(folder, 'a b; touch here'))
    const path = program('a b; touch here/$(id)', 'echo "$#:$1:$SECRET" >&2; exit 1')
    expect(await check(path)).toMatchObject({ detail: '1:--version:' })
  },
)

it('reads ~/ as a shell does', () => {
  expect(fromHome('~/bin/claude', { HOME: '/home/ana' })).toBe(join('/home/ana', 'bin/claude'))
  expect(fromHome('~ana/claude', { HOME: '/home/ana' })).toBe('~ana/claude')
  expect(fromHome('/bin/claude', {})).toBe('/bin/claude')
})
