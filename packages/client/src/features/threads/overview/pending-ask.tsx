// What a waiting thread asks, answered right in the list where that is safe: a permission of which all is shown.
// Everything else is opened. Follows the thread only while it waits. Never takes the focus.
import type { Approval, ThreadSummary } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { cx } from 'class-variance-authority'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadState } from '../../../live/thread-state.ts'
import { sameList } from '../../../live/use-selected.ts'
import { useThread } from '../../../live/use-thread.ts'
import { Button, buttonLook } from '../../../ui/controls/button.tsx'
import { useGuard } from '../../approvals/index.ts'
import { answerPermission } from '../act/actions.ts'
import { askText } from './ask-text.ts'

const pending = (state: ThreadState): readonly Approval[] =>
  state.kind === 'ready' ? state.view.approvals.filter((one) => one.state === 'pending') : []

export function PendingAsk({ thread }: { thread: ThreadSummary }) {
  const { t } = useTranslation()
  const asks = useThread(thread.id, pending, sameList)
  const [first] = asks
  const spent = thread.waitingReason === 'budget' ? t('status.budgetReached') : ''
  const setup = thread.waitingReason === 'setup' ? t('status.setupFailed') : ''
  const { text, code, whole } = first
    ? askText(first)
    : { text: thread.nowLine ?? (spent || setup), code: false, whole: false }
  const permission = first?.kind === 'permission' ? first : undefined
  return (
    <div className="relative flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 max-md:basis-full max-md:flex-col max-md:items-stretch">
      <div className="min-w-0 flex-1 basis-60 max-md:basis-auto">
        <p
          className={cx(
            'scroll-thin max-h-32 overflow-y-auto wrap-anywhere whitespace-pre-wrap',
            code ? 'font-mono text-sm' : 'text-sm text-muted',
          )}
        >
          {permission && (
            <span className="me-2 font-sans text-xs text-muted">{permission.tool} </span>
          )}
          <span>{text}</span>
        </p>
        {asks.length > 1 && (
          <p className="text-xs text-muted">{t('overview.moreAsks', { count: asks.length - 1 })}</p>
        )}
      </div>
      {permission && whole ? (
        <Answer key={permission.id} thread={thread} ask={permission} />
      ) : (
        <Link
          to="/t/$threadId"
          params={{ threadId: thread.id }}
          className={buttonLook({ size: 'sm', className: 'max-md:min-h-12' })}
        >
          {t(permission ? 'overview.review' : openWords(thread))}
        </Link>
      )}
    </div>
  )
}

function openWords({ waitingReason }: ThreadSummary) {
  if (waitingReason === 'plan') return 'overview.reviewPlan'
  return waitingReason === 'question' ? 'overview.answer' : 'overview.open'
}

function Answer({ thread, ask }: { thread: ThreadSummary; ask: Approval }) {
  const { t } = useTranslation()
  const [guarded, place] = useGuard(ask.id)
  const [busy, setBusy] = useState<'allow' | 'deny'>()
  const answer = async (decision: 'allow' | 'deny') => {
    if (busy) return
    setBusy(decision)
    await answerPermission(thread, ask.id, decision)
    setBusy(undefined)
  }
  // A press right after the row came or moved was aimed at something else that stood here.
  const press = (decision: 'allow' | 'deny') => guarded(() => void answer(decision))
  const size = 'max-md:min-h-12 max-md:flex-1'
  return (
    <div ref={place} className="flex shrink-0 gap-1.5 max-md:w-full max-md:flex-row-reverse">
      <Button
        size="sm"
        weight="primary"
        className={size}
        busy={busy === 'allow'}
        aria-label={t('overview.allowFor', { title: ask.title })}
        onClick={() => press('allow')}
      >
        {t('overview.allow')}
      </Button>
      <Button
        size="sm"
        className={size}
        busy={busy === 'deny'}
        aria-label={t('overview.denyFor', { title: ask.title })}
        onClick={() => press('deny')}
      >
        {t('overview.deny')}
      </Button>
    </div>
  )
}
