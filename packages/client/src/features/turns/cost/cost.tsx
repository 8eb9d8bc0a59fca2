// What a thread has used, turn by turn, as the API would bill it; and what it and its project may use.
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { useIndex } from '../../../live/use-index.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Popover } from '../../../ui/overlays/popover.tsx'
import { useCostText } from '../../../words/cost-text.ts'
import { BudgetField } from './budget-field.tsx'
import { ByModel } from './by-model.tsx'
import { CostRow, CostTable } from './cost-table.tsx'

export function Cost({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { costUsd, budgetUsd } = view
  const spent = format.dollars(costUsd)
  return (
    <Popover
      label={t('cost.title')}
      align="end"
      wide
      worded
      triggerClassName="inline-flex min-h-6 items-center rounded-sm px-1 whitespace-nowrap text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
      trigger={
        <>
          <span className="sr-only">{t('thread.cost')}: </span>
          {budgetUsd === null
            ? t('thread.estimate', { cost: spent })
            : t('cost.ofBudget', { cost: spent, budget: format.dollars(budgetUsd) })}
        </>
      }
    >
      {() => <Detail view={view} />}
    </Popover>
  )
}

function Detail({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const { id, projectId, budgetUsd } = view
  const project = useIndex((index) =>
    index.kind === 'ready' ? index.projects.find((one) => one.id === projectId) : undefined,
  )
  return (
    <div className="flex min-w-0 flex-col gap-3 text-base">
      <div>
        <p className="font-medium">{t('cost.title')}</p>
        <p className="text-sm text-muted">{t('thread.costDetail')}</p>
      </div>
      <Turns view={view} />
      <ByModel view={view} />
      <BudgetField
        key={`thread ${budgetUsd}`}
        label={t('budget.thread')}
        value={budgetUsd}
        save={(usd) => callApi('changeThread', { params: { id }, body: { budgetUsd: usd } })}
      />
      {project && (
        <BudgetField
          key={`project ${project.budgetUsd}`}
          label={t('budget.project', { name: project.name })}
          value={project.budgetUsd}
          save={(usd) =>
            callApi('changeProject', { params: { id: projectId }, body: { budgetUsd: usd } })
          }
        />
      )}
    </div>
  )
}

function Turns({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const costText = useCostText()
  const rows = view.turns.flatMap(({ id, usage }, index) =>
    usage ? [{ id, number: index + 1, usage }] : [],
  )
  const shown = rows.reduce((sum, { usage }) => sum + usage.costUsd, 0)
  const rest = view.costUsd - shown
  const head = [
    t('cost.turn'),
    t('timeline.usage.input'),
    t('timeline.usage.output'),
    t('cost.cache'),
    t('cost.estimate'),
  ] as const
  const columns = head.length
  const total = (
    <CostRow name={t('cost.total')} cells={[format.dollars(view.costUsd)]} columns={columns} />
  )
  return (
    <CostTable label={t('cost.byTurn')} head={head} foot={total}>
      {rows.map(({ id, number, usage }) => (
        <CostRow
          key={id}
          name={number}
          cells={[
            format.compact(usage.inputTokens),
            format.compact(usage.outputTokens),
            format.compact(usage.cacheReadTokens + usage.cacheWriteTokens),
            costText(usage),
          ]}
          columns={columns}
        />
      ))}
      {rest > 0.005 && (
        <CostRow name={t('cost.takenBack')} cells={[format.dollars(rest)]} columns={columns} />
      )}
    </CostTable>
  )
}
