// Reads and searches in one go. From three on they are one line that shows the latest while it runs; failures stay in sight.
import { Telescope } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ToolCall } from '@a-parallel/shared'
import { useFormat } from '../../../../platform/use-format.ts'
import { Collapsible } from '../../../../ui/display/collapsible.tsx'
import { StatusGlyph } from '../../../../ui/display/status-glyph.tsx'
import { RowFrame } from '../../actions/row-frame.tsx'
import { CallTitle } from './call-look.tsx'
import { CallRow } from './call-row.tsx'
import { useExpanded } from '../expansion.ts'

const foldFrom = 3

export function CallsRow({ id, calls }: { id: string; calls: readonly ToolCall[] }) {
  const [open, setOpen] = useExpanded(`fold:${id}`)
  if (calls.length < foldFrom) return calls.map(drawCall)
  const running = calls.findLast((call) => call.state === 'running')
  const failed = calls.filter((call) => call.state === 'failed' || call.state === 'denied')
  return (
    <>
      <Collapsible
        open={open}
        onToggle={setOpen}
        header={<FoldLine calls={calls} running={running} failures={failed.length} />}
      >
        {() => <div className="ms-[13px] border-s border-line ps-1.5">{calls.map(drawCall)}</div>}
      </Collapsible>
      {!open && failed.map(drawCall)}
    </>
  )
}

function drawCall(call: ToolCall) {
  return (
    <RowFrame key={call.id} id={call.id} item={call}>
      <CallRow call={call} />
    </RowFrame>
  )
}

type FoldLineProps = {
  calls: readonly ToolCall[]
  running: ToolCall | undefined
  failures: number
}

function FoldLine({ calls, running, failures }: FoldLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const reads = new Set(
    calls.flatMap(({ detail }) => (detail.kind === 'read' ? [detail.path] : [])),
  ).size
  const searches = calls.filter(({ detail }) => detail.kind === 'search').length
  const took = calls.reduce((sum, call) => sum + (call.durationMs ?? 0), 0)
  const parts = [
    ...(reads > 0 ? [t('timeline.readFiles', { count: reads })] : []),
    ...(searches > 0 ? [t('timeline.searches', { count: searches })] : []),
  ]
  return (
    <>
      <Telescope size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="shrink-0 max-w-full truncate">{parts.join(' · ')}</span>
      {running && (
        <span className="flex min-w-0 text-muted">
          <CallTitle call={running} />
        </span>
      )}
      <span className="ms-auto flex shrink-0 items-center gap-2 ps-2 text-xs text-muted">
        {failures > 0 && (
          <span className="text-fail">{t('timeline.failures', { count: failures })}</span>
        )}
        {took >= 1000 && !running && <span>{format.duration(took)}</span>}
        {running ? (
          <StatusGlyph shape="arc" tone="run" label={t('timeline.state.running')} />
        ) : (
          <StatusGlyph shape="check" tone="idle" label={t('timeline.state.completed')} />
        )}
      </span>
    </>
  )
}
