// How a thread's pull request stands, in its header, and the way to its window. Nothing as long as there is none: the next
// step leads there.
import type { ThreadView } from '@a-parallel/shared'
import { GitPullRequest } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { Tooltip } from '../../ui/overlays/tooltip.tsx'
import { standingLooks, standingOf } from './look.ts'
import { showPullRequest, useShown } from './shown.ts'
import { usePullRequest } from './use-pull-request.ts'

export function PullRequestChip({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = useShown(({ threadId }) => threadId === view.id)
  const pull = usePullRequest(view.id, shown).data?.pullRequest ?? null
  if (!pull) return null
  const standing = standingOf(pull)
  const label = t('pullRequest.button', {
    number: format.number(pull.number),
    standing: t(`pullRequest.standing.${standing}`),
  })
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={shown}
        onClick={() => showPullRequest(view.id)}
        className="inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1 rounded-md px-1.5 text-sm text-muted transition-colors hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
      >
        <GitPullRequest size={16} aria-hidden />
        <span className="tabular-nums max-md:hidden">#{pull.number}</span>
        <StatusGlyph {...standingLooks[standing]} size={12} />
      </button>
    </Tooltip>
  )
}
