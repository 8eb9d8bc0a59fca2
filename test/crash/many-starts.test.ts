// Twenty servers started at once on one data directory: one lives, the others name it and end, and nothing is harmed.
import { DatabaseSync } from '@photostructure/sqlite'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtServer } from '../support/crash/built-server.ts'
import { figure, long } from '../support/crash/form.ts'
import { makeRepository } from '../support/server.ts'
import { startServerProcess, type ServerProcess } from '../support/server-process.ts'

const starts = 20

let folder: string
let env: NodeJS.ProcessEnv
let main: string

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-starts-')))
  mkdirSync(join(folder, 'home'))
  env = {
    PATH: process.env['PATH'],
    HOME: join(folder, 'home'),
    A_PARALLEL_HOME: join(folder, 'data'),
    A_PARALLEL_OPEN: '0',
    PORT: '0',
  }
  main = await builtServer()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts them all, and answers the one that lives. */
async function race(): Promise<ServerProcess> {
  const begun = await Promise.allSettled(
    Array.from({ length: starts }, () => startServerProcess(env, 'exec "$@"', [main])),
  )
  const alive = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = begun.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  try {
    expect(alive).toHaveLength(1)
    for (const words of refused) {
      expect(words).toContain('"code":1')
      expect(words).toContain(`is in use by another a-parallel server (pid ${alive[0]!.pid}`)
    }
    return alive[0]!
  } catch (cause) {
    for (const one of alive) await one.end('SIGKILL')
    throw cause
  }
}

async function expectWhole(server: ServerProcess, projects: number): Promise<void> {
  const headers = { authorization: `Bearer ${server.token}` }
  const answer = await fetch(`${server.origin}/api/projects`, { headers })
  const { projects: found } = (await answer.json()) as { projects: unknown[] } // The contract's answer.
  expect(found).toHaveLength(projects)
  const database = new DatabaseSync(join(folder, 'data', 'data.db'), { readOnly: true })
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  database.close()
}

it('one lives, on a new directory, on a used one, and behind a server that was killed', async () => {
  const first = await race()
  await expectWhole(first, 0)
  const path = makeRepository(join(folder, 'shop'))
  const added = await fetch(`${first.origin}/api/projects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ path }),
  })
  expect(added.status).toBe(201)
  expect((await first.end('SIGTERM')).code).toBe(0)
  expect(existsSync(join(folder, 'data', 'server.json'))).toBe(false)

  const rounds = long ? 5 : 1
  for (let round = 0; round < rounds; round += 1) {
    const second = await race()
    await expectWhole(second, 1)
    await second.end('SIGKILL')
    // Its note still stands there, with a pid that nobody has.
    expect(readFileSync(join(folder, 'data', 'server.json'), 'utf8')).toContain(`${second.pid}`)
    const third = await race()
    await expectWhole(third, 1)
    await third.end('SIGTERM')
  }
  figure('races of 20 starts with exactly one survivor', 1 + 2 * rounds)
}, 600_000)
