// The window of a thread's pull request. What leads to it: the next step, the command, and how it stands in the header.
import type { ThreadView } from '@a-parallel/shared'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../commands/index.ts'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { hidePullRequest, showPullRequest, useShown } from './shown.ts'
import { usePullRequestActs } from './use-pull-request.ts'

const Panel = lazy(async () => ({ default: (await import('./panel.tsx')).Panel }))

export function PullRequestWindow({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const shown = useShown(({ threadId }) => threadId === view.id)
  useCommand('pullRequest', () => showPullRequest(view.id))
  useTurnsEnd(view)
  return (
    <Dialog
      open={shown}
      onOpenChange={(open) => !open && hidePullRequest()}
      title={t('pullRequest.title')}
      closeLabel={t('app.close')}
      shape="wide"
    >
      <Suspense fallback={null}>
        <Panel view={view} />
      </Suspense>
    </Dialog>
  )
}

/** An agent may have pushed, or opened one by itself. */
function useTurnsEnd({ id, turns }: ThreadView): void {
  const { askAgain } = usePullRequestActs(id)
  const ended = turns.filter(({ endedAt }) => endedAt !== null).length
  const before = useRef(ended)
  useEffect(() => {
    if (before.current === ended) return
    before.current = ended
    askAgain()
  }, [ended, askAgain])
}
