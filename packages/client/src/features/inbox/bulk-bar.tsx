// What can be done with the selected entries at once. It stands there before any is selected, so that nothing moves.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, ThreadSummary } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { useGuard } from '../approvals/index.ts'
import { answerPermission } from '../threads/index.ts'
import { markDone } from './done.ts'
import { isDoable, isPermission } from './entries.ts'
import { wishOf } from './selection.ts'

type BulkBarProps = { chosen: readonly ThreadSummary[]; onClear: () => void }

export function BulkBar({ chosen, onClear }: BulkBarProps) {
  const { t } = useTranslation()
  return (
    <div
      role="toolbar"
      aria-label={t('inbox.bulk')}
      className={`flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-line px-4 py-1.5 max-md:order-last max-md:border-t max-md:px-3 md:border-b ${chosen.length === 0 ? 'max-md:hidden' : ''}`}
    >
      <span className="min-w-24 flex-1 text-sm text-muted">
        {chosen.length === 0 ? t('inbox.keys') : t('inbox.selected', { count: chosen.length })}
      </span>
      {chosen.length > 0 && <Acts chosen={chosen} onClear={onClear} />}
    </div>
  )
}

function Acts({ chosen, onClear }: BulkBarProps) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState<Decision>()
  const permissions = chosen.filter(isPermission)
  const doable = chosen.filter(isDoable)
  const many = permissions.length
  const [guarded, place] = useGuard(chosen.map(wishOf).join(' '))
  const answer = async (decision: Decision) => {
    setBusy(decision)
    await Promise.all(permissions.map((thread) => answerOne(thread, decision)))
    setBusy(undefined)
    onClear()
  }
  const done = () => {
    void markDone(doable)
    onClear()
  }
  return (
    <div ref={place} className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        weight="primary"
        disabled={many === 0}
        busy={busy === 'allow'}
        onClick={() => guarded(() => void answer('allow'))}
      >
        {t('inbox.allowSome', { count: many })}
      </Button>
      <Button
        size="sm"
        disabled={many === 0}
        busy={busy === 'deny'}
        onClick={() => guarded(() => void answer('deny'))}
      >
        {t('inbox.denySome', { count: many })}
      </Button>
      <Button size="sm" disabled={doable.length === 0} onClick={done}>
        {t('inbox.markDone')}
      </Button>
      <Button size="sm" weight="quiet" onClick={onClear}>
        {t('inbox.clear')}
      </Button>
    </div>
  )
}

/** The request for which it is selected: one that came after it is not among those chosen. */
async function answerOne(thread: ThreadSummary, decision: Decision): Promise<void> {
  if (thread.attention?.kind === 'permission')
    await answerPermission(thread, thread.attention.approvalId, decision)
}
