// How far a clone is, read from what git writes to its standard error. Pure.
import type { CloneProgress } from '@a-parallel/shared'

const phases: Readonly<Record<string, CloneProgress['phase']>> = {
  'Enumerating objects': 'counting',
  'Counting objects': 'counting',
  'Compressing objects': 'compressing',
  'Receiving objects': 'receiving',
  'Resolving deltas': 'settling',
  'Updating files': 'writing',
  'Filtering content': 'writing',
}
const units: Readonly<Record<string, number>> = {
  bytes: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

/** `Receiving objects:  42% (3/7), 1.20 MiB | 600.00 KiB/s`, also behind `remote: `. Null: it says nothing of how far. */
export function readCloneProgress(line: string): CloneProgress | null {
  const [, name = '', percent] =
    /^(?:remote: )?([A-Z][a-z]+ [a-z]+):\s+(?:(\d{1,3})% |\d)/.exec(line.trimStart()) ?? []
  const phase = phases[name]
  if (phase === undefined) return null
  const [, came, second] =
    /, (\d[\d.]* (?:bytes|[KMG]iB))(?: \| (\d[\d.]* (?:bytes|[KMG]iB))\/s)?/.exec(line) ?? []
  return {
    phase,
    percent: percent === undefined ? null : Math.min(100, Number(percent)),
    bytes: bytesOf(came),
    bytesPerSecond: bytesOf(second),
  }
}

function bytesOf(size: string | undefined): number | null {
  const [number, unit = ''] = size?.split(' ') ?? []
  const factor = units[unit]
  return number === undefined || factor === undefined ? null : Math.round(Number(number) * factor)
}
