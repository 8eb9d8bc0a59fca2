// What setup commands print: both streams in their order, by offsets, and never more on the disk than it can bear.
import type { ThreadId } from '@a-parallel/shared'
import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it } from 'vitest'
import { createPosixHolder } from '../holder/posix.ts'
import { openSetupCommands } from './commands.ts'

const id = { threadId: '00000000-0000-4000-8000-000000000001' as ThreadId, key: '1-0-1' } // A UUID.

it('what grows too long is cut under a command that goes on, and tells so', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-output-')))
  const environment = { PATH: process.env['PATH'] ?? '' }
  const log = pino({ enabled: false })
  const commands = openSetupCommands(createPosixHolder(), join(folder, 'all'), environment, log)
  const file = join(folder, 'all', id.threadId, id.key, 'out.ndjson')
  // Its last piece goes beyond what is kept.
  const large = (64 << 20) + 10
  const command = `head -c ${large} /dev/zero | tr '\\0' x
    until test -e more; do sleep 0.1; done; echo; echo half >&2
    until test -e go; do sleep 0.1; done; echo end`
  const line = { command, name: 'long', field: 'commands' as const, isOwn: false }
  const run = commands.run({ ...id, ...line, repository: folder, cwd: folder, environment: {} })
  await expect.poll(async () => (await commands.output(id, 0)).next).toBe(large)
  await expect.poll(() => statSync(file).size).toBeLessThan(1 << 20)
  await expect.poll(async () => (await commands.output(id, 0)).next).toBe(large)
  writeFileSync(join(folder, 'more'), '')
  await expect.poll(async () => (await commands.output(id, 0)).next).toBe(large + 6)
  const half = await commands.output(id, 0)
  expect([half.isCut, half.text.endsWith('xx\nhalf\n')]).toEqual([true, true])
  writeFileSync(join(folder, 'go'), '')
  expect(await run).toMatchObject({ kind: 'exited', code: 0 })
  const end = { text: 'end\n', next: large + 10, isCut: false }
  expect(await commands.output(id, half.next)).toEqual(end)
  commands.detach()
  rmSync(folder, { recursive: true })
})
