// How a file in conflict can be solved: by a side of it, by both, or as it was edited.
import { useTranslation } from 'react-i18next'
import type { ConflictedFile, ConflictSide } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { spelled } from '../../../ui/text/hidden.ts'

export type Side = { side: ConflictSide; words: string }

/** What can be chosen for a file, in words. Both sides only where both still have it. */
export function useSides(file: ConflictedFile): readonly Side[] {
  const { t } = useTranslation()
  const { ours, theirs } = file
  const both: Side[] =
    ours && theirs ? [{ side: 'both', words: t('review.conflict.side.both') }] : []
  return [
    { side: 'ours', words: t(`review.conflict.side.${ours ? 'ours' : 'oursGone'}`) },
    { side: 'theirs', words: t(`review.conflict.side.${theirs ? 'theirs' : 'theirsGone'}`) },
    ...both,
    { side: 'edited', words: t('review.conflict.side.edited') },
  ]
}

type SideButtonsProps = {
  file: ConflictedFile
  busy: boolean
  onSolve: (side: ConflictSide) => void
}

export function SideButtons({ file, busy, onSolve }: SideButtonsProps) {
  const { t } = useTranslation()
  return (
    <span className="flex flex-wrap gap-1">
      {useSides(file).map(({ side, words }) => (
        <Button
          key={side}
          size="sm"
          disabled={busy}
          aria-label={t('review.conflict.solveBy', { path: spelled(file.path), side: words })}
          title={t(`review.conflict.about.${side}`)}
          onClick={() => onSolve(side)}
        >
          {words}
        </Button>
      ))}
    </span>
  )
}
