// What can be done with a message of one's own that was taken up: quiet until it is wanted.
import { EllipsisVertical, GitFork, Pencil, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Menu } from '../../ui/overlays/menu.tsx'

export type TurnAct = 'rewind' | 'edit' | 'fork'

export function MessageMenu({ onAct }: { onAct: (act: TurnAct) => void }) {
  const { t } = useTranslation()
  return (
    <Menu
      label={t('turns.menu')}
      align="end"
      triggerClassName="inline-flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg touch-target"
      trigger={<EllipsisVertical size={14} aria-hidden />}
      entries={[
        {
          kind: 'item',
          id: 'rewind',
          label: t('turns.rewind'),
          icon: <Undo2 size={14} aria-hidden />,
          onSelect: () => onAct('rewind'),
        },
        {
          kind: 'item',
          id: 'edit',
          label: t('turns.edit'),
          icon: <Pencil size={14} aria-hidden />,
          onSelect: () => onAct('edit'),
        },
        {
          kind: 'item',
          id: 'fork',
          label: t('turns.fork'),
          detail: t('turns.forkDetail'),
          icon: <GitFork size={14} aria-hidden />,
          onSelect: () => onAct('fork'),
        },
      ]}
    />
  )
}
