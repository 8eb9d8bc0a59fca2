// A budget is used up: nothing more is spent until it is raised, or the thread is stopped.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BudgetStop as Stop, ThreadView } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Act, Banner } from './banner.tsx'

export function BudgetStop({ view, stop }: { view: ThreadView; stop: Stop }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState(String(Math.ceil(Math.max(stop.spentUsd, stop.budgetUsd) * 2)))
  const { id, projectId } = view
  const body = { budgetUsd: Number(text) }
  const raise = () =>
    stop.scope === 'thread'
      ? callApi('changeThread', { params: { id }, body })
      : callApi('changeProject', { params: { id: projectId }, body })
  const values = { spent: format.dollars(stop.spentUsd), budget: format.dollars(stop.budgetUsd) }
  return (
    <Banner
      shape="hourglass"
      tone="stall"
      title={t('budget.reached')}
      detail={t(stop.scope === 'thread' ? 'budget.reachedThread' : 'budget.reachedProject', values)}
      action={
        <>
          <Act label={t('budget.raise')} run={raise} />
          <Act label={t('budget.stop')} run={() => callApi('stopThread', { params: { id } })} />
        </>
      }
    >
      <div className="max-w-48">
        <TextField
          label={t('budget.new')}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value.replace(',', '.'))}
        />
      </div>
    </Banner>
  )
}
