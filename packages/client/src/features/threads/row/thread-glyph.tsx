// A thread's state as a glyph with its words. While the connection is gone for long it turns grey and says "last known".
import { useTranslation } from 'react-i18next'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { lookOf, type Shown } from '../select/look.ts'
import { useLongStale } from './use-stale.ts'

/** `spoken` false: the same words stand beside it. */
export function ThreadGlyph({
  thread,
  size,
  spoken = true,
}: {
  thread: Shown
  size?: number
  spoken?: boolean
}) {
  const { t } = useTranslation()
  const stale = useLongStale()
  const { shape, tone, word } = lookOf(thread)
  const status = t(`status.${word}`)
  const label = stale ? t('connection.lastKnown', { status }) : status
  return (
    <span className={stale ? 'flex shrink-0 [&_.turning]:animate-none' : 'flex shrink-0'}>
      <StatusGlyph
        shape={shape}
        tone={stale ? 'idle' : tone}
        size={size}
        label={spoken ? label : undefined}
      />
    </span>
  )
}
