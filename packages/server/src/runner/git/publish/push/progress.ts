// How far a push is, read from what git writes to its standard error. Pure.
import type { PushProgress } from '@a-parallel/shared'
import { progressLines } from '../../progress-lines.ts'

const phases: Readonly<Record<string, PushProgress['phase']>> = {
  'Enumerating objects': 'counting',
  'Counting objects': 'counting',
  'Compressing objects': 'compressing',
  'Writing objects': 'sending',
  'Resolving deltas': 'settling',
}

/** `Writing objects:  42% (3/7), 1.20 MiB | 600.00 KiB/s`, also behind `remote: `. Null: it says nothing of how far. */
export function readProgress(line: string): PushProgress | null {
  const [, name = '', percent] =
    /^(?:remote: )?([A-Z][a-z]+ [a-z]+):\s+(?:(\d{1,3})% |\d)/.exec(line.trimStart()) ?? []
  const phase = phases[name]
  if (phase === undefined) return null
  return { phase, percent: percent === undefined ? null : Math.min(100, Number(percent)) }
}

/** Takes what git writes as it comes, and tells of each step. */
export const progressReader = (tell: (progress: PushProgress) => void) =>
  progressLines(readProgress, tell)
