// The button in a thread's header: how much changed since its base, and the way to the pane.
import { FileDiff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { Tooltip } from '../../ui/overlays/tooltip.tsx'
import { useKeysOf } from '../commands/index.ts'
import { Counts } from './list/counts.tsx'
import { useActivity } from './state/activity.ts'
import { useFirstLines } from './state/first-lines.ts'
import { useChangesQuery } from './state/use-changes.ts'

type ReviewButtonProps = { view: ThreadView; open: boolean; onToggle: () => void }

const all = { scope: 'branch' } as const

export function ReviewButton({ view, open, onToggle }: ReviewButtonProps) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const keys = useKeysOf('toggleReview')
  // The pane asks for itself.
  useActivity(view, !open)
  const isRead = useFirstLines(view.id)
  const { data } = useChangesQuery(view.id, all, hasFiles(view) && (isRead || !open))
  const files = data?.files ?? []
  const sum = (side: 'added' | 'removed') =>
    files.reduce((total, file) => total + (file[side] ?? 0), 0)
  const count = data?.total ?? 0
  return (
    <Tooltip label={t('commands.toggleReview')} keys={keys}>
      <button
        type="button"
        aria-pressed={open}
        aria-label={t('review.button', { count })}
        onClick={onToggle}
        className="flex min-h-8 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 text-sm text-muted transition-colors hover:bg-hover hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg touch-target"
      >
        <FileDiff size={15} aria-hidden />
        <span aria-hidden className="tabular-nums">
          {count > 0 ? number(count) : t('review.short')}
        </span>
        {count === files.length && (
          <Counts added={sum('added')} removed={sum('removed')} className="max-lg:hidden" />
        )}
      </button>
    </Tooltip>
  )
}

/** A worktree that is not made yet, or is gone, holds nothing. */
function hasFiles({ mode, worktree }: ThreadView): boolean {
  return mode === 'local' || worktree?.state === 'ready'
}
