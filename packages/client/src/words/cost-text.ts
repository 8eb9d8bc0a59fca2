// What a turn cost, as far as it is known: an agent that ended too early did not tell all of it.
import { useTranslation } from 'react-i18next'
import type { Usage } from '@a-parallel/shared'
import { useFormat } from '../platform/use-format.ts'

export function useCostText(): (usage: Pick<Usage, 'costUsd' | 'partial'>) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ costUsd, partial }) => {
    const cost = format.dollars(costUsd)
    if (!partial) return cost
    return costUsd > 0 ? t('cost.atLeast', { cost }) : t('cost.unknown')
  }
}
