// What can be done with a message of one's own that was taken up: quiet until it is wanted. One that was sent into a turn
// has no place of its own to go back to: what goes back is that turn, where a message began it.
import { EllipsisVertical, GitFork, Pencil, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TurnOrigin } from '@a-parallel/shared'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'

export type TurnAct = 'rewind' | 'rewindTurn' | 'edit' | 'fork'

export type MessageMenuProps = {
  /** How the turn began that it was sent into; null where it began its own. */
  into: TurnOrigin | null
  onAct: (act: TurnAct) => void
}

export function MessageMenu({ into, onAct }: MessageMenuProps) {
  const { t } = useTranslation()
  const back = { icon: <Undo2 size={14} aria-hidden />, kind: 'item' } as const
  const own: MenuEntry[] = [
    { ...back, id: 'rewind', label: t('turns.rewind'), onSelect: () => onAct('rewind') },
    {
      kind: 'item',
      id: 'edit',
      label: t('turns.edit'),
      icon: <Pencil size={14} aria-hidden />,
      onSelect: () => onAct('edit'),
    },
  ]
  const whole: MenuEntry = {
    ...back,
    id: 'rewindTurn',
    label: t('turns.rewindTurn'),
    detail: t('turns.rewindTurnDetail'),
    onSelect: () => onAct('rewindTurn'),
  }
  const fork: MenuEntry = {
    kind: 'item',
    id: 'fork',
    label: t('turns.fork'),
    detail: t('turns.forkDetail'),
    icon: <GitFork size={14} aria-hidden />,
    onSelect: () => onAct('fork'),
  }
  const before = into === null ? own : into === 'person' ? [whole] : []
  return (
    <Menu
      label={t('turns.menu')}
      align="end"
      triggerClassName="inline-flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg touch-target"
      trigger={<EllipsisVertical size={14} aria-hidden />}
      entries={[...before, fork]}
    />
  )
}
