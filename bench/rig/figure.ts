// What a figure is: ours, the raw limit measured beside it, and what we aim at. Holds no measuring.
import { lossOfAll } from '../loss.ts'

export interface Figure {
  name: string
  unit: 'µs' | 'ms' | 's' | 'B' | 'kB' | 'MB' | '/s'
  ours: number
  /** What `limit` is of, in a few words. */
  limitOf: string | null
  /** Measured in the same run. Null where nothing raw compares. */
  limit: number | null
  /** `times`: of the limit; `most`, `least`: absolute. */
  aim: { times: number } | { most: number } | { least: number } | null
  /** How it was measured, where that is not plain from the name. */
  note: string
}

export interface Findings {
  figures: Figure[]
  /** Deltas that did not arrive, arrived twice, or are not what was sent. */
  lost: number
  /** What was lost, and everything that makes a figure weaker than its name. */
  remarks: string[]
}

export function ratioOf({ ours, limit }: Figure): number | null {
  return limit === null || limit === 0 ? null : ours / limit
}

/** Null when there is no aim, or none that can be judged. */
export function meetsAim(figure: Figure): boolean | null {
  const { aim, ours } = figure
  if (aim === null) return null
  if ('most' in aim) return ours <= aim.most
  if ('least' in aim) return ours >= aim.least
  const ratio = ratioOf(figure)
  return ratio === null ? null : ratio <= aim.times
}

export function together(all: readonly Findings[]): Findings {
  return {
    figures: all.flatMap((each) => each.figures),
    lost: lossOfAll(all),
    remarks: all.flatMap((each) => each.remarks),
  }
}
