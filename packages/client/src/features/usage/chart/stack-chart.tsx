// Columns of a chart, each a stack that begins at zero. Its table says the same in words; here it is one picture.
import { useId } from 'react'
import { ticksTo } from '../sums/ticks.ts'
import type { Stacks } from '../sums/series.ts'
import { Patterns, Piece } from './look.tsx'

const height = 220

export type StackChartProps = {
  stacks: Stacks
  /** What the picture shows, in a sentence. */
  label: string
  /** The same order as the series. */
  names: readonly string[]
  columnName: (day: string) => string
  value: (value: number) => string
  /** As short as can be, for the axis. */
  tick: (value: number) => string
}

export function StackChart({ stacks, label, names, columnName, value, tick }: StackChartProps) {
  const { columns, series } = stacks
  const sums = columns.map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0))
  const ticks = ticksTo(Math.max(...sums))
  const top = ticks.at(-1) ?? 1
  const told = (at: number) =>
    [
      `${columnName(columns[at] ?? '')}: ${value(sums[at] ?? 0)}`,
      ...series.flatMap((one, index) => {
        const part = one.values[at] ?? 0
        return part > 0 ? [`${names[index] ?? ''}: ${value(part)}`] : []
      }),
    ].join('\n')
  return (
    <figure className="flex flex-col gap-1">
      <div className="flex gap-2">
        <Axis ticks={ticks} top={top} tick={tick} />
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img draws no patterns in the page's colours */}
        <div role="img" aria-label={label} className="min-w-0 flex-1">
          <svg width="100%" height={height} className="block overflow-visible" aria-hidden>
            {ticks.map((one) => (
              <line
                key={one}
                x1="0"
                x2="100%"
                y1={height - (one / top) * height}
                y2={height - (one / top) * height}
                className={one === 0 ? 'stroke-border' : 'stroke-line'}
              />
            ))}
            <Columns stacks={stacks} top={top} told={told} />
          </svg>
        </div>
      </div>
      <Days columns={columns} columnName={columnName} />
    </figure>
  )
}

type ColumnsProps = { stacks: Stacks; top: number; told: (at: number) => string }

function Columns({ stacks: { columns, series }, top, told }: ColumnsProps) {
  const id = useId()
  const share = 100 / columns.length
  const gap = columns.length > 120 ? 0.1 : 0.22
  return (
    <>
      <Patterns id={id} />
      {columns.map((day, at) => {
        let below = 0
        const place = {
          x: `${share * (at + gap / 2)}%`,
          width: `${Math.min(share * (1 - gap), 8)}%`,
        }
        return (
          <g key={day} className="group">
            <title>{told(at)}</title>
            {series.map((one, index) => {
              const part = ((one.values[at] ?? 0) / top) * height
              if (part <= 0) return null
              below += part
              const box = { ...place, y: height - below, height: Math.max(part - 1, 0.5) }
              return <Piece key={index} at={index} id={id} {...box} />
            })}
            <rect
              x={`${share * at}%`}
              width={`${share}%`}
              y={0}
              height={height}
              className="fill-fg opacity-0 group-hover:opacity-[0.06]"
            />
          </g>
        )
      })}
    </>
  )
}

function Axis({
  ticks,
  top,
  tick,
}: { ticks: number[]; top: number } & Pick<StackChartProps, 'tick'>) {
  return (
    <div aria-hidden className="relative w-14 shrink-0 text-end text-xs text-muted tabular-nums">
      {ticks.map((one) => (
        <span
          key={one}
          className="absolute end-0 -translate-y-1/2"
          style={{ top: height - (one / top) * height }}
        >
          {tick(one)}
        </span>
      ))}
    </div>
  )
}

/** The first, the last and some between them: as many as have room on a phone. */
function Days({
  columns,
  columnName,
}: Pick<StackChartProps, 'columnName'> & { columns: string[] }) {
  const every = Math.max(1, Math.ceil(columns.length / 6))
  const shown = columns.map((day, at) => ({ day, at })).filter(({ at }) => at % every === 0)
  return (
    <div aria-hidden className="flex gap-2 text-xs text-muted">
      <span className="w-14 shrink-0" />
      <div className="relative h-4 min-w-0 flex-1">
        {shown.map(({ day, at }) => (
          <span
            key={day}
            className="absolute whitespace-nowrap"
            style={{ insetInlineStart: `${(100 * at) / columns.length}%` }}
          >
            {columnName(day)}
          </span>
        ))}
      </div>
    </div>
  )
}
