// How a pull request and its checks stand, in one line.
import type { PullRequest } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { countChecks, standingLooks, standingOf } from './look.ts'

export function PullRequestLine({ pull }: { pull: PullRequest }) {
  const { t } = useTranslation()
  const format = useFormat()
  const standing = standingOf(pull)
  const counts = countChecks(pull.checks).map(({ state, count }) =>
    t(`pullRequest.checks.${state}`, { count }),
  )
  const words = [
    t('pullRequest.numbered', { number: pull.number }),
    counts.length > 0 ? format.list(counts) : t(`pullRequest.standing.${standing}`),
  ]
  return (
    // Spoken as it changes.
    <output className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
      <StatusGlyph {...standingLooks[standing]} size={12} />
      <span className="min-w-0 wrap-anywhere">{words.join(' · ')}</span>
    </output>
  )
}
