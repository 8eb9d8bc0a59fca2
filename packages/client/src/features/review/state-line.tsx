// Where the branch stands, as far as it is worth a word: ahead and behind, what git is in the middle of, what is in conflict.
import { ArrowDown, ArrowUp, GitBranch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState } from '@a-parallel/shared'
import { Badge } from '../../ui/display/badge.tsx'

export function StateLine({ state }: { state: BranchState }) {
  const { t } = useTranslation()
  const { branch, head, base, operation, conflicted, locked } = state
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      <span className="flex min-w-0 items-center gap-1">
        <GitBranch size={12} aria-hidden className="shrink-0" />
        <span className="truncate font-mono">
          {branch ?? (head === null ? t('review.state.unborn') : head.slice(0, 8))}
        </span>
        {branch === null && head !== null && <span>{t('review.state.detached')}</span>}
      </span>
      {base && (base.ahead > 0 || base.behind > 0) && <Distance base={base} />}
      {operation && <Badge tone="need">{t(`review.state.operation.${operation}`)}</Badge>}
      {conflicted > 0 && (
        <Badge tone="fail">{t('review.state.conflicted', { count: conflicted })}</Badge>
      )}
      {locked && <Badge tone="setup">{t('review.state.locked')}</Badge>}
    </p>
  )
}

function Distance({ base }: { base: NonNullable<BranchState['base']> }) {
  const { t } = useTranslation()
  const { ahead, behind, name } = base
  const words = [
    ahead > 0 && t('review.state.ahead', { count: ahead, base: name }),
    behind > 0 && t('review.state.behind', { count: behind, base: name }),
  ].filter((text) => text !== false)
  return (
    <span title={words.join(' · ')} className="flex shrink-0 items-center gap-2 tabular-nums">
      <span className="sr-only">{words.join(', ')}</span>
      {ahead > 0 && (
        <span aria-hidden className="flex items-center">
          <ArrowUp size={12} />
          {ahead}
        </span>
      )}
      {behind > 0 && (
        <span aria-hidden className="flex items-center">
          <ArrowDown size={12} />
          {behind}
        </span>
      )}
    </span>
  )
}
