// Which form of the crash tests runs, and the figures that the long one leaves behind. `npm run test:crash` sets both.
import { appendFileSync } from 'node:fs'

export const long = process.env['A_PARALLEL_TEST'] === 'long'

/** One row of the table that the long form prints at its end. */
export function figure(what: string, value: number | string, unit = ''): void {
  const file = process.env['A_PARALLEL_FIGURES']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ what, value, unit })}\n`)
}

/** The least, the middle and the greatest. */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0)
  return `${at(0)} / ${at(0.5)} / ${at(1)}`
}
