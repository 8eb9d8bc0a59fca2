// What hooks print while a commit is being made, and the way to break it off.
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Printed } from './printed.tsx'
import type { UnderWay } from './use-under-way.ts'

type Props = { threadId: ThreadId; running: NonNullable<UnderWay['commit']> }

export function CommitProgress({ threadId, running }: Props) {
  const { t } = useTranslation()
  const params = { id: threadId }
  return (
    <div className="flex flex-col gap-1">
      <Printed {...running} />
      <div className="flex items-center justify-between gap-3 text-sm text-muted">
        <p>{t('publish.hooksRun')}</p>
        <Button size="sm" weight="quiet" onClick={() => void callApi('stopCommit', { params })}>
          {t('publish.stop')}
        </Button>
      </div>
    </div>
  )
}
