// On real files and real processes: what a person may name by mistake.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { checkAgent, fromHome } from './check-agent.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-agent-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'], HOME: folder, SECRET: 'mine' }
const unix = process.platform !== 'win32'

function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, mode)
  return path
}
const check = (path: string, patience?: number) => checkAgent(path, env, patience)

it.runIf(unix)('takes a program that tells its version [unix]', async () => {
  expect(await check(program('good', 'echo "2.1.197 (Claude Code)"'))).toEqual({
    version: '2.1.197',
  })
})

it.runIf(unix).each([
  ['relative', () => 'bin/claude'],
  ['absent', () => join(folder, 'nowhere', 'claude')],
  ['no-file', () => folder],
  ['unversioned', () => program('talker', 'echo hello')],
  ['failed', () => program('broken', 'echo "no such option" >&2; exit 3')],
])('tells that it is %s [unix]', async (fault, path) => {
  expect(await check(path())).toMatchObject({ version: null, fault })
})

it.runIf(unix)(
  'tells what it said instead, and nothing more than a part of it [unix]',
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

it.runIf(unix && process.getuid?.() !== 0)('tells that it may not be run [unix]', async () => {
  expect(await check(program('locked', 'echo 2.1.197', 0o644))).toMatchObject({ fault: 'locked' })
})

it.runIf(unix)('waits for none that says nothing, and ends it [unix]', async () => {
  const silent = program('silent', 'trap "" TERM; echo $$ > "$HOME/pid"; exec sleep 600')
  expect(await check(silent, 300)).toMatchObject({ fault: 'silent' })
})

it.runIf(unix)(
  'is given no shell, no more words than one, and no secret of ours [unix]',
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
