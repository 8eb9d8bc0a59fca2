// Asks before a thread is deleted: says what would go with its worktree, what is kept of that, and offers archiving. What
// changed since it was shown is shown again before anything is deleted. Where nothing would go, it is deleted without a word:
// the notice of it leads back.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AtStake, ProblemValue, ThreadSummary } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { AlertDialog } from '../../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { archiveThread, deleteThread } from './actions.ts'
import { AtStakeList } from './at-stake-list.tsx'

/** After so long, in ms, the dialog says that it still looks. */
const lateMs = 700

export type DeleteDialogProps = {
  thread: Pick<ThreadSummary, 'id' | 'title' | 'mode' | 'archived'>
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteDialog({ thread, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useTranslation()
  const safe = useRef<HTMLButtonElement>(null)
  const { data, error, refetch, problem, busy, asks, remove } = useDeletion(thread, () => {
    onClose()
    onDeleted?.()
  })
  return (
    <AlertDialog
      open={asks}
      onOpenChange={(open) => !open && onClose()}
      title={t('threads.deleteTitle', { title: thread.title })}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          {!thread.archived && (
            <Button
              onClick={() => {
                onClose()
                void archiveThread(thread)
              }}
            >
              {t('threads.archiveInstead')}
            </Button>
          )}
          {/* Until it is known what would go, there is nothing to agree to. */}
          {data && (
            <Button weight="danger" busy={busy} onClick={() => void remove()}>
              {busy ? t('threads.deleting') : t('threads.deleteButton')}
            </Button>
          )}
          {error && <Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
        </>
      }
    >
      <p className="pb-3">{t('threads.deleteDetail')}</p>
      {thread.mode === 'local' && <p className="text-muted">{t('threads.deleteLocal')}</p>}
      {thread.mode === 'worktree' && data && <AtStakeList atStake={data} />}
      {!data && !error && <Looking />}
      {(problem || error) && <WhyNot problem={problem ?? problemOf(error)} />}
    </AlertDialog>
  )
}

function useDeletion(thread: DeleteDialogProps['thread'], onDeleted: () => void) {
  const [problem, setProblem] = useState<ProblemValue>()
  const [busy, setBusy] = useState(false)
  const { data, error, refetch } = useAtStake(thread)
  const late = useLate(data !== undefined)
  const quiet = useRef(false)
  const isQuiet = data !== undefined && !late && !problem && isClean(data)
  const remove = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await deleteThread(thread, data?.stake ?? null)
      onDeleted()
    } catch (cause) {
      setProblem(problemOf(cause))
      await refetch()
      setBusy(false)
    }
  }
  const removeQuietly = useEffectEvent(() => {
    if (quiet.current) return
    quiet.current = true
    void remove()
  })
  useEffect(() => {
    if (isQuiet) removeQuietly()
  }, [isQuiet])
  const isLooking = data === undefined && !error && !late
  return { data, error, refetch, problem, busy, asks: !isQuiet && !isLooking, remove }
}

/** Nothing would go but the conversation, which can be had back; and nothing is left to be told. */
function isClean({ stake, stays, commits }: AtStake): boolean {
  return stake === null && stays === null && commits.count === 0
}

/** Whether a person who waits is told by now what is waited for: then they are asked. */
function useLate(isKnown: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (isKnown) return
    const timer = setTimeout(() => setLate(true), lateMs)
    return () => clearTimeout(timer)
  }, [isKnown])
  return late
}

/** Asked anew each time: what an agent wrote since must be seen. */
function useAtStake({ id }: Pick<ThreadSummary, 'id'>) {
  return useQuery({
    queryKey: ['at-stake', id],
    queryFn: ({ signal }) => callApi('readAtStake', { params: { id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

function Looking() {
  const { t } = useTranslation()
  return (
    <output className="block">
      <p className="text-muted">{t('threads.stake.looking')}</p>
      <Skeleton className="pt-2" lines={['70%', '45%', '60%']} />
    </output>
  )
}

function WhyNot({ problem }: { problem: ProblemValue }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const changed = problem.code === 'work_at_stake'
  return (
    <p role="alert" className="mt-3 rounded-md border border-fail p-2.5 text-fail">
      {changed ? t('threads.stake.changed') : words(problem).text}
    </p>
  )
}
