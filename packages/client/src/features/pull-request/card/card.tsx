// A pull request as it stands: what it asks, whether it can be merged, its checks and what reviewers say.
import type { PullRequest, ThreadView } from '@a-parallel/shared'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Badge } from '../../../ui/display/badge.tsx'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { standingLooks, standingOf } from '../look.ts'
import { Checks } from './checks.tsx'
import { Merge } from './merge.tsx'
import { Over } from './over.tsx'
import { Remarks } from './remarks.tsx'

export type PullRequestCardProps = {
  view: ThreadView
  pull: PullRequest
  readAt: string | null
  /** Opens another one, now that this is over. */
  onAgain: () => void
}

export function PullRequestCard({ view, pull, readAt, onAgain }: PullRequestCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const standing = standingOf(pull)
  const { by, repository, head, base } = pull
  return (
    <article
      aria-label={t('pullRequest.numbered', { number: pull.number })}
      className="flex flex-col gap-4"
    >
      <header className="flex flex-col gap-1">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-lg font-medium">
          <StatusGlyph {...standingLooks[standing]} size={16} />
          <a
            href={pull.url}
            target="_blank"
            rel="noreferrer"
            className="min-w-0 wrap-anywhere hover:underline"
          >
            {pull.title} <span className="font-normal text-muted">#{pull.number}</span>
            <ExternalLink size={13} aria-hidden className="ms-1 inline text-muted" />
          </a>
          <Badge tone={standingLooks[standing].tone}>{t(`pullRequest.standing.${standing}`)}</Badge>
        </h3>
        <p className="text-sm wrap-anywhere text-muted">
          {t('pullRequest.asks', { by, repository, head, base })}
          {readAt !== null && (
            <> · {t('pullRequest.readAt', { when: format.clock(Date.parse(readAt)) })}</>
          )}
        </p>
      </header>
      {pull.state === 'open' ? (
        <Merge threadId={view.id} pull={pull} />
      ) : (
        <Over view={view} pull={pull} onAgain={onAgain} />
      )}
      <Checks threadId={view.id} pull={pull} />
      <Remarks threadId={view.id} pull={pull} />
    </article>
  )
}
