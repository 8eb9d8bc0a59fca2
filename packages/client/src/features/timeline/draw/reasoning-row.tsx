// What the agent thinks: one line, open on demand. While it thinks, the line shows the latest of it.
import { Brain } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Collapsible } from '../../../ui/display/collapsible.tsx'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { Markdown } from '../../../ui/text/markdown.tsx'
import type { Row } from '../rows/row.ts'
import { useSteady } from '../scroll/use-steady.ts'
import { useOpenText } from './context.ts'
import { useExpanded } from './expansion.ts'
import { useTextLabels } from './text-labels.ts'

export function ReasoningRow({ row }: { row: Extract<Row, { kind: 'reasoning' }> }) {
  const { t } = useTranslation()
  const [open, setOpen] = useExpanded(row.key)
  const thinking = row.item === null
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      headerClassName="text-sm text-muted"
      header={
        <>
          <Brain size={14} aria-hidden className="shrink-0" />
          <span className="shrink-0">
            {thinking ? t('timeline.thinking') : <Thought tookMs={row.tookMs} />}
          </span>
          {!open && <Glimpse row={row} />}
          {thinking && <StatusGlyph shape="arc" tone="run" />}
        </>
      }
    >
      {() => <Thoughts row={row} />}
    </Collapsible>
  )
}

/** Milliseconds from which it is worth telling. */
const worthTelling = 1000

function Thought({ tookMs }: { tookMs: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (tookMs === null || tookMs < worthTelling) return t('timeline.thought')
  return t('transcript.thoughtFor', { duration: format.duration(tookMs) })
}

/** Of finished thoughts the first line; of those being thought the last. */
function Glimpse({ row }: { row: Extract<Row, { kind: 'reasoning' }> }) {
  const produced = useOpenText(row.key)
  const lines = (row.item?.text ?? produced.slice(-400)).split('\n').filter((line) => line.trim())
  const line = row.item ? lines[0] : lines.at(-1)
  return <span className="min-w-0 flex-1 truncate">{line?.replace(/[*_`#]+/g, '')}</span>
}

function Thoughts({ row }: { row: Extract<Row, { kind: 'reasoning' }> }) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const box = useRef<HTMLDivElement>(null)
  const produced = useOpenText(row.key)
  const text = useSteady(row.item?.text ?? produced, box)
  return (
    <div ref={box} className="ms-[13px] border-s border-line py-1 ps-4 text-muted">
      <Markdown text={text} streaming={row.item === null} labels={labels.copy} />
      {row.item?.partial && <p className="mt-1 text-sm">{t('timeline.cutOff')}</p>}
    </div>
  )
}
