// One thing in the trash: what it is, what it takes, until when it is kept, and the two ways out.
import type { TrashItem } from '@a-parallel/shared'
import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { restoreSkill } from '../../api/data/trash.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { bringBack, KeptAbout } from '../review/index.ts'

export type TrashRowProps = {
  item: TrashItem
  /** Something came back. */
  onChanged: () => Promise<void>
  onRestoreBackup: () => void
  onDestroy: () => void
}

export function TrashRow({ item, onChanged, onRestoreBackup, onDestroy }: TrashRowProps) {
  const { t } = useTranslation()
  const { busy, restore } = useRestoring(item, onChanged)
  const name = useNameOf(item)
  return (
    <li className="flex items-start gap-x-3 gap-y-2 py-2.5 max-sm:flex-wrap">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        {item.kind === 'kept' ? (
          <KeptAbout kept={item.kept} />
        ) : (
          <p className="font-medium wrap-anywhere">
            {item.kind === 'backup' ? t('backups.kinds.replaced') : name}
          </p>
        )}
        <Times item={item} />
      </div>
      <Button
        size="sm"
        busy={busy}
        icon={<Undo2 size={13} aria-hidden />}
        onClick={item.kind === 'backup' ? onRestoreBackup : restore}
      >
        {item.kind === 'backup' ? t('backups.restore') : t('review.kept.restore')}
      </Button>
      <IconButton
        label={t('trash.destroyNamed', { name })}
        icon={<Trash2 size={15} aria-hidden />}
        className="-my-0.5"
        onClick={onDestroy}
      />
    </li>
  )
}

function Times({ item }: { item: TrashItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { at, until } =
    item.kind === 'kept' ? item.kept : item.kind === 'skill' ? item.skill : item.backup
  return (
    <p className="text-xs text-muted">
      <time dateTime={at}>{format.dayClock(Date.parse(at))}</time>
      {until !== null && ` · ${t('review.kept.until', { date: format.day(Date.parse(until)) })}`}
      {item.bytes !== null && ` · ${format.bytes(item.bytes)}`}
    </p>
  )
}

/** What it is called where it stands alone. */
export function useNameOf(item: TrashItem): string {
  const { t } = useTranslation()
  const format = useFormat()
  if (item.kind === 'kept')
    return item.kept.thread?.title ?? item.kept.paths[0] ?? t(`review.kept.why.${item.kept.why}`)
  if (item.kind === 'skill') return t(`trash.skill.${item.skill.why}`, { name: item.skill.name })
  return t('trash.backup', { when: format.dayClock(Date.parse(item.backup.at)) })
}

function useRestoring(item: TrashItem, onChanged: () => Promise<void>) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    if (item.kind === 'kept') await bringBack(item.kept, onChanged)
    if (item.kind === 'skill')
      await restoreSkill(item.id)
        .then(() => showToast(t('trash.skillBack', { name: item.skill.name }), { tone: 'good' }))
        .catch((cause: unknown) => showToast(words(problemOf(cause)).text, { tone: 'bad' }))
        .then(onChanged)
    setBusy(false)
  }
  return { busy, restore: () => void restore() }
}
