// A program that is started in a folder of our choice, by the shell and, as on Windows, by Node: where it works, what it is
// given, and what is said to whoever greets it where that cannot be.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startedIn } from './started-in.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-started-')))
const here = import.meta.dirname
writeFileSync(join(folder, 'own.sh'), '#!/bin/sh\necho own\n', { mode: 0o755 })
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(['linux', 'win32'] as const)('as on %s', (platform) => {
  const run = (command: string, args: string[] = [], where = folder) => {
    const started = startedIn(where, { command, args }, { platform, execPath: process.execPath })
    const greeting = `${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize' })}\n`
    const { status, stdout } = spawnSync(started.command, started.args, {
      cwd: here,
      input: greeting,
      encoding: 'utf8',
    })
    return [status, stdout]
  }
  const no = (message: string) => [
    127,
    `${JSON.stringify({ jsonrpc: '2.0', id: 0, error: { code: -32000, message } })}\n`,
  ]

  it('it works there, with its arguments as they are', () => {
    const args = ['a b', "it's", '$HOME', '"', '', '-n']
    const tell = 'console.log(JSON.stringify([process.cwd(), process.argv.slice(1)]))'
    expect(run(process.execPath, ['-e', tell, '--', ...args])).toEqual([
      0,
      `${JSON.stringify([folder, args])}\n`,
    ])
  })

  it('it hears what is said to it, and ends as it ends', () => {
    const tell = 'process.stdin.once("data", () => process.exit(7))'
    expect(run('node', ['-e', tell])).toEqual([7, ''])
  })

  it('a path leads from there', () => {
    expect(run('./own.sh')).toEqual([0, 'own\n'])
    expect(run('./started-in.test.ts')).toEqual(no('There is no such program.'))
  })

  it('whoever greets it is told why it is not there', () => {
    expect(run('no-such-program')).toEqual(no('There is no such program.'))
    expect(run('-v')).toEqual(no('There is no such program.'))
    expect(run('node', [], join(folder, 'gone'))).toEqual(
      no('The folder that it works in is gone.'),
    )
  })
})
