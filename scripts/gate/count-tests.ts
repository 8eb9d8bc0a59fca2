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

const platform = /\[(windows|macos|linux|posix)[^\]]*\]/i

/** Counts a report. `exitCode` other than 0 without a failed test (an unhandled error, say) counts as one failure. */
export function countTests(report: Report | null, exitCode: number): Count & { skipped: string[] } {
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  let passed = 0
  let failed = 0
  const skipped: string[] = []
  for (const { status, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') passed++
      else if (test.status === 'failed') failed++
      else if (!platform.test(test.fullName)) skipped.push(test.fullName)
    }
    // A file that broke while it was loaded has no tests to count.
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) failed++
  }
  failed += skipped.length
  // A project without a single test proves nothing.
  if (failed === 0 && (exitCode !== 0 || passed === 0)) failed = 1
  return { passed, failed, skipped }
}
