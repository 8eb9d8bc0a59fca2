// Messages that wait until the agent has finished its turn, above the composer, in the order in which they will be sent.
import { useTranslation } from 'react-i18next'
import type { Turn } from '@a-parallel/shared'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'

export function WaitingMessages({ turns }: { turns: readonly Turn[] }) {
  const { t } = useTranslation()
  if (turns.length === 0) return null
  return (
    <ul
      aria-label={t('timeline.waitingMessages')}
      className="scroll-thin flex max-h-32 flex-col overflow-y-auto px-1.5 py-1"
    >
      {turns.map((turn) => (
        <li key={turn.id} className="flex min-h-7 items-center gap-2">
          <StatusGlyph shape="dashed" tone="idle" />
          <span className="shrink-0 text-sm text-muted">{t('timeline.queued')}</span>
          <span className="min-w-0 truncate" title={turn.text}>
            {turn.text}
          </span>
        </li>
      ))}
    </ul>
  )
}
