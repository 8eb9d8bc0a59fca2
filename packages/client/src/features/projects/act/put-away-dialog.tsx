// Asks before a project leaves the list, for good or for a while: what goes on in it, and what stays.
import type { Project } from '@a-parallel/shared'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../../api/use-attempt.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { AlertDialog } from '../../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

export type PutAwayDialogProps = {
  title: string
  /** What the button says while nothing is at work, and while it would be stopped. */
  action: string
  stopping: string
  /** Threads of it that are at work. */
  busy: number
  children: ReactNode
  onClose: () => void
  /** Rejects with the refusal. */
  act: (stop: boolean) => Promise<unknown>
}

export type AskedProps = { project: Project; busy: number; onClose: () => void }

export function PutAwayDialog(props: PutAwayDialogProps) {
  const { title, action, stopping, busy, children, onClose, act } = props
  const { t } = useTranslation()
  const words = useProblemWords()
  const safe = useRef<HTMLButtonElement>(null)
  const { busy: acting, problem, attempt } = useAttempt(() => undefined)
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            weight="danger"
            busy={acting}
            onClick={() => attempt(() => act(busy > 0).then(onClose))}
          >
            {busy > 0 ? stopping : action}
          </Button>
        </>
      }
    >
      {children}
      {busy > 0 && <p className="mt-2 text-need">{t('projects.busy', { count: busy })}</p>}
      <div role="alert" className="mt-2 text-fail empty:hidden">
        {problem && words(problem).text}
      </div>
    </AlertDialog>
  )
}
