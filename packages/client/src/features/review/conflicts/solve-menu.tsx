// On the head of a file in conflict: the ways to solve it, also while its lines are out of sight.
import { Split } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConflictedFile, ConflictSide } from '@a-parallel/shared'
import { Menu } from '../../../ui/overlays/menu.tsx'
import { spelled } from '../../../ui/text/hidden.ts'
import { useSides } from './sides.tsx'

type SolveMenuProps = { file: ConflictedFile; onSolve: (side: ConflictSide) => void }

export function SolveMenu({ file, onSolve }: SolveMenuProps) {
  const { t } = useTranslation()
  const entries = useSides(file).map(({ side, words }) => ({
    kind: 'item' as const,
    id: side,
    label: words,
    detail: t(`review.conflict.about.${side}`),
    onSelect: () => onSolve(side),
  }))
  return (
    <Menu
      label={t('review.conflict.solve', { path: spelled(file.path) })}
      align="end"
      entries={entries}
      trigger={
        <>
          <Split size={13} aria-hidden />
          <span className="in-data-narrow:hidden">{t('review.conflict.short')}</span>
        </>
      }
      triggerClassName="flex min-h-6 shrink-0 items-center gap-1 rounded-md border border-border bg-bg px-1.5 text-xs text-fg hover:bg-hover aria-expanded:bg-hover touch-target"
    />
  )
}
