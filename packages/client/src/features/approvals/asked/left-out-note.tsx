// Says above the buttons that the card does not show all of what is asked, how much is missing, and leads to the whole.
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { leftOut } from './left-out.ts'

type LeftOutNoteProps = { approval: Approval; onWhole: () => void }

export function LeftOutNote({ approval, onWhole }: LeftOutNoteProps) {
  const { t } = useTranslation()
  const left = leftOut(approval)
  if (left === null) return null
  const { lines, characters } = left
  return (
    <div role="note" className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-need">
      <TriangleAlert size={14} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1 basis-48 font-medium">
        {t('approvals.notAll')} {lines > 0 && t('approvals.linesMissing', { count: lines })}{' '}
        {characters > 0 && t('approvals.charactersMissing', { count: characters })}
      </p>
      <Button size="sm" onClick={onWhole} className="max-sm:min-h-11">
        {t('approvals.showWhole')}
      </Button>
    </div>
  )
}
