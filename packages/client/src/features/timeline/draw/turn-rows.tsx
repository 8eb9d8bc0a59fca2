// Where a turn begins that nobody wrote, and where a turn ended: how, after how long, and on demand what it cost.
import { useTranslation } from 'react-i18next'
import type { Turn } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { StatusGlyph, type GlyphShape, type Tone } from '../../../ui/display/status-glyph.tsx'
import { useCostText } from '../../../words/cost-text.ts'
import type { Row } from '../rows/row.ts'
import { useExpanded } from './expansion.ts'

export function DayRow({ row }: { row: Extract<Row, { kind: 'day' }> }) {
  const format = useFormat()
  return <Divider>{format.day(Date.parse(row.at))}</Divider>
}

export function BeganRow({ row }: { row: Extract<Row, { kind: 'began' }> }) {
  const { t } = useTranslation()
  const words =
    row.turn.origin === 'resume' ? t('timeline.began.resume') : t('timeline.began.agent')
  return <Divider>{words}</Divider>
}

function Divider({ children }: { children: string }) {
  return (
    <div className="flex items-center gap-3 pt-5 pb-2 text-xs compact:pt-2 compact:pb-1 text-muted">
      <span aria-hidden className="h-px flex-1 bg-line" />
      <h2 className="font-normal">{children}</h2>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  )
}

type Outcome = 'completed' | 'failed' | 'stopped' | 'lost'

const looks: Record<Outcome, readonly [GlyphShape, Tone]> = {
  completed: ['check', 'review'],
  failed: ['square-cross', 'fail'],
  stopped: ['stop', 'idle'],
  lost: ['bars', 'idle'],
}

function outcomeOf(turn: Turn): Outcome {
  if (turn.state === 'failed') return 'failed'
  if (turn.state !== 'interrupted') return 'completed'
  return turn.reason === 'stopped' ? 'stopped' : 'lost'
}

export function EndedRow({ row }: { row: Extract<Row, { kind: 'ended' }> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { turn } = row
  const [open, setOpen] = useExpanded(row.key)
  const outcome = outcomeOf(turn)
  const [shape, tone] = looks[outcome]
  const took = durationOf(turn)
  const line = (
    <>
      <StatusGlyph shape={shape} tone={tone} size={12} />
      <span>
        {took === null
          ? t(`timeline.ended.${outcome}`)
          : t(`timeline.endedAfter.${outcome}`, { duration: format.duration(took) })}
      </span>
    </>
  )
  return (
    <div className="pt-2 pb-1 text-xs text-muted compact:pt-0 compact:pb-0">
      <div className="flex items-center gap-3">
        {turn.usage ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="-ms-1 flex min-h-6 items-center gap-1.5 rounded-sm px-1 hover:bg-hover hover:text-fg touch-target"
          >
            {line}
          </button>
        ) : (
          <span className="flex min-h-6 items-center gap-1.5">{line}</span>
        )}
        <span aria-hidden className="h-px flex-1 bg-line" />
      </div>
      {open && turn.usage && <Usage usage={turn.usage} />}
    </div>
  )
}

function durationOf({ usage, startedAt, endedAt }: Turn): number | null {
  if (startedAt && endedAt) return Date.parse(endedAt) - Date.parse(startedAt)
  return usage?.durationMs ?? null
}

function Usage({ usage }: { usage: NonNullable<Turn['usage']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const costText = useCostText()
  const cells = [
    [t('timeline.usage.cost'), costText(usage)],
    [t('timeline.usage.input'), format.compact(usage.inputTokens)],
    [t('timeline.usage.output'), format.compact(usage.outputTokens)],
    [t('timeline.usage.cacheRead'), format.compact(usage.cacheReadTokens)],
    [t('timeline.usage.cacheWrite'), format.compact(usage.cacheWriteTokens)],
  ] as const
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
      {cells.map(([name, value]) => (
        <div key={name} className="flex gap-1.5">
          <dt>{name}</dt>
          <dd className="text-fg">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
