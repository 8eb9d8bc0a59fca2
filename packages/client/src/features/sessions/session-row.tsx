// One session of the list: its name leads to what was said in it; beside it the way on.
import type { Project, Session } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { SessionFacts } from './session-facts.tsx'
import { useSessionName } from './session-name.ts'

export type SessionRowProps = { session: Session; project: Project; onContinue: () => void }

export function SessionRow({ session, project, onContinue }: SessionRowProps) {
  const { t } = useTranslation()
  const name = useSessionName()(session)
  const { id, title, opening, thread } = session
  return (
    <li className="flex items-start gap-x-4 py-2 max-md:gap-x-2">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <Link
          data-session
          to="/projects/$projectId/sessions/$sessionId"
          params={{ projectId: project.id, sessionId: id }}
          className="line-clamp-2 max-w-full self-start rounded-sm font-medium wrap-anywhere hover:underline touch-target"
        >
          {name}
        </Link>
        {title !== null && opening !== '' && (
          <p className="line-clamp-2 text-sm wrap-anywhere text-muted">{opening}</p>
        )}
        <SessionFacts session={session} project={project} />
      </div>
      {thread === null ? (
        <Button
          size="sm"
          className="shrink-0"
          aria-label={t('sessions.continueNamed', { name })}
          onClick={onContinue}
        >
          {t('sessions.continue')}
        </Button>
      ) : (
        <Link
          to="/t/$threadId"
          params={{ threadId: thread.id }}
          aria-label={t('sessions.toThreadNamed', { name: thread.title })}
          className="inline-flex min-h-7 shrink-0 items-center rounded-sm px-2 text-sm text-accent hover:underline touch-target"
        >
          {t('sessions.toThread')}
        </Link>
      )}
    </li>
  )
}
