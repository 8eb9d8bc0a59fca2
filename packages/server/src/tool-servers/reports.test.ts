// Which reports of tool servers are kept.
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import { openReports } from './reports.ts'
import type { ToolServerRow } from './table.ts'

const owner = 'me' as OwnerId // Nothing looks into it.
const id = 'phone' as ToolServerId // Likewise.
const well: ToolServerReport = { status: 'connected', error: null, tools: ['call'], latencyMs: 3 }
const at = '2026-01-01T00:00:00.000Z'

function played() {
  let row: Partial<ToolServerRow> | null = { last: null }
  const news: unknown[] = []
  const reports = openReports({
    bus: { publish: (one) => news.push(one) },
    clock: { now: () => at },
    log: pino({ level: 'silent' }),
    table: {
      find: () => row as ToolServerRow | null, // Whether there is one is all that is asked.
      change: (_, __, change) => void (row = { ...row, ...change }),
    },
  })
  return { reports, news, last: () => row?.last, remove: () => (row = null) }
}

it('the last one is kept with its time, and is news; it goes when the server is described anew', () => {
  const { reports, news, last } = played()
  reports.begin(owner, id)(well)
  expect(last()).toEqual({ report: well, at })
  expect(news).toEqual([{ type: 'tool-servers', owner, threadId: null }])
  reports.forget(owner, id)
  expect(last()).toBeNull()
})

it('one of a server that is another by then, or gone, is not', () => {
  const { reports, news, last, remove } = played()
  const late = reports.begin(owner, id)
  reports.forget(owner, id)
  late(well)
  expect(last()).toBeNull()
  const tooLate = reports.begin(owner, id)
  remove()
  tooLate(well)
  expect([last(), news]).toEqual([undefined, []])
})
