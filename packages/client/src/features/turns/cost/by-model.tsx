// What each model has used in a thread, over all its turns and all its agents.
import { useTranslation } from 'react-i18next'
import { modelName } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { CostRow, CostTable } from './cost-table.tsx'

/** Nothing where no agent has told of it. */
export function ByModel({ view: { byModel, costUsd } }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (byModel.length === 0) return null
  const rest = costUsd - byModel.reduce((sum, use) => sum + use.costUsd, 0)
  const head = [
    <span key="model" className="sr-only">
      {t('composer.model')}
    </span>,
    t('cost.in'),
    t('cost.out'),
    t('cost.cacheRead'),
    t('cost.cacheWrite'),
    t('cost.estimate'),
  ] as const
  return (
    <CostTable label={t('cost.byModel')} shown head={head}>
      {byModel.map((use) => (
        <CostRow
          key={use.model}
          name={modelName(use.model)}
          title={use.model}
          cells={[
            format.compact(use.inputTokens),
            format.compact(use.outputTokens),
            format.compact(use.cacheReadTokens),
            format.compact(use.cacheWriteTokens),
            format.dollars(use.costUsd),
          ]}
          columns={head.length}
        />
      ))}
      {rest > 0.005 && (
        <CostRow name={t('cost.noModel')} cells={[format.dollars(rest)]} columns={head.length} />
      )}
    </CostTable>
  )
}
