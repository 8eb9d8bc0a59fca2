// All that was thrown away and is still there, of whatever kind, with what it takes: to bring back, or to destroy.
import type { TrashItem } from '@a-parallel/shared'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTrash, useTrashChanged } from '../../api/data/trash.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { OneLine } from '../../ui/text/named-text.tsx'
import { RestoreDialog } from '../backups/index.ts'
import { Unread } from '../unread/index.ts'
import { EmptyDialog } from './empty-dialog.tsx'
import { TrashRow } from './trash-row.tsx'

export function Trash() {
  const { t } = useTranslation()
  const { data, error, refetch } = useTrash()
  const changed = useTrashChanged()
  const [going, setGoing] = useState<readonly TrashItem[]>()
  const [backup, setBackup] = useState<string>()
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '45%', '52%']} />
  const { items, unread } = data
  return (
    <>
      {items.length > 0 && <Head items={items} onEmpty={() => setGoing(items)} />}
      {items.length + unread.length === 0 && <p className="py-2 text-muted">{t('trash.none')}</p>}
      {unread.length > 0 && <NotTold projects={unread} />}
      <ul aria-label={t('trash.title')} className="divide-y divide-line empty:hidden">
        {items.map((item) => (
          <TrashRow
            key={`${item.kind} ${item.id}`}
            item={item}
            onChanged={changed}
            onRestoreBackup={() => setBackup(item.id)}
            onDestroy={() => setGoing([item])}
          />
        ))}
      </ul>
      {going && <EmptyDialog items={going} onClose={() => setGoing(undefined)} />}
      {backup !== undefined && <RestoreDialog from={backup} onClose={() => setBackup(undefined)} />}
    </>
  )
}

/** Whose repositories did not say what they keep. */
function NotTold({ projects }: { projects: readonly string[] }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  return (
    <p className="py-2 text-sm text-pretty text-fail">
      <OneLine text={t('trash.unread', { count: projects.length, projects: list(projects) })} />
    </p>
  )
}

function Head({ items, onEmpty }: { items: readonly TrashItem[]; onEmpty: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const bytes = items.reduce((sum, item) => sum + (item.bytes ?? 0), 0)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
      <p className="min-w-0 flex-1 text-sm text-muted">
        {bytes > 0
          ? t('trash.sum', { count: items.length, size: format.bytes(bytes) })
          : t('trash.sumUnsized', { count: items.length })}
      </p>
      <Button size="sm" icon={<Trash2 size={13} aria-hidden />} onClick={onEmpty}>
        {t('trash.emptyAll')}
      </Button>
    </div>
  )
}
