// What can be done with the threads selected in the overview, all at once.
import type { ThreadSummary } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { archiveThreads, markSeen, restoreThreads } from '../act/actions.ts'
import { isUnread } from '../select/look.ts'
import { atWork } from '../select/order.ts'

type SelectBarProps = { chosen: readonly ThreadSummary[]; onClear: () => void }

export function SelectBar({ chosen, onClear }: SelectBarProps) {
  const { t } = useTranslation()
  if (chosen.length === 0) return null
  const resting = chosen.filter((thread) => !thread.archived && !atWork(thread))
  const archived = chosen.filter((thread) => thread.archived)
  const unread = chosen.filter(isUnread)
  const act = (work: Promise<unknown>) => {
    void work
    onClear()
  }
  return (
    <div
      role="toolbar"
      aria-label={t('inbox.bulk')}
      className="sticky bottom-0 z-10 mt-auto flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-1.5"
    >
      <span className="flex-1 text-sm text-muted">
        {t('inbox.selected', { count: chosen.length })}
      </span>
      {archived.length > 0 && (
        <Button size="sm" onClick={() => act(restoreThreads(archived))}>
          {t('threads.restore')}
        </Button>
      )}
      <Button
        size="sm"
        disabled={resting.length === 0}
        title={resting.length === 0 ? t('threads.archiveBusy') : undefined}
        onClick={() => act(archiveThreads(resting))}
      >
        {t('threads.archive')}
      </Button>
      <Button
        size="sm"
        disabled={unread.length === 0}
        onClick={() => act(Promise.all(unread.map(markSeen)))}
      >
        {t('attention.markSeen')}
      </Button>
      <Button size="sm" weight="quiet" onClick={onClear}>
        {t('inbox.clear')}
      </Button>
    </div>
  )
}
