// Asks where a thread is to go on with a session, and makes it. Where one does already, that one is offered first.
import type { Project, Session } from '@a-parallel/shared'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContinueSession } from '../../api/projects/sessions.ts'
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
  const { thread } = session
  const begin = async () => {
    const threadId = await go(session.id, { id, mode, again: thread !== null })
    await navigate({ to: '/t/$threadId', params: { threadId } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('sessions.continueTitle')}
      description={useSessionName()(session)}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          {thread && (
            <Link
              to="/t/$threadId"
              params={{ threadId: thread.id }}
              className={buttonLook({ weight: 'primary' })}
            >
              {t('sessions.toThread')}
            </Link>
          )}
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
          {problem && words(problem).text}
        </div>
      </div>
    </Dialog>
  )
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
          : branch === null
            ? t('sessions.fromBase', { base })
            : t('sessions.fromBranch', { branch, base: project.defaultBranch })}
      </li>
      <li>{t('sessions.copied')}</li>
      {isOpen && <li className="text-need">{t('sessions.openNow')}</li>}
    </ul>
  )
}
