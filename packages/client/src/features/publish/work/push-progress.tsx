// How far the push is that runs, and the way to break it off.
import { useTranslation } from 'react-i18next'
import type { PushProgress as Progress, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ProgressBar } from '../../../ui/display/progress-bar.tsx'
import { useFormat } from '../../../platform/use-format.ts'

type Props = { threadId: ThreadId; progress: Progress | null }

export function PushProgress({ threadId, progress }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const params = { id: threadId }
  const { phase = 'counting', percent = null } = progress ?? {}
  const words = t(`publish.phase.${phase}`)
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-2 text-sm text-muted">
          <span>{words}</span>
          <span className="tabular-nums">
            {percent === null ? '' : format.percent(percent / 100)}
          </span>
        </p>
        <ProgressBar label={words} percent={percent} />
      </div>
      <Button size="sm" weight="quiet" onClick={() => void callApi('stopBranchPush', { params })}>
        {t('publish.stop')}
      </Button>
    </div>
  )
}
