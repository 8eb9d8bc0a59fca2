// The colour of a project, always beside its name: never the only thing that tells it apart.
import type { ProjectColor } from '@a-parallel/shared'
import { cx } from 'class-variance-authority'

const looks: Record<ProjectColor, string> = {
  red: 'bg-fail',
  orange: 'bg-need',
  green: 'bg-review',
  teal: 'bg-setup',
  blue: 'bg-run',
  violet: 'bg-merged',
  pink: 'bg-stall',
}

export const projectColors = Object.keys(looks) as ProjectColor[] // The record names each of them.

export function ColorMark({ color, className }: { color: ProjectColor; className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('inline-block size-2.5 shrink-0 rounded-sm', looks[color], className)}
    />
  )
}
