// What was said in a session, as a thread would show it, and nothing that could be done in it. It comes page by page.
import type { Project, Session, ThreadId } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useSession } from '../../api/projects/sessions.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { VirtualList } from '../../ui/layout/virtual-list.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { drawRow, rowsOf, TranscriptProvider, type Row } from '../timeline/index.ts'
import { ContinueDialog } from './continue-dialog.tsx'
import { SessionFacts } from './session-facts.tsx'
import { useSessionName } from './session-name.ts'

export type SessionReaderProps = { project: Project; sessionId: string }

export function SessionReader({ project, sessionId }: SessionReaderProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { whole, error, refetch } = useSession(project.id, sessionId)
  if (!whole && error)
    return (
      <EmptyState
        title={t('sessions.notRead')}
        detail={<p role="alert">{words(problemOf(error)).text}</p>}
        action={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      />
    )
  if (!whole) return <Skeleton lines={['60%', '90%', '80%', '40%']} className="p-6" />
  return (
    <>
      <Head session={whole.session} project={project} />
      <Conversation sessionId={sessionId} read={whole} />
      {error && (
        <p role="alert" className="border-t border-line px-4 py-2 text-sm text-fail">
          {words(problemOf(error)).text}
        </p>
      )}
    </>
  )
}

function Head({ session, project }: { session: Session; project: Project }) {
  const { t } = useTranslation()
  const name = useSessionName()(session)
  const [asking, setAsking] = useState(false)
  const { thread } = session
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-0.5">
        <h2 className="line-clamp-2 font-medium wrap-anywhere">{name}</h2>
        <SessionFacts session={session} project={project} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {thread && (
          <Link
            to="/t/$threadId"
            params={{ threadId: thread.id }}
            className={buttonLook({ weight: 'primary' })}
          >
            {t('sessions.toThread')}
          </Link>
        )}
        <Button weight={thread ? 'normal' : 'primary'} onClick={() => setAsking(true)}>
          {t('sessions.continueAs')}
        </Button>
      </div>
      {asking && (
        <ContinueDialog session={session} project={project} onClose={() => setAsking(false)} />
      )}
    </div>
  )
}

type Read = NonNullable<ReturnType<typeof useSession>['whole']>

const nothingOpen = { subscribe: () => () => undefined, read: () => '', printed: () => undefined }

function Conversation({ sessionId, read }: { sessionId: string; read: Read }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { items, turns, total, omitted } = read
  const rows = useMemo(() => rowsOf({ items, turns, approvals: [] }, []), [items, turns])
  const shared = useMemo(
    () => ({
      threadId: `session:${sessionId}` as ThreadId, // What was opened in it is remembered by this; it is no thread's.
      isThread: false,
      openTexts: nothingOpen,
    }),
    [sessionId],
  )
  const draw = useCallback(
    (row: Row) => <div className="mx-auto w-full max-w-[calc(76ch+2rem)] px-4">{drawRow(row)}</div>,
    [],
  )
  const missing = total - items.length
  return (
    <TranscriptProvider value={shared}>
      {omitted > 0 && (
        <p className="shrink-0 border-b border-line px-4 py-1.5 text-sm text-muted">
          {t('sessions.omitted', { count: omitted, shown: format.number(omitted) })}
        </p>
      )}
      <VirtualList
        rows={rows}
        keyOf={keyOf}
        draw={draw}
        role="log"
        label={t('sessions.conversation')}
        rowHeight={34}
        open={missing > 0}
        className="ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto overscroll-contain pb-6"
      >
        <output className="block px-4 py-3 text-center text-sm text-muted empty:hidden">
          {missing > 0 ? t('sessions.coming') : rows.length === 0 ? t('sessions.nothingSaid') : ''}
        </output>
      </VirtualList>
    </TranscriptProvider>
  )
}

const keyOf = (row: Row) => row.key
