// What a vitest JSON report amounts to. A skipped test is a failed one unless its name says which platform it is for.
import type { Count } from './step.ts'

export interface Report {
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

/** Whether a test's name says which platform it is for. */
export function namesPlatform(name: string): boolean {
  return /\[(windows|macos|linux|posix)[^\]]*\]/i.test(name)
}

/**
 * Counts a report and names what failed, skipped tests among them. `exitCode` other than 0 without a failed test (an
 * unhandled error, say) counts as one failure.
 */
export function countTests(report: Report | null, exitCode: number): Required<Count> {
  if (report === null) return { passed: 0, failed: 1, failures: ['no readable report'] }
  let passed = 0
  const failures: string[] = []
  for (const { name, status, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') passed++
      else if (test.status === 'failed') failures.push(`${name}: ${test.fullName}`)
      else if (!namesPlatform(test.fullName)) failures.push(`${name}: skipped: ${test.fullName}`)
    }
    // A file that broke while it was loaded has no tests to count.
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed'))
      failures.push(`${name}: could not be run`)
  }
  // A project without a single test proves nothing.
  if (failures.length === 0 && (exitCode !== 0 || passed === 0))
    failures.push(passed === 0 ? 'no tests' : `an error outside of the tests (${exitCode})`)
  return { passed, failed: failures.length, failures }
}
