// Where a thread was forked from, and what was forked from it.
import { Link } from '@tanstack/react-router'
import { GitFork } from 'lucide-react'
import { useCallback } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { ThreadSummary, ThreadView } from '@a-parallel/shared'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { sameList } from '../../live/use-selected.ts'

type Named = Pick<ThreadSummary, 'id' | 'title'>
const none: readonly ThreadSummary[] = []

export function ForkLinks({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const { id, origin } = view
  const ofThis = useCallback(
    (index: IndexState) =>
      index.kind === 'ready' ? index.threads.filter((one) => one.origin?.threadId === id) : none,
    [id],
  )
  const forks = useIndex(ofThis, sameList)
  const from = useIndex((index) =>
    index.kind === 'ready' ? index.threads.find((one) => one.id === origin?.threadId) : undefined,
  )
  if (!origin && forks.length === 0) return null
  return (
    <nav
      aria-label={t('turns.forks')}
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 border-b border-line px-4 py-1 text-sm text-muted"
    >
      {origin && (
        <span className="flex min-w-0 items-center gap-1.5">
          <GitFork size={13} aria-hidden className="shrink-0" />
          <span className="min-w-0 truncate">
            {from ? (
              <Trans
                i18nKey="turns.forkedFrom"
                values={{ title: from.title }}
                components={{ thread: <To thread={from} /> }}
              />
            ) : (
              t('turns.forkedFromGone', { title: origin.title })
            )}
          </span>
        </span>
      )}
      {forks.length > 0 && (
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span>{t('turns.forksOfThis', { count: forks.length })}</span>
          {forks.map((fork) => (
            <To key={fork.id} thread={fork}>
              {fork.title}
            </To>
          ))}
        </span>
      )}
    </nav>
  )
}

function To({ thread, children }: { thread: Named; children?: string }) {
  return (
    <Link
      to="/t/$threadId"
      params={{ threadId: thread.id }}
      className="inline-flex min-h-6 max-w-64 items-center truncate text-accent hover:underline touch-target"
    >
      {children}
    </Link>
  )
}
