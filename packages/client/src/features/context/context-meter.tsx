// How full the agent's context is, as a ring and a share; behind it what it is filled with.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { Popover } from '../../ui/overlays/popover.tsx'
import { ContextPanel } from './context-panel.tsx'
import { fillOf, isNearlyFull } from './fill.ts'

type ContextMeterProps = {
  view: ThreadView
  /** Whether its panel is open. Kept outside: the meter's place depends on the width, the panel outlives a change of it. */
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function ContextMeter({ view, open, onOpenChange }: ContextMeterProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { context, turns } = view
  if (!turns.some(({ startedAt }) => startedAt !== null)) return null
  const share = context === null ? null : fillOf(context)
  return (
    <Popover
      label={t('context.title')}
      align="end"
      worded
      open={open}
      onOpenChange={onOpenChange}
      triggerClassName={cx(
        'inline-flex min-h-6 items-center gap-1 rounded-sm px-1 whitespace-nowrap tabular-nums hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target',
        isNearlyFull(context) ? 'text-need' : 'text-muted',
      )}
      trigger={
        <>
          <Ring share={share ?? 0} />
          <span className="sr-only">{t('context.title')}: </span>
          {share === null ? t('context.unknown') : format.percent(Math.round(share * 100) / 100)}
        </>
      }
    >
      {() => <ContextPanel view={view} />}
    </Popover>
  )
}

const around = 2 * Math.PI * 5

function Ring({ share }: { share: number }) {
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden className="shrink-0 -rotate-90">
      <circle cx={7} cy={7} r={5} fill="none" strokeWidth={2.5} className="stroke-line" />
      <circle
        cx={7}
        cy={7}
        r={5}
        fill="none"
        stroke="currentColor"
        strokeWidth={2.5}
        strokeDasharray={`${share * around} ${around}`}
      />
    </svg>
  )
}
