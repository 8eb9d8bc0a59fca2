// What came of reaching each tool server last, by a test or a sign-in: kept until it is described otherwise, or gone.
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { ToolServerTable } from './table.ts'

export interface ReportsPorts {
  bus: Pick<Bus, 'publish'>
  clock: Clock
  log: Log
  table: Pick<ToolServerTable, 'find' | 'change'>
}

export function openReports({ bus, clock, log, table }: ReportsPorts) {
  /** Of those that were described anew since this server began, how often. */
  const descriptions = new Map<ToolServerId, number>()
  const described = (id: ToolServerId) => descriptions.get(id) ?? 0
  return {
    /** One is about to be reached as it is now. What is returned keeps what came of it, unless it is another by then. */
    begin(owner: OwnerId, id: ToolServerId): (report: ToolServerReport) => void {
      const now = described(id)
      return (report) => {
        try {
          if (described(id) !== now || !table.find(owner, id)) return
          table.change(owner, id, { last: { report, at: clock.now() } })
        } catch (cause) {
          // Whoever asked is told all the same.
          log.warn({ err: cause, server: id }, 'what came of reaching a tool server was not kept')
          return
        }
        bus.publish({ type: 'tool-servers', owner, threadId: null })
      }
    },
    /** It is described otherwise: what came of reaching it before tells nothing of it. */
    forget(owner: OwnerId, id: ToolServerId): void {
      descriptions.set(id, described(id) + 1)
      table.change(owner, id, { last: null })
    },
  }
}
