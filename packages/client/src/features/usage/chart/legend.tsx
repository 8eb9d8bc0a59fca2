// The series of a chart with what each comes to, as a table: the largest first.
import { useId } from 'react'
import type { Series } from '../sums/series.ts'
import { Patterns, Piece } from './look.tsx'

export type LegendProps = {
  label: string
  series: readonly Series[]
  names: readonly string[]
  total: number
  /** The names of its columns: what it is by, how much, which part of all. */
  head: readonly [string, string, string]
  value: (value: number) => string
  part: (value: number) => string
}

export function Legend({ label, series, names, total, head, value, part }: LegendProps) {
  const id = useId()
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">
        {label}
        <svg width={0} height={0} aria-hidden>
          <Patterns id={id} />
        </svg>
      </caption>
      <thead className="text-xs text-muted">
        <tr>
          {head.map((name, at) => (
            <th
              key={name}
              scope="col"
              className={`pb-1 font-normal ${at ? 'text-end' : 'text-start'}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {series.map((one, at) => (
          <tr key={at}>
            <th
              scope="row"
              aria-label={names[at]}
              className="w-full max-w-0 py-1.5 text-start font-normal"
            >
              <span className="flex min-w-0 items-center gap-2">
                <svg width={12} height={12} aria-hidden className="shrink-0">
                  <Piece at={at} id={id} x={0} y={0} width={12} height={12} />
                </svg>
                <span className="min-w-0 truncate" title={names[at]}>
                  {names[at]}
                </span>
              </span>
            </th>
            <td className="ps-3 text-end">{value(one.total)}</td>
            <td className="w-20 ps-3 text-end text-muted">
              {part(total === 0 ? 0 : one.total / total)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
