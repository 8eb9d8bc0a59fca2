// One calm line above everything while threads wait because the machine lacks memory or disk space.
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLack, useWaitingForSlot } from '../../features/threads/index.ts'

export function RoomBar() {
  const { t } = useTranslation()
  const lack = useLack()
  const count = useWaitingForSlot()
  if (!lack || count === 0) return null
  return (
    <aside
      aria-label={t('room.label')}
      className="flex shrink-0 flex-wrap items-center justify-center gap-x-2 border-b border-line bg-selected px-4 py-1 text-center text-sm text-fg"
    >
      <Hourglass size={13} aria-hidden className="shrink-0 max-md:hidden" />
      <span>
        {t('room.waiting', { count })} {lack.why}.
      </span>
      <span className="text-muted">{lack.next}</span>
    </aside>
  )
}
