// Chooses the component of a row. The only list of all kinds.
import type { ReactNode } from 'react'
import type { Item } from '@a-parallel/shared'
import { RowFrame } from './actions/row-frame.tsx'
import { CallRow } from './draw/call/call-row.tsx'
import { CallsRow } from './draw/call/calls-row.tsx'
import { PreparationRow } from './draw/preparation-row.tsx'
import { NoticeRow } from './draw/notice-row.tsx'
import { ReasoningRow } from './draw/reasoning-row.tsx'
import { TaskRow } from './draw/call/task-row.tsx'
import { TextRow } from './draw/text-row.tsx'
import { BeganRow, DayRow, EndedRow } from './draw/turn-rows.tsx'
import { UserRow } from './draw/user-row.tsx'
import type { Row } from './rows/row.ts'

/** Draws one row. Stable, so that a list may compare it. */
export function drawRow(row: Row): ReactNode {
  switch (row.kind) {
    case 'user':
      return (
        <RowFrame id={row.key} item={row.item} gap>
          <UserRow row={row} />
        </RowFrame>
      )
    case 'day':
      return <DayRow row={row} />
    case 'began':
      return <BeganRow row={row} />
    case 'ended':
      return <EndedRow row={row} />
    case 'text':
      return framed(row.key, row.item, <TextRow row={row} />)
    default:
      return <div className="-mx-1.5">{drawLine(row)}</div>
  }
}

function framed(id: string, item: Item | null, children: ReactNode): ReactNode {
  return (
    <RowFrame id={id} item={item}>
      {children}
    </RowFrame>
  )
}

/** Rows of one line that lights up: they reach a little beyond the column, so that their text stays in it. */
function drawLine(
  row: Exclude<Row, { kind: 'user' | 'day' | 'began' | 'ended' | 'text' }>,
): ReactNode {
  switch (row.kind) {
    case 'reasoning':
      return framed(row.key, row.item, <ReasoningRow row={row} />)
    case 'call':
      return framed(row.key, row.call, <CallRow call={row.call} approval={row.approval} />)
    case 'calls':
      return <CallsRow id={row.key} calls={row.calls} />
    case 'task':
      return framed(row.key, row.call, <TaskRow row={row} draw={drawRow} />)
    case 'preparation':
      return <PreparationRow row={row} />
    case 'notice':
      return framed(row.key, row.item, <NoticeRow row={row} />)
    default:
      return row satisfies never
  }
}
