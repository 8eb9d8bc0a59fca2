// Asks before a backup is put in place, and says first what it would change: it is looked through while the question stands.
import type { BackupLook, ProblemValue, Some } from '@a-parallel/shared'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { restoreBackup, useBackupLook } from '../../api/data/backups.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

export function RestoreDialog({ from, onClose }: { from: string; onClose: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const safe = useRef<HTMLButtonElement>(null)
  const { data, error } = useBackupLook(from)
  const { state, problem, restore } = useRestoring(from)
  const why = problem ?? (error ? problemOf(error) : undefined)
  const isBusy = state === 'busy'
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && !isBusy && onClose()}
      title={t('backups.restoreTitle')}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} disabled={isBusy} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          {data && (
            <Button weight="danger" busy={isBusy} onClick={restore}>
              {isBusy ? t('backups.restoring') : t('backups.restoreButton')}
            </Button>
          )}
        </>
      }
    >
      {!data && !error && (
        <>
          <p className="pb-2 text-muted">{t('backups.looking')}</p>
          <Skeleton lines={['60%', '40%']} />
        </>
      )}
      {data && <Changes look={data} />}
      {why && (
        <p role="alert" className="pt-3 text-fail">
          {words(why).text}
        </p>
      )}
      {state === 'stayed' && (
        <p role="alert" className="pt-3 text-fail">
          {t('backups.stayed')}
        </p>
      )}
    </AlertDialog>
  )
}

/** Once it is in its place the page begins anew: what it knows may be of a conversation that went otherwise. */
function useRestoring(from: string) {
  const [state, setState] = useState<'asked' | 'busy' | 'stayed'>('asked')
  const [problem, setProblem] = useState<ProblemValue>()
  const restore = () => {
    setState('busy')
    setProblem(undefined)
    restoreBackup(from)
      .then((isRestored) => (isRestored ? window.location.reload() : setState('stayed')))
      .catch((cause: unknown) => {
        setProblem(problemOf(cause))
        setState('asked')
      })
  }
  return { state, problem, restore }
}

const parts = ['gone', 'changed', 'back', 'projectsGone', 'projectsBack', 'atWork'] as const

function Changes({ look }: { look: BackupLook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { at, threads } = look
  const isSame = parts.every((part) => part === 'atWork' || look[part].total === 0)
  return (
    <div className="flex flex-col gap-3">
      <p className="text-pretty">
        {at === null
          ? t('backups.holdsFile', { count: threads })
          : t('backups.holds', { count: threads, when: format.moment(Date.parse(at)) })}
      </p>
      {isSame && <p>{t('backups.same')}</p>}
      <ul className="flex flex-col gap-2">
        {parts.map((part) => (
          <Part key={part} part={part} some={look[part]} />
        ))}
      </ul>
      <p className="text-sm text-pretty text-muted">{t('backups.stays')}</p>
      <p className="text-sm text-pretty text-muted">{t('backups.undo')}</p>
    </div>
  )
}

function Part({ part, some: { names, total } }: { part: (typeof parts)[number]; some: Some }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  if (total === 0) return null
  const shown = names.slice(0, 5)
  const rest = total - shown.length
  const more = rest > 0 ? [t('trust.more', { count: rest })] : []
  return (
    <li>
      <p
        className={
          part === 'gone' || part === 'projectsGone' ? 'font-medium text-need' : 'font-medium'
        }
      >
        {t(`backups.parts.${part}`, { count: total })}
      </p>
      <p className="text-sm wrap-anywhere text-muted">{list([...shown, ...more])}</p>
    </li>
  )
}
