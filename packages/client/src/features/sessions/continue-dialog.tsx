// Asks where a thread is to go on with a session, and makes it. Where one does already, that one is offered first.
import type { ProblemValue, Project, Session, ThreadId } from '@a-parallel/shared'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContinueSession } from '../../api/projects/sessions.ts'
import { problemOf } from '../../api/refusal.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { useSessionName } from './session-name.ts'

export type ContinueDialogProps = { session: Session; project: Project; onClose: () => void }

const modes = ['worktree', 'local'] as const

export function ContinueDialog({ session, project, onClose }: ContinueDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useProblemWords()
  const go = useContinueSession(project.id)
  const [mode, setMode] = useState<(typeof modes)[number]>('worktree')
  // One for this window: pressed twice, it is one thread.
  const [id] = useState(() => crypto.randomUUID())
  const { busy, problem, attempt } = useAttempt(() => undefined)
  // One that was made since the session was read is known by the refusal.
  const [made, setMade] = useState<Session['thread']>(null)
  const thread = session.thread ?? made
  const begin = async () => {
    const asked = go(session.id, { id, mode, again: thread !== null })
    const threadId = await asked.catch((cause: unknown) => {
      setMade((before) => threadIn(problemOf(cause)) ?? before)
      throw cause
    })
    await navigate({ to: '/t/$threadId', params: { threadId } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('sessions.continueTitle')}
      description={<span className="line-clamp-3 wrap-anywhere">{useSessionName()(session)}</span>}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          {thread && <ToThread id={thread.id} />}
          <Button weight={thread ? 'normal' : 'primary'} busy={busy} onClick={() => attempt(begin)}>
            {thread ? t('sessions.continueAgain') : t('sessions.go')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {thread && <p className="text-need">{t('sessions.already', { title: thread.title })}</p>}
        <Segmented
          label={t('sessions.where')}
          value={mode}
          options={modes.map((value) => ({ value, label: t(`sessions.modes.${value}`) }))}
          onChange={setMode}
        />
        <Told session={session} project={project} mode={mode} />
        <div role="alert" className="text-fail empty:hidden">
          {problem && threadIn(problem) === null && words(problem).text}
        </div>
      </div>
    </Dialog>
  )
}

function ToThread({ id }: { id: ThreadId }) {
  const { t } = useTranslation()
  return (
    <Link to="/t/$threadId" params={{ threadId: id }} className={buttonLook({ weight: 'primary' })}>
      {t('sessions.toThread')}
    </Link>
  )
}

function threadIn({ code, values }: ProblemValue): Session['thread'] {
  if (code !== 'session_continued' || !values) return null
  const { threadId, title } = values
  return typeof title === 'string' ? { id: threadId as ThreadId, title } : null // The server's own name of it.
}

type ToldProps = Pick<ContinueDialogProps, 'session' | 'project'> & { mode: (typeof modes)[number] }

/** What will be, and what will not. */
function Told({ session: { branch, isOpen }, project, mode }: ToldProps) {
  const { t } = useTranslation()
  const base = branch ?? project.defaultBranch
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5 text-sm text-pretty">
      <li>
        {mode === 'local'
          ? t('sessions.inCheckout')
          : base === project.defaultBranch
            ? t('sessions.fromBase', { base })
            : t('sessions.fromBranch', { branch: base, base: project.defaultBranch })}
      </li>
      {mode === 'worktree' && branch !== null && <li>{t('sessions.leftThere')}</li>}
      <li>{t('sessions.copied')}</li>
      {isOpen && <li className="text-need">{t('sessions.openNow')}</li>}
    </ul>
  )
}
