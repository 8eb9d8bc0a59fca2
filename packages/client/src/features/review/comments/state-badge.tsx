// How a comment stands, in one word.
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/display/badge.tsx'
import type { CommentState } from './comment.ts'

const tones = { draft: 'need', outdated: undefined, open: 'run', answered: 'review' } as const

export function StateBadge({ state, settled }: { state: CommentState; settled: boolean }) {
  const { t } = useTranslation()
  if (settled) return <Badge>{t('review.comments.state.settled')}</Badge>
  const tone = tones[state]
  return <Badge {...(tone && { tone })}>{t(`review.comments.state.${state}`)}</Badge>
}
