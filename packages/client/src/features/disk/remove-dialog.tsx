// Asks before a worktree that is no thread's is removed, and says what would go with it: then it is not removed.
import type { DiskPlace, ProblemValue } from '@a-parallel/shared'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDiskAtStake, useDiskRemoval } from '../../api/data/disk.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { AtStakeList } from '../threads/index.ts'

export function RemoveDialog({ place, onClose }: { place: DiskPlace; onClose: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const safe = useRef<HTMLButtonElement>(null)
  const { data, error } = useDiskAtStake(place.path)
  const [problem, setProblem] = useState<ProblemValue>()
  const [busy, setBusy] = useState(false)
  const remove = useDiskRemoval()
  const act = () => {
    setBusy(true)
    setProblem(undefined)
    remove(place.path)
      .then(onClose)
      .catch((cause: unknown) => {
        setProblem(problemOf(cause))
        setBusy(false)
      })
  }
  const why = problem ?? (error ? problemOf(error) : undefined)
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('disk.removeTitle')}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t(data && data.stake !== null ? 'app.close' : 'app.cancel')}
          </Button>
          {data?.stake === null && (
            <Button weight="danger" busy={busy} onClick={act}>
              {t('disk.removeButton')}
            </Button>
          )}
        </>
      }
    >
      <p className="pb-3 font-mono text-sm wrap-anywhere">{place.path}</p>
      {!data && !error && <Skeleton lines={['60%', '40%']} />}
      {data?.stake === null && <p>{t('disk.removeDetail')}</p>}
      {data && data.stake !== null && (
        <>
          <p className="pb-3">{t('disk.kept')}</p>
          <AtStakeList atStake={data} ofNobody />
        </>
      )}
      {why && (
        <p role="alert" className="pt-3 text-fail">
          {words(why).text}
        </p>
      )}
    </AlertDialog>
  )
}
