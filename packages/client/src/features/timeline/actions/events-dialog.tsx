// An item as it stands in the log: every event of it, word for word.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ItemId, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { CodeBlock } from '../../../ui/text/code-block.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { useTextLabels } from '../draw/text-labels.ts'
import { hideEvents, useEventsShown } from './events-shown.ts'

/** Once on a page; opens when an item's events are wanted. */
export function EventsDialog() {
  const { t } = useTranslation()
  const { shown } = useEventsShown()
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => !open && hideEvents()}
      title={t('transcript.events.title')}
      description={t('transcript.events.what')}
      closeLabel={t('app.close')}
      shape="wide"
    >
      {shown && <Events {...shown} />}
    </Dialog>
  )
}

function Events({ threadId, itemId }: { threadId: ThreadId; itemId: ItemId }) {
  const { t } = useTranslation()
  const labels = useTextLabels()
  const words = useProblemWords()
  const { data, error, refetch } = useQuery({
    queryKey: ['events', threadId, itemId],
    queryFn: ({ signal }) =>
      callApi('readEvents', { params: { id: threadId }, query: { item: itemId } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  if (error)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-fail">{words(problemOf(error)).text}</p>
        <Button size="sm" onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </div>
    )
  if (!data) return <Skeleton lines={['40%', '80%', '70%', '60%']} />
  return data.events.map((event) => (
    <CodeBlock
      key={event.seq}
      code={JSON.stringify(event, null, 2)}
      language="json"
      labels={labels.copy}
    />
  ))
}
