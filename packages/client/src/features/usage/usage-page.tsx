// What the agents have used, as the API would bill it: as a chart or as a table, by project, model or thread, and the
// threads that used most; with what is used up of limits and budgets.
import type { UsageReport } from '@a-parallel/shared'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { saveFile } from '../../platform/save-file.ts'
import { useDay } from '../../platform/use-day.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { LimitsSection } from '../limits/index.ts'
import { Legend } from './chart/legend.tsx'
import { StackChart } from './chart/stack-chart.tsx'
import { Budgets } from './budgets.tsx'
import { Choices, type Shown } from './choices.tsx'
import { csvRows } from './csv-rows.ts'
import { DaysTable } from './days-table.tsx'
import { usualRange, type UsageSearch } from './search.ts'
import { csvOf } from './sums/csv.ts'
import { daysIn, daysOf, noonOf } from './sums/range.ts'
import { stacksOf } from './sums/series.ts'
import { SaveThreads } from './save-threads.tsx'
import { ThreadsTable } from './threads-table.tsx'
import { Totals } from './totals.tsx'
import { useNames } from './use-names.ts'
import { useUsage } from './use-usage.ts'

const nothingUsed: Pick<UsageReport, 'largest' | 'removed'> = { largest: [], removed: [] }

export type UsagePageProps = { search: UsageSearch; onChange: (search: UsageSearch) => void }

export function UsagePage({ search, onChange }: UsagePageProps) {
  const { t } = useTranslation()
  const now = useDay()
  const { range = usualRange, by = 'project', measure = 'cost', as = 'chart' } = search
  const shown: Shown = { range, by, measure, as }
  const { data, error, refetch } = useUsage(range, now)
  const nameOf = useNames(data ?? nothingUsed)
  const save = (report: UsageReport) =>
    saveFile(
      `a-parallel-usage-${range}.csv`,
      'text/csv',
      csvOf(csvRows(report, (id) => nameOf(id, 'project'))),
    )
  return (
    <>
      <Choices
        shown={shown}
        onChange={(change) => onChange({ ...search, ...change })}
        onSave={data && data.turns > 0 ? () => save(data) : undefined}
      />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-5xl flex-col gap-6 px-6 py-5 max-md:px-4">
          <LimitsSection />
          <Budgets />
          {error && <Failed error={error} onRetry={() => void refetch()} />}
          {!error && !data && <Skeleton lines={['40%', '90%', '90%', '60%']} />}
          {!error && data && data.turns === 0 && (
            <EmptyState title={t('usage.empty')} detail={t('usage.emptyDetail')} />
          )}
          {!error && data?.inUtc && <p className="text-sm text-muted">{t('usage.inUtc')}</p>}
          {!error && data && data.turns > 0 && <Report report={data} shown={shown} now={now} />}
        </div>
      </div>
    </>
  )
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <EmptyState
      title={t('usage.failed')}
      detail={<p role="alert">{words(problemOf(error)).text}</p>}
      action={<Button onClick={onRetry}>{t('app.retry')}</Button>}
    />
  )
}

/** Columns of a day while they can be told apart, else of a week. */
const mostColumns = 92

function Report({ report, shown, now }: { report: UsageReport; shown: Shown; now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useNames(report)
  // A hundred rows that are far down: what is in sight is painted before them.
  const later = useDeferredValue(report, null)
  const { range, by, measure, as } = shown
  const perColumn = daysOf(range) > mostColumns ? 7 : 1
  const stacks = stacksOf(report, { days: daysIn(range, now), perColumn, by, measure })
  const names = stacks.series.map(({ key }) => nameOf(key, by))
  const value = measure === 'cost' ? format.dollars : format.compact
  const columnName = (day: string) => {
    const name = format.shortDay(noonOf(day))
    return perColumn === 1 ? name : t('usage.weekOf', { day: name })
  }
  const label = t(`usage.chart.${measure}`, { total: value(stacks.total), days: daysOf(range) })
  const drawn = { stacks, names, label, value }
  return (
    <>
      <div className="flex flex-col gap-3">
        <Totals report={report} />
        <p className="text-sm text-pretty text-muted">{t('thread.costDetail')}</p>
      </div>
      {as === 'table' ? (
        <DaysTable {...drawn} columnName={columnName} />
      ) : (
        <StackChart
          {...drawn}
          tick={measure === 'cost' ? format.shortDollars : format.compact}
          columnName={(day) => format.shortDay(noonOf(day))}
        />
      )}
      <Legend
        label={t(`usage.by.${by}`)}
        series={stacks.series}
        names={names}
        total={stacks.total}
        head={[t(`usage.by.${by}`), t(`usage.measure.${measure}`), t('usage.share')]}
        value={value}
        part={format.percent}
      />
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-medium">{t('usage.threads')}</h2>
          <SaveThreads report={report} range={range} now={now} />
        </div>
        {later && <ThreadsTable report={later} />}
      </div>
    </>
  )
}
