// The message of a merge, or of the one commit that a branch becomes, before it is made.
import type { ThreadView } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { changesKey } from '../../review/index.ts'
import { setDraft, useDraft } from '../commit/drafts.ts'
import { MessageBox } from '../message-box.tsx'
import { proposedMessage, type Worded } from './message.ts'

/** More subjects than this nobody reads. */
const mostSubjects = 100

type Props = {
  how: Worded
  view: ThreadView
  base: string
  onClose: () => void
  onMerge: (message: string) => void
}

export function MergeDialog({ how, view, base, onClose, onMerge }: Props) {
  const { t } = useTranslation()
  const labels = useDialogLabels()
  const box = useRef<HTMLTextAreaElement>(null)
  const written = useDraft(how, view.id)
  const proposed = useProposed(how, view)
  const message = written ?? proposed
  const known = message !== undefined
  useEffect(() => {
    // What is proposed may come when the window has its focus already.
    if (known) box.current?.focus()
  }, [known])
  const fit = known && message.trim() !== ''
  const merge = () => {
    if (!fit) return
    onClose()
    onMerge(message)
  }
  const act = t(`publish.mergeTitle.${how}`, { base })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={act}
      description={t(`publish.mergeDetail.${how}`, { base })}
      closeLabel={labels.close}
      initialFocus={box}
      footer={
        <>
          {written !== undefined && written !== proposed && (
            <Button weight="quiet" onClick={() => setDraft(how, view.id, undefined)}>
              {t('publish.asProposed')}
            </Button>
          )}
          <Button onClick={onClose}>{labels.cancel}</Button>
          <Button weight="primary" disabled={!fit} onClick={merge}>
            {act}
          </Button>
        </>
      }
    >
      {message === undefined ? (
        <Skeleton lines={['60%', '100%', '80%']} />
      ) : (
        <MessageBox
          box={box}
          value={message}
          minLines={4}
          maxLines={14}
          onChange={(next) => setDraft(how, view.id, next)}
          onDone={merge}
        />
      )}
    </Dialog>
  )
}

/** Undefined until it is known; where the commits cannot be read, what the thread is called has to do. */
function useProposed(how: Worded, view: ThreadView): string | undefined {
  const { data, isError } = useQuery({
    queryKey: [...changesKey(view.id), 'subjects'],
    queryFn: ({ signal }) =>
      callApi(
        'listCommits',
        { params: { id: view.id }, query: { limit: mostSubjects } },
        { signal },
      ),
    staleTime: 0,
  })
  if (isError) return proposedMessage(how, view.title, [])
  const own = data?.commits.filter(({ merged, parents }) => !merged && parents.length < 2)
  return own && proposedMessage(how, view.title, own)
}
