// What was done last, in words, and the way back: from an update while the branch stands where that left it, and of files that
// went.
import { Check, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, Kept } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import type { Acts } from '../use-acts.ts'
import { Printed } from './printed.tsx'
import type { Said as Words } from './use-work.ts'

type SaidProps = {
  said: Words | null
  state: BranchState
  busy: boolean
  acts: Pick<Acts, 'takeBack'>
  /** Puts files back. */
  onBack: (kept: Kept) => void
}

export function Said({ said, state, busy, acts, onBack }: SaidProps) {
  const { t } = useTranslation()
  const kept = said?.kept
  return (
    <>
      <div className={said === null ? 'sr-only' : 'flex flex-wrap items-center gap-x-3 gap-y-1'}>
        <output className="flex min-w-0 items-start gap-2 text-sm">
          {said !== null && <Check size={14} aria-hidden className="mt-0.5 shrink-0 text-review" />}
          {said?.words}
        </output>
        {kept?.branch === null && (
          <Button size="sm" weight="quiet" onClick={() => onBack(kept)}>
            {t('review.undo')}
          </Button>
        )}
        {kept && isWhereLeft(state, kept) && (
          <Button
            size="sm"
            weight="quiet"
            busy={busy}
            icon={<Undo2 size={13} aria-hidden />}
            onClick={() => void acts.takeBack(kept)}
          >
            {t('publish.takeBack')}
          </Button>
        )}
      </div>
      {said?.printed && <Printed {...said.printed} />}
    </>
  )
}

/** Nothing was written in its files, and nobody committed since. */
function isWhereLeft(
  { branch, head, staged, unstaged }: BranchState,
  { branch: at }: Kept,
): boolean {
  return at !== null && branch === at.name && head === at.is && staged + unstaged === 0
}
