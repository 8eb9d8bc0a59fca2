// What it all came to: the estimate, the tokens by kind, the share that came from the cache.
import type { UsageReport } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { cacheShare, totalOf } from './sums/series.ts'

export function Totals({ report }: { report: UsageReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = totalOf(report.days)
  const share = cacheShare(total)
  const facts = [
    [t('cost.estimate'), format.dollars(total.costUsd)],
    [t('usage.turns'), format.number(report.turns)],
    [t('timeline.usage.input'), format.compact(total.inputTokens)],
    [t('timeline.usage.output'), format.compact(total.outputTokens)],
    [t('timeline.usage.cacheRead'), format.compact(total.cacheReadTokens)],
    [t('timeline.usage.cacheWrite'), format.compact(total.cacheWriteTokens)],
    [t('usage.cacheShare'), share === null ? '–' : format.percent(share)],
  ] as const
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {facts.map(([name, value], at) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className={at === 0 ? 'text-xl font-semibold tabular-nums' : 'text-xl tabular-nums'}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
