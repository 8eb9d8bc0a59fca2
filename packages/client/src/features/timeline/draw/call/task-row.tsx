// A subagent under the call that sent it: one line that tells what it does now, its own rows on demand. Never silent.
import { Bot } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/controls/button.tsx'
import { Badge } from '../../../../ui/display/badge.tsx'
import { Collapsible } from '../../../../ui/display/collapsible.tsx'
import { Markdown } from '../../../../ui/text/markdown.tsx'
import { locate } from '../../place/locate.ts'
import { useMarked } from '../../place/marked.ts'
import type { Row } from '../../rows/row.ts'
import { CallTitle } from './call-look.tsx'
import { CallState } from './call-state.tsx'
import { useExpanded } from '../expansion.ts'
import { StopCall } from './running-call.tsx'
import { useTextLabels } from '../text-labels.ts'

type TaskRowProps = {
  row: Extract<Row, { kind: 'task' }>
  /** Draws a nested row. */
  draw: (row: Row) => ReactNode
}

const pageful = 100

export function TaskRow({ row, draw }: TaskRowProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useExpanded(row.key)
  const { call, approval, uses, now } = row
  const running = call.state === 'running'
  const agentType = call.detail.kind === 'task' ? call.detail.agentType : ''
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      aside={<StopCall call={call} />}
      header={
        <>
          <Bot size={14} aria-hidden className="shrink-0 text-muted" />
          <span className="min-w-0 shrink-0 max-w-[55%] truncate">{call.title || agentType}</span>
          <Badge className="max-sm:hidden @max-md/cell:hidden">{agentType}</Badge>
          {running && now && (
            <span className="flex min-w-0 text-muted">
              <CallTitle call={now} />
            </span>
          )}
          <span className="ms-auto shrink-0 ps-2 text-xs text-muted max-sm:hidden @max-md/cell:hidden">
            {t('timeline.uses', { count: uses })}
          </span>
          <span className="shrink-0">
            <CallState call={call} approval={approval} />
          </span>
        </>
      }
    >
      {() => <TaskBody row={row} draw={draw} />}
    </Collapsible>
  )
}

function TaskBody({ row, draw }: TaskRowProps) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const [shown, setShown] = useState(pageful)
  const { call, rows } = row
  const marked = useMarked()
  const wanted = marked === undefined ? null : locate(rows, marked)
  const hidden = Math.min(Math.max(0, rows.length - shown), wanted?.index ?? rows.length)
  const prompt = call.detail.kind === 'task' ? call.detail.prompt : ''
  return (
    <div className="ms-[13px] border-s border-line ps-4 pb-1">
      {prompt && (
        <p className="my-1.5 line-clamp-6 text-sm whitespace-pre-wrap text-muted wrap-anywhere">
          {prompt}
        </p>
      )}
      {hidden > 0 && (
        <Button size="sm" weight="quiet" onClick={() => setShown(shown + pageful)}>
          {t('timeline.showEarlier', { count: Math.min(hidden, pageful) })}
        </Button>
      )}
      {rows.slice(hidden).map((nested) => (
        <div key={nested.key}>{draw(nested)}</div>
      ))}
      {call.state !== 'running' && call.output?.text.trim() && (
        <div className="py-1.5">
          <p className="pb-1 text-xs font-medium text-muted">{t('timeline.reported')}</p>
          <Markdown text={call.output.text} labels={labels.copy} />
        </div>
      )}
    </div>
  )
}
