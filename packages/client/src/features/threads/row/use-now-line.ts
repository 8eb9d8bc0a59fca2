// What a thread does now, in words: what its agent does, why it waits, since when nothing was heard of it.
import type { ThreadSummary } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { nowOf } from '../select/look.ts'
import { useLack } from '../use-lack.ts'
import { useBeat } from './beat.ts'

export interface NowLine {
  text: string
  /** It must not be overlooked. */
  stalled: boolean
}

const minute = 60_000

export function useNowLine(thread: ThreadSummary): NowLine | null {
  const { t } = useTranslation()
  const format = useFormat()
  const lack = useLack()
  const now = nowOf(thread)
  const current = useBeat(now?.kind === 'stalled')
  if (now === null) return null
  if (now.kind === 'subagents')
    return { text: t('status.subagents', { count: now.count }), stalled: false }
  if (now.kind === 'said') return { text: now.text, stalled: false }
  if (now.kind === 'stalled') {
    const lasted = current - Date.parse(now.since)
    const span = format.span(lasted)
    return {
      text: lasted < minute ? t('status.silent') : t('status.silentFor', { span }),
      stalled: true,
    }
  }
  if (now.word === 'queued' && lack) return { text: lack.why, stalled: false }
  return { text: t(`status.${now.word}`), stalled: false }
}
