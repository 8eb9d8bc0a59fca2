// What a notice says: which project and thread, and what it asks or how it ended.
import type { Notice } from '@a-parallel/contract/model'
import type { ThreadSummary } from '@a-parallel/shared'
import i18next from 'i18next'
import { readIndex } from '../../../live/use-index.ts'

export function noticeWords(notice: Notice): { title: string; body: string } {
  const { t } = i18next
  if (notice.kind === 'asks') {
    const { thread, again } = notice
    const kind = thread.attention?.kind
    const what =
      kind === 'plan' || kind === 'question' || kind === 'budget' || kind === 'setup'
        ? kind
        : 'permission'
    const ask = thread.nowLine ?? ''
    const body = t(`notices.${what}`, { ask })
    return { title: nameOf(thread), body: again ? t('notices.still', { body }) : body }
  }
  const [first, ...others] = notice.threads
  if (first && others.length === 0) {
    const failed = first.attention?.kind === 'failed'
    return { title: nameOf(first), body: t(failed ? 'notices.failed' : 'notices.finished') }
  }
  return {
    title: t('notices.several', { count: notice.threads.length }),
    body: notice.threads.map(nameOf).join('\n'),
  }
}

function nameOf({ projectId, title }: ThreadSummary): string {
  const index = readIndex()
  const projects = index.kind === 'ready' ? index.projects : []
  const project = projects.find(({ id }) => id === projectId)?.name ?? ''
  return i18next.t('notices.name', { project, title })
}
