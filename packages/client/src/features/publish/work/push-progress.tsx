// How far the push is that runs, and the way to break it off.
import { useTranslation } from 'react-i18next'
import type { PushProgress as Progress, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { Button } from '../../../ui/controls/button.tsx'
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
        <progress
          aria-label={words}
          max={100}
          {...(percent !== null && { value: percent })}
          className="mt-1 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-selected [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-selected [&::-webkit-progress-value]:bg-accent"
        />
      </div>
      <Button size="sm" weight="quiet" onClick={() => void callApi('stopBranchPush', { params })}>
        {t('publish.stop')}
      </Button>
    </div>
  )
}
