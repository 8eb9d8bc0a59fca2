// What a thread has used, turn by turn, as the API would bill it; and what it and its project may use.
import { useTranslation } from 'react-i18next'
import type { ThreadView, Usage } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { useIndex } from '../../live/use-index.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Popover } from '../../ui/overlays/popover.tsx'
import { BudgetField } from './budget-field.tsx'
import { ByModel } from './by-model.tsx'

export function Cost({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { costUsd, budgetUsd } = view
  const spent = format.dollars(costUsd)
  return (
    <Popover
      label={t('cost.title')}
      align="end"
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
  const rows = view.turns.flatMap(({ id, usage }, index) =>
    usage ? [{ id, number: index + 1, usage }] : [],
  )
  const shown = rows.reduce((sum, { usage }) => sum + usage.costUsd, 0)
  const rest = view.costUsd - shown
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={t('cost.byTurn')}
      className="scroll-thin max-h-52 overflow-auto"
    >
      <table className="w-full text-end text-sm tabular-nums">
        <caption className="sr-only">{t('cost.byTurn')}</caption>
        <thead className="text-xs text-muted">
          <tr className="*:ps-2 *:pb-1 *:font-normal *:first:ps-0">
            <th scope="col" className="text-start">
              {t('cost.turn')}
            </th>
            <th scope="col">{t('timeline.usage.input')}</th>
            <th scope="col">{t('timeline.usage.output')}</th>
            <th scope="col">{t('cost.cache')}</th>
            <th scope="col">{t('cost.estimate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, number, usage }) => (
            <TurnRow key={id} number={number} usage={usage} />
          ))}
          {rest > 0.005 && (
            <tr className="*:ps-2 *:py-0.5 *:first:ps-0">
              <th scope="row" colSpan={4} className="text-start font-normal">
                {t('cost.takenBack')}
              </th>
              <td>{format.dollars(rest)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-medium *:pt-1">
            <th scope="row" colSpan={4} className="text-start font-medium">
              {t('cost.total')}
            </th>
            <td>{format.dollars(view.costUsd)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function TurnRow({ number, usage }: { number: number; usage: Usage }) {
  const format = useFormat()
  return (
    <tr className="*:ps-2 *:py-0.5 *:first:ps-0">
      <th scope="row" className="text-start font-normal">
        {number}
      </th>
      <td>{format.compact(usage.inputTokens)}</td>
      <td>{format.compact(usage.outputTokens)}</td>
      <td>{format.compact(usage.cacheReadTokens + usage.cacheWriteTokens)}</td>
      <td>{format.dollars(usage.costUsd)}</td>
    </tr>
  )
}
