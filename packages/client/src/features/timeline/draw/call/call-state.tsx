// The end of a call's line: changed lines, exit code, duration, and how it stands, as shape and words.
import { useTranslation } from 'react-i18next'
import type { Approval, ToolCall } from '@a-parallel/shared'
import { useFormat } from '../../../../platform/use-format.ts'
import { Badge } from '../../../../ui/display/badge.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../../../ui/display/status-glyph.tsx'
import { RunningFor } from './running-call.tsx'

const looks: Record<ToolCall['state'] | 'asking', readonly [GlyphShape, Tone]> = {
  running: ['arc', 'run'],
  asking: ['diamond-bang', 'need'],
  completed: ['check', 'idle'],
  failed: ['square-cross', 'fail'],
  denied: ['stop', 'need'],
  interrupted: ['bars', 'idle'],
}

export function CallState({ call, approval }: { call: ToolCall; approval: Approval | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const asking = approval?.state === 'pending'
  const state = asking ? 'asking' : call.state
  const [shape, tone] = looks[state]
  const { exitCode, durationMs, detail } = call
  return (
    <span className="ms-auto flex shrink-0 items-center gap-2 ps-2 text-xs text-muted">
      {detail.kind === 'edit' && <Changed added={detail.added} removed={detail.removed} />}
      {call.background && <Badge>{t('timeline.background')}</Badge>}
      {exitCode !== null && exitCode !== 0 && (
        <Badge tone="fail">{t('timeline.exit', { code: exitCode })}</Badge>
      )}
      {state === 'denied' && <span className="text-need">{t('timeline.state.denied')}</span>}
      {state === 'asking' && <span className="text-need">{t('timeline.state.asking')}</span>}
      {state === 'running' && <RunningFor since={approval?.answer?.at ?? call.at} />}
      {durationMs !== null && durationMs >= worthTelling(detail.kind) && (
        <span>{format.duration(durationMs)}</span>
      )}
      <StatusGlyph shape={shape} tone={tone} label={t(`timeline.state.${state}`)} />
    </span>
  )
}

/** Milliseconds from which a duration is worth a place on the line: commands are watched closely. */
const worthTelling = (kind: ToolCall['detail']['kind']) => (kind === 'command' ? 100 : 1000)

/** Added and removed lines. The signs stay, so that colour is never the only sign. */
export function Changed({ added, removed }: { added: number; removed: number }) {
  const format = useFormat()
  return (
    <span className="flex gap-1.5 font-medium">
      <span className="text-review">+{format.number(added)}</span>
      <span className="text-fail">−{format.number(removed)}</span>
    </span>
  )
}
