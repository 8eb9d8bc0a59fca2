// The chart in words and numbers: a row a column, the latest first.
import { useTranslation } from 'react-i18next'
import type { Stacks } from './sums/series.ts'

export type DaysTableProps = {
  stacks: Stacks
  label: string
  names: readonly string[]
  columnName: (day: string) => string
  value: (value: number) => string
}

const nothing = '–'

export function DaysTable({ stacks, label, names, columnName, value }: DaysTableProps) {
  const { t } = useTranslation()
  const { columns, series } = stacks
  const rows = columns
    .map((day, at) => ({ day, parts: series.map((one) => one.values[at] ?? 0) }))
    .filter(({ parts }) => parts.some((part) => part > 0))
    .toReversed()
  const told = (part: number) => (part === 0 ? nothing : value(part))
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={label}
      className="ring-inset-focus scroll-thin max-h-96 overflow-auto rounded-md border border-line"
    >
      <table className="w-full text-end text-sm whitespace-nowrap tabular-nums">
        <caption className="sr-only">{label}</caption>
        <thead className="sticky top-0 bg-sidebar text-xs text-muted">
          <tr className="*:px-3 *:py-1.5 *:font-normal">
            <th scope="col" className="sticky start-0 bg-sidebar text-start">
              {t('usage.day')}
            </th>
            {names.map((name, at) => (
              <th key={at} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t('usage.total')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ day, parts }) => (
            <tr key={day} className="*:px-3 *:py-1.5">
              <th scope="row" className="sticky start-0 bg-bg text-start font-normal">
                {columnName(day)}
              </th>
              {parts.map((part, at) => (
                <td key={at}>{told(part)}</td>
              ))}
              <td className="font-medium">{told(parts.reduce((sum, part) => sum + part, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
