// Two windows that save the same MCP server at once, on a real database: what was kept is that of the last one.
import type { GivenToolServer, OwnerId, ProjectId, ThreadId } from '@a-parallel/shared'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDatabase } from '../store/sqlite/database.ts'
import { openToolServers } from './index.ts'

vi.mock('node:dns/promises', () => ({ lookup: vi.fn() }))

const owner = 'me' as OwnerId // Nothing looks into it.
const actor = { kind: 'person', id: owner } as const
const at = { projectId: 'shop' as ProjectId, threadId: 'one' as ThreadId } // Likewise.
const found = [{ address: '93.184.215.14', family: 4 }]
const never = () => {
  throw new Error('not asked for here')
}

let root: string
let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a-parallel-tool-servers-'))
  database = openDatabase(join(root, 'data.db'))
  vi.mocked(lookup).mockImplementation(() => Promise.resolve(found) as never) // All are asked for.
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

function opened() {
  return openToolServers({
    db: database.db,
    bus: { publish: () => undefined },
    clock: { now: () => '2026-11-26T10:00:00.000Z' },
    newId: randomUUID,
    log: pino({ level: 'silent' }),
    sealKeys: [createSecretKey(randomBytes(32))],
    runner: {
      toolServers: {
        place: never,
        mayWorkIn: never,
        forget: never,
        test: never,
        signIn: never,
        close: never,
      },
    },
    project: never,
    agentSettings: never,
  })
}

const written = (key: string | null, url = 'https://mcp.example.com/'): GivenToolServer => ({
  name: 'phone',
  projectId: null,
  transport: { type: 'http', url, values: { 'X-Key': key } },
  timeoutMs: null,
  privateAddress: false,
})

/** The next look-up waits until it is let go of. */
function holdLookUp(): () => void {
  let letGo = (): void => undefined
  const waits = new Promise((resolve) => (letGo = () => resolve(found)))
  vi.mocked(lookup).mockImplementationOnce(() => waits as never) // As above.
  return () => letGo()
}

it('the one whose address is found later keeps the value that the other has entered', async () => {
  const servers = opened()
  const { id } = await servers.add(actor, written('old'))
  const letGo = holdLookUp()
  const slower = servers.change(actor, id, written(null))
  await servers.change(actor, id, written('new'))
  letGo()
  await slower
  const [given] = await servers.given(owner, at)
  expect(given?.transport).toMatchObject({ headers: { 'X-Key': 'new' } })
})

it('and gets none where the other has sent it elsewhere meanwhile', async () => {
  const servers = opened()
  const { id } = await servers.add(actor, written('old'))
  const letGo = holdLookUp()
  const slower = servers.change(actor, id, written(null))
  await servers.change(actor, id, written('theirs', 'https://other.example.com/'))
  letGo()
  await expect(slower).rejects.toMatchObject({ code: 'tool_server_value_missing' })
  const [given] = await servers.given(owner, at)
  expect(given?.transport).toMatchObject({
    url: 'https://other.example.com/',
    headers: { 'X-Key': 'theirs' },
  })
})
