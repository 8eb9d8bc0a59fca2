// The crash tests in their long form, and the figures they leave behind as one table.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTests } from './vitest.ts'

const limit = 90 * 60_000

interface Figure {
  what: string
  value: number | string
  unit: string
}

/** True when every test passed. */
export async function runLongCrashTests(
  root: string,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-figures-'))
  try {
    const file = join(folder, 'figures.ndjson')
    const env = { A_PARALLEL_TEST: 'long', A_PARALLEL_FIGURES: file }
    const { passed, failed, failures = [] } = await runTests(root, 'crash', env, limit)
    const figures = readFigures(file)
    const width = Math.max(0, ...figures.map(({ what }) => what.length))
    for (const { what, value, unit } of figures)
      say(`${what.padEnd(width)}  ${value} ${unit}`.trimEnd())
    for (const failure of failures) say(`FAILED: ${failure}`)
    say(`${passed} passed, ${failed} failed`)
    return failed === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readFigures(file: string): Figure[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Figure) // Written by `figure` of the tests' support.
}
