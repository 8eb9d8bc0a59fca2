// What is to be known of a commit at a glance: who made it and when, its name, and how far it has come.
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Badge } from '../../../ui/display/badge.tsx'
import { spelled } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import type { Commit } from './use-commits.ts'

export function CommitFacts({ commit: { author, at, oid } }: { commit: Commit }) {
  const { dayClock, moment } = useFormat()
  const when = Date.parse(at)
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-xs text-muted">
      <span title={spelled(author.email)} className="min-w-0 truncate">
        <OneLine text={author.name} />
      </span>
      <time dateTime={at} title={moment(when)} className="shrink-0">
        {dayClock(when)}
      </time>
      <span className="shrink-0 font-mono">{oid.slice(0, 8)}</span>
    </span>
  )
}

/** `remote`: there is one that it could be pushed to. */
export function CommitMarks({ commit, remote }: { commit: Commit; remote: boolean }) {
  const { t } = useTranslation()
  const { parents, merged, pushed } = commit
  return (
    <span className="flex shrink-0 flex-wrap items-center justify-end gap-1">
      {parents.length > 1 && <Badge>{t('review.history.mergeCommit')}</Badge>}
      {merged ? (
        <Badge tone="merged">{t('review.history.merged')}</Badge>
      ) : pushed ? (
        <Badge tone="review">{t('review.history.pushed')}</Badge>
      ) : (
        remote && <Badge>{t('review.history.notPushed')}</Badge>
      )}
    </span>
  )
}
