// Tells screen readers where a thread's turns end and when it needs a person. Boundaries only, never what is said.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { pendingApprovals, threadStatus, waitingReason } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { announce } from '../../../ui/display/announcer.tsx'
import { isStalled } from './status-look.ts'

export function useAnnouncements(view: ThreadView): void {
  const { t } = useTranslation()
  const status = threadStatus(view)
  const asked = pendingApprovals(view)[0]
  const stalled = isStalled(view)
  const spent = waitingReason(view) === 'budget'
  const setup = waitingReason(view) === 'setup'
  const before = useRef({ status, asked: asked?.id, stalled, spent, setup })
  const { title } = view
  const what = asked?.title ?? ''
  useEffect(() => {
    const last = before.current
    before.current = { status, asked: asked?.id, stalled, spent, setup }
    if (asked && asked.id !== last.asked)
      return announce(t('thread.say.needs', { title, what }), 'urgent')
    if (spent && !last.spent) return announce(t('thread.say.spent', { title }), 'urgent')
    if (setup && !last.setup) return announce(t('thread.say.setup', { title }), 'urgent')
    if (stalled && !last.stalled) return announce(t('thread.say.stalled', { title }), 'attention')
    if (status === last.status) return
    if (status === 'completed') announce(t('thread.say.finished', { title }))
    if (status === 'failed') announce(t('thread.say.failed', { title }), 'attention')
    if (status === 'stopped') announce(t('thread.say.stopped', { title }))
  }, [status, asked, stalled, spent, setup, title, what, t])
}
