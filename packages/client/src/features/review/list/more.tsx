// Behind the last file of a list that is cut: how many there are beside, and the way to them.
import { ChevronsDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { fewFiles, type Changes } from '../state/use-changes.ts'

export function More({ changes }: { changes: Changes }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const { files, total, more } = changes
  const left = total - files.length
  if (left <= 0) return null
  const show = async () => {
    setBusy(true)
    try {
      await more()
    } catch (cause) {
      showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
    }
    setBusy(false)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 p-4 font-sans text-sm text-muted">
      <span>{t('review.moreFiles', { count: left })}</span>
      <Button
        size="sm"
        busy={busy}
        icon={<ChevronsDown size={14} aria-hidden />}
        onClick={() => void show()}
      >
        {t('review.showMoreFiles', { count: Math.min(left, fewFiles) })}
      </Button>
    </div>
  )
}
