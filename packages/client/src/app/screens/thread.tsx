// One thread: its conversation, what it waits for, and the box to speak to its agent.
import type { ThreadId } from '@a-parallel/shared'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ThreadState } from '../../live/thread-state.ts'
import { useThread } from '../../live/use-thread.ts'
import { useMedia } from '../../platform/browser.ts'
import { buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { NothingHere } from '../shell/page-error.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'
import { phone } from '../shell/shell.tsx'
import { useSeen } from '../attention/use-seen.ts'
import { ThreadPage } from './thread/thread-page.tsx'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function ThreadScreen() {
  const { threadId } = useParams({ from: '/t/$threadId' })
  if (!uuid.test(threadId)) return <NothingHere />
  // A thread's id is a uuid, as just asked; whether it exists the server says.
  return <KnownThread key={threadId} threadId={threadId as ThreadId} />
}

/** Not the text being produced: that concerns single rows. */
const withoutText = (state: ThreadState) => (state.kind === 'ready' ? state.view : state)

function KnownThread({ threadId }: { threadId: ThreadId }) {
  const state = useThread(threadId, withoutText)
  const { item, at } = useSearch({ from: '/t/$threadId' })
  useSeen(threadId)
  if (!('kind' in state)) {
    if (state.deleted) return <Gone code="thread_not_found" detail="" />
    return <ThreadPage view={state} target={item} saidAt={at} />
  }
  if (state.kind === 'refused') return <Gone {...state.problem} />
  return <Loading />
}

function Loading() {
  const { t } = useTranslation()
  return (
    <>
      <ScreenHeader title={t('thread.loading')} />
      <div className="mx-auto w-full max-w-[calc(76ch+2rem)] p-4 pt-10">
        <Skeleton lines={['38%', '92%', '86%', '60%', '45%', '90%', '72%']} />
      </div>
    </>
  )
}

function Gone(problem: { code: string; detail: string }) {
  const { t } = useTranslation()
  const onPhone = useMedia(phone)
  const { text, detail } = useProblemWords()(problem)
  return (
    <>
      {onPhone && <ScreenHeader title={t('thread.gone')} />}
      {!onPhone && <h1 className="sr-only">{t('thread.gone')}</h1>}
      <EmptyState
        title={text}
        detail={detail}
        action={
          <>
            <Link to="/" className={buttonLook({ weight: 'primary' })}>
              {t('error.toOverview')}
            </Link>
            <Link to="/new" className={buttonLook()}>
              {t('nav.newThread')}
            </Link>
          </>
        }
      />
    </>
  )
}
