// The way to a thread's pull request: says how it stands, and opens its window.
import type { ThreadView } from '@a-parallel/shared'
import { GitPullRequest } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../commands/index.ts'
import { useFormat } from '../../platform/use-format.ts'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Tooltip } from '../../ui/overlays/tooltip.tsx'
import { standingLooks, standingOf } from './look.ts'
import { hidePullRequest, showPullRequest, useShown } from './shown.ts'
import { usePullRequest } from './use-pull-request.ts'

const Panel = lazy(async () => ({ default: (await import('./panel.tsx')).Panel }))

export function PullRequestButton({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = useShown(({ threadId }) => threadId === view.id)
  const { data } = usePullRequest(view.id, shown)
  const pull = data?.pullRequest ?? null
  const show = () => showPullRequest(view.id)
  useCommand('pullRequest', show)
  const standing = pull && standingOf(pull)
  const label =
    pull && standing
      ? t('pullRequest.button', {
          number: format.number(pull.number),
          standing: t(`pullRequest.standing.${standing}`),
        })
      : t('pullRequest.title')
  return (
    <>
      <Tooltip label={label}>
        <button
          type="button"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={shown}
          onClick={show}
          className="inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1 rounded-md px-1.5 text-sm text-muted transition-colors hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
        >
          <GitPullRequest size={16} aria-hidden />
          {pull && standing && (
            <>
              <span className="tabular-nums max-md:hidden">#{pull.number}</span>
              <StatusGlyph {...standingLooks[standing]} size={12} />
            </>
          )}
        </button>
      </Tooltip>
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
    </>
  )
}
