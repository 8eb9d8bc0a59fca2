// What the piped holder does otherwise by design: its runs end with the server, and the next one clears up behind them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { isAlive } from '../processes/identity.ts'
import { findTree } from '../processes/kill-tree.ts'
import { createPipedHolder } from './piped.ts'
import { readIdentity } from './record.ts'

it('a run ends with its server; the next one finds it lost, with all it wrote, and nothing of it stays', async () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'piped-')))
  const dir = join(directory, 'run')
  const marker = `A_PARALLEL_TEST_RUN=${directory}`
  const piped = pathToFileURL(join(import.meta.dirname, 'piped.ts')).href
  const program = `
    import { createPipedHolder } from ${JSON.stringify(piped)}
    const holder = createPipedHolder()
    const dir = ${JSON.stringify(dir)}
    const script = 'sleep 73 & while read -r line; do echo "$line"; done'
    const ask = { dir, argv: ['/bin/sh', '-c', script], cwd: ${JSON.stringify(directory)} }
    await holder.start({ ...ask, env: { PATH: process.env.PATH }, marker: ${JSON.stringify(marker)} })
    await holder.write(dir, '{"n":1}')
    console.log('done')
    setInterval(() => {}, 1000)
  `
  const argv = ['--import', 'tsx', '--input-type=module', '-e', program]
  const server = spawn(process.execPath, argv, {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout, 'data')
  await expect.poll(() => readFileSync(join(dir, 'out.ndjson'), 'utf8')).toBe('{"n":1}\n')
  const agent = await readIdentity(dir, 'agent')
  server.kill('SIGKILL')
  await once(server, 'exit')
  await expect.poll(() => agent && isAlive(agent)).toBe(false)
  const next = createPipedHolder()
  expect(await next.status(dir)).toEqual({ kind: 'lost' })
  expect(await next.write(dir, '{"n":2}')).toEqual({ kind: 'gone' })
  expect((await next.end(dir, { graceMs: 1_000 })).survived).toEqual([])
  expect(await findTree({ marker })).toEqual([])
  expect(readFileSync(join(dir, 'out.ndjson'), 'utf8')).toBe('{"n":1}\n')
  rmSync(directory, { recursive: true })
})

it('counts a run as lost whose end could not be written down', async () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'piped-')))
  const dir = join(directory, 'run')
  const holder = createPipedHolder()
  const marker = `A_PARALLEL_TEST_RUN=${directory}`
  await holder.start({ dir, argv: ['/bin/cat'], cwd: directory, env: {}, marker })
  mkdirSync(join(dir, 'state', 'exit.json'))
  const ended = new Promise((resolve) => holder.watchEnd(dir, resolve))
  await holder.closeInput(dir)
  expect(await ended).toEqual({ kind: 'lost' })
  rmSync(directory, { recursive: true })
})
