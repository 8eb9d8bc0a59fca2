// Setup commands as real processes that somebody stops while they are about to begin.
import type { ThreadId } from '@a-parallel/shared'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPosixHolder } from '../holder/posix.ts'
import { openSetupCommands } from './commands.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // A UUID.
const said = { name: 'install', field: 'commands' as const, isOwn: false, environment: {} }

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a-parallel-commands-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

it('is not begun once nobody wants it, and ended when that is told as it begins', async () => {
  const { PATH = '' } = process.env
  const log = pino({ level: 'silent' })
  const commands = openSetupCommands(createPosixHolder(), join(directory, 'kept'), { PATH }, log)
  const ask = { threadId, repository: directory, cwd: directory, command: 'sleep 300', ...said }
  const never = { ...ask, key: '1-0-1', isWanted: () => false }
  expect(await commands.run(never)).toEqual({ kind: 'lost' })
  expect(await commands.isBegun(never)).toBe(false)
  let asked = 0
  const stopped = { ...ask, key: '1-0-2', isWanted: () => (asked += 1) === 1 }
  expect(await commands.run(stopped)).toMatchObject({ kind: 'exited', signal: 'SIGTERM' })
})
