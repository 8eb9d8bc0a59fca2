// The frame of both tables of what a thread has used: it scrolls in its own box, also by keyboard; numbers stand at the end.
import type { ReactNode } from 'react'

export type CostTableProps = {
  label: string
  /** The label is shown above the table, and not only said. */
  shown?: boolean
  /** The name of the first column, and of those behind it. */
  head: readonly [ReactNode, ...ReactNode[]]
  /** What stands below the line under all rows. */
  foot?: ReactNode
  children: ReactNode
}

export function CostTable({ label, shown = false, head, foot, children }: CostTableProps) {
  const [first, ...others] = head
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={label}
      className="scroll-thin max-h-52 overflow-auto"
    >
      <table className="w-full text-end text-sm tabular-nums">
        <caption className={shown ? 'pb-1 text-start text-xs text-muted' : 'sr-only'}>
          {label}
        </caption>
        <thead className="text-xs text-muted">
          <tr className="*:ps-2 *:pb-1 *:font-normal *:first:ps-0">
            <th scope="col" className="text-start">
              {first}
            </th>
            {others.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot && <tfoot className="border-t border-line font-medium *:*:pt-1">{foot}</tfoot>}
      </table>
    </section>
  )
}

type CostRowProps = {
  name: ReactNode
  /** All of the name, where it is shortened. */
  title?: string
  /** Numbers from the second column on; where they are fewer, the name takes up the room. */
  cells: readonly string[]
  columns: number
}

export function CostRow({ name, title, cells, columns }: CostRowProps) {
  return (
    <tr className="*:ps-2 *:py-0.5 *:first:ps-0">
      <th
        scope="row"
        title={title}
        colSpan={columns - cells.length}
        className="text-start [font-weight:inherit] whitespace-nowrap"
      >
        {name}
      </th>
      {cells.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  )
}
