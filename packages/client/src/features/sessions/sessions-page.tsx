// The sessions of a project: searched, the latest first, more of them on demand; and what lies there and is not shown.
import type { Project, Session, SkippedSession } from '@a-parallel/shared'
import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useSessions } from '../../api/projects/sessions.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ContinueDialog } from './continue-dialog.tsx'
import { SessionRow } from './session-row.tsx'

export function SessionsPage({ project }: { project: Project }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const settled = useDeferredValue(query.trim())
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    // A window over the page is drawn elsewhere, and walks by itself.
    if (!(event.target instanceof Node) || !box.current?.contains(event.target)) return
    const links = [...(box.current?.querySelectorAll<HTMLElement>('[data-session]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement) // Or it is none of them.
    const next = at + (event.key === 'ArrowDown' ? 1 : -1)
    const field = box.current?.querySelector<HTMLElement>('input[type=search]')
    const target = next < 0 ? field : links[next]
    if (!target) return
    event.preventDefault()
    target.focus()
  }
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links in it are what is acted on */}
      <div
        ref={box}
        onKeyDown={walk}
        className="mx-auto flex w-full max-w-4xl flex-col gap-3 px-4 py-4"
      >
        <p className="text-sm text-pretty text-muted">{t('sessions.lead')}</p>
        <search>
          <TextField
            type="search"
            label={t('sessions.search')}
            hideLabel
            placeholder={t('sessions.search')}
            value={query}
            maxLength={200}
            onChange={(event) => setQuery(event.target.value)}
          />
        </search>
        <Found project={project} query={settled} />
      </div>
    </div>
  )
}

function Found({ project, query }: { project: Project; query: string }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [chosen, setChosen] = useState<Session>()
  const found = useSessions(project.id, query)
  const { data, error, refetch, isPlaceholderData } = found
  if (!data && error)
    return (
      <EmptyState
        title={t('sessions.failed')}
        detail={<p role="alert">{words(problemOf(error)).text}</p>}
        action={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      />
    )
  if (!data) return <Skeleton lines={['50%', '80%', '45%', '70%']} />
  const sessions = data.pages.flatMap((page) => page.sessions)
  const skipped = data.pages.flatMap((page) => page.skipped)
  const skippedCount = data.pages.reduce((sum, page) => sum + page.skippedCount, 0)
  return (
    <>
      <output className="sr-only">{t('sessions.count', { count: sessions.length })}</output>
      {sessions.length === 0 ? (
        <EmptyState
          title={query === '' ? t('sessions.none') : t('sessions.noneFound')}
          detail={query === '' ? t('sessions.noneDetail') : t('sessions.noneFoundDetail')}
        />
      ) : (
        <ul
          aria-label={t('sessions.list')}
          aria-busy={isPlaceholderData}
          className="divide-y divide-line border-y border-line"
        >
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              project={project}
              onContinue={() => setChosen(session)}
            />
          ))}
        </ul>
      )}
      <More found={found} />
      {skippedCount > 0 && <Skipped skipped={skipped} count={skippedCount} />}
      {chosen && (
        <ContinueDialog session={chosen} project={project} onClose={() => setChosen(undefined)} />
      )}
    </>
  )
}

function More({ found }: { found: ReturnType<typeof useSessions> }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage } = found
  return (
    <>
      {error && (
        <p role="alert" className="text-sm text-fail">
          {words(problemOf(error)).text}
        </p>
      )}
      {hasNextPage && (
        <Button
          className="self-center"
          busy={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('sessions.more')}
        </Button>
      )}
    </>
  )
}

function Skipped({ skipped, count }: { skipped: readonly SkippedSession[]; count: number }) {
  const { t } = useTranslation()
  return (
    <details className="text-sm text-muted">
      <summary className="min-h-6 cursor-pointer rounded-sm touch-target">
        {t('sessions.skipped', { count })}
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {skipped.map(({ name, why }) => (
          <li key={name} className="wrap-anywhere">
            <span className="font-mono text-xs">{name}</span> · {t(`sessions.why.${why}`)}
          </li>
        ))}
      </ul>
    </details>
  )
}
