// What the pane shows instead of a diff: what is on its way, what failed, and that there is nothing.
import { CheckCheck, FileDiff, RotateCw, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ProblemValue } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { OneLine } from '../../ui/text/named-text.tsx'
import type { Between } from './model/scope.ts'
import type { PaneParts } from './state/use-pane.ts'

export function Loading() {
  const { t } = useTranslation()
  return (
    <div className="p-4">
      <span className="sr-only">{t('review.loading')}</span>
      {['a', 'b'].map((block) => (
        <Skeleton
          key={block}
          className="pb-8"
          lines={['46%', '88%', '72%', '80%', '55%', '84%', '38%']}
        />
      ))}
    </div>
  )
}

export function Failed({ problem, onRetry }: { problem: ProblemValue; onRetry: () => void }) {
  const { t } = useTranslation()
  const { text, detail } = useProblemWords()(problem)
  return (
    <EmptyState
      title={<span role="alert">{text}</span>}
      detail={detail}
      action={
        <Button icon={<RotateCw size={14} aria-hidden />} onClick={onRetry}>
          {t('app.retry')}
        </Button>
      }
    />
  )
}

type NothingProps = {
  between: Between
  state: BranchState | undefined
  onScope: (between: Between) => void
}

/** One sentence, and where there is something to see. */
export function Nothing({ between, state, onScope }: NothingProps) {
  const { t } = useTranslation()
  const { scope } = between
  const done = scope === 'unstaged' && (state?.staged ?? 0) > 0
  const title = done
    ? t('review.nothing.reviewed')
    : scope === 'unstaged' || scope === 'staged' || scope === 'branch'
      ? t(`review.nothing.${scope}`)
      : t('review.nothing.other')
  const Icon = done ? CheckCheck : FileDiff
  return (
    <EmptyState
      icon={<Icon size={28} aria-hidden />}
      title={title}
      detail={done ? t('review.nothing.reviewedDetail', { count: state?.staged ?? 0 }) : undefined}
      action={
        <>
          {done && (
            <Button onClick={() => onScope({ scope: 'staged' })}>
              {t('review.nothing.seeStaged')}
            </Button>
          )}
          {scope !== 'branch' && (
            <Button onClick={() => onScope({ scope: 'branch' })}>
              {state?.base
                ? t('review.nothing.seeSince', { base: state.base.name })
                : t('review.nothing.seeAll')}
            </Button>
          )}
          {scope === 'branch' && (state?.unstaged ?? 0) > 0 && (
            <Button onClick={() => onScope({ scope: 'unstaged' })}>
              {t('review.scope.unstaged')}
            </Button>
          )}
        </>
      }
    />
  )
}

/** What staging means for what is shown: it is approved, and what is written afterwards is not. */
export function Approval({ between: { scope }, state }: Pick<NothingProps, 'between' | 'state'>) {
  const { t } = useTranslation()
  const count = state?.staged ?? 0
  if (scope !== 'staged' && (scope !== 'unstaged' || count === 0)) return null
  return (
    <p className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5 text-sm text-pretty text-muted">
      <CheckCheck size={14} aria-hidden className="shrink-0 text-review" />
      {scope === 'staged' ? t('review.approval.staged') : t('review.approval.since', { count })}
    </p>
  )
}

/** What was shown as staged and is not: its file is as it was. */
export function Refused({ refused, forget }: Pick<PaneParts, 'refused' | 'forget'>) {
  const { t } = useTranslation()
  const words = useProblemWords()
  if (refused === null) return null
  const { act, path, problem } = refused
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-sidebar px-3 py-1 text-sm">
      <TriangleAlert size={14} aria-hidden className="shrink-0 text-fail" />
      <p role="alert" className="min-w-0 flex-1 wrap-anywhere">
        <OneLine text={t(`review.refused.${act}`, { path, why: words(problem).text })} />
      </p>
      <IconButton
        size="sm"
        label={t('review.refused.dismiss')}
        icon={<X size={14} aria-hidden />}
        onClick={forget}
      />
    </div>
  )
}
