// Runs one vitest project and counts its tests from the JSON report beside the human one.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTests, type Report } from './count-tests.ts'
import type { Count } from './step.ts'
import { runTool } from './tool.ts'

/** Milliseconds after which a whole project is taken for hanging, where nobody says otherwise. */
const usualLimit = 45 * 60_000

function readReport(file: string): Report | null {
  try {
    // vitest's own format; `countTests` uses the few fields that Report names.
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch (cause) {
    console.error(`vitest left no readable report: ${String(cause)}`)
    return null
  }
}

/** Runs the project's tests; `env` is added to the environment. */
export async function runTests(
  root: string,
  project: string,
  env: Record<string, string> = {},
  limit = usualLimit,
): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-report-'))
  const file = join(folder, 'report.json')
  try {
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json']
    const code = await runTool(root, 'vitest', [...args, `--outputFile.json=${file}`], {
      env,
      limit,
    })
    const { failures, ...count } = countTests(readReport(file), code)
    return { ...count, failures: failures.map((name) => name.replace(`${root}/`, '')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
