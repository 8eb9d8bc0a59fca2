import { expect, test } from 'vitest'
import { countTests, type Report } from './count-tests.ts'

const report = (...statuses: [fullName: string, status: string][]): Report => ({
  testResults: [
    {
      name: 'a.test.ts',
      status: statuses.some(([, status]) => status === 'failed') ? 'failed' : 'passed',
      assertionResults: statuses.map(([fullName, status]) => ({ fullName, status })),
    },
  ],
})

test('passed and failed tests are counted', () => {
  expect(countTests(report(['a', 'passed'], ['b', 'failed']), 1)).toMatchObject({
    passed: 1,
    failed: 1,
    failures: ['a.test.ts: b'],
  })
})

test.each(['skipped', 'pending', 'todo', 'disabled'])('a %s test counts as failed', (status) => {
  expect(countTests(report(['a', 'passed'], ['b', status]), 0)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['a.test.ts: skipped: b'],
  })
})

test('a skipped test whose name names a platform is left out', () => {
  expect(countTests(report(['a', 'passed'], ['pipes [windows]', 'skipped']), 0)).toEqual({
    passed: 1,
    failed: 0,
    failures: [],
  })
})

test('a file that could not be loaded counts as failed', () => {
  const broken: Report = {
    testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }],
  }
  const failures = ['a.test.ts: could not be run']
  expect(countTests(broken, 1)).toEqual({ passed: 0, failed: 1, failures })
})

test('an unhandled error beside passing tests counts as failed', () => {
  const failures = ['an error outside of the tests (1)']
  expect(countTests(report(['a', 'passed']), 1)).toEqual({ passed: 1, failed: 1, failures })
})

test('no report, or no tests, is a failure', () => {
  expect(countTests(null, 0)).toMatchObject({ passed: 0, failed: 1 })
  expect(countTests({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 1 })
})
