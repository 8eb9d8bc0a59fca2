// Asks before the data of a project is erased: its name has to be typed, and what goes and what stays is said first.
import type { RemovedProject } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErasing, useErasureRemains } from '../../api/data/erasure.ts'
import { problemOf } from '../../api/refusal.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ProjectRemainsList } from '../projects/index.ts'

export type EraseDialogProps = { project: RemovedProject; onClose: () => void }

export function EraseDialog({ project: { id, name, threads }, onClose }: EraseDialogProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const [typed, setTyped] = useState('')
  const { data, error } = useErasureRemains(id)
  const erase = useErasing()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const isMeant = typed.trim() === name
  const why = problem ?? (error ? problemOf(error) : undefined)
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('erasure.eraseTitle', { name })}
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            weight="danger"
            busy={busy}
            disabled={!isMeant}
            onClick={() => attempt(() => erase(id, typed.trim()).then(onClose))}
          >
            {t('erasure.eraseButton')}
          </Button>
        </>
      }
    >
      <p className="text-pretty">{t('erasure.goes', { count: threads })}</p>
      <p className="pt-2 text-pretty text-muted">{t('erasure.backup')}</p>
      {!data && !error && <Skeleton lines={['60%', '40%', '40%']} className="py-3" />}
      {data && <ProjectRemainsList remains={data} />}
      <div className="pt-4">
        <TextField
          label={t('erasure.typeName', { name })}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p role="alert" className="pt-3 text-fail empty:hidden">
        {why && words(why).text}
      </p>
    </AlertDialog>
  )
}
