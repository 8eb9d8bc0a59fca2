import type { PullRequest } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { logTail } from '../github/log-tail.ts'
import { mergeabilityOf } from '../github/told.ts'
import { pauseUntilNext } from './pace.ts'
import { proposalOf } from './proposal.ts'

const hour = 3_600_000
const pull = (more: object) =>
  ({ state: 'open', mergeability: 'ready', checks: [], ...more }) as unknown as PullRequest
const running = pull({ checks: [{ state: 'running' }] })

it.each([
  ['nothing is there', null, null, 30_000],
  ['a check runs', running, null, 10_000],
  ['the host is finding out', pull({ mergeability: 'unknown' }), null, 10_000],
  ['all is done', pull({ checks: [{ state: 'passed' }] }), null, 30_000],
  ['it is merged', pull({ state: 'merged', mergeability: 'unknown' }), null, 30_000],
  ['there is plenty', running, { remaining: 5000, resetAt: hour }, 10_000],
  ['little is left', running, { remaining: 570, resetAt: hour }, 360_000],
  ['nothing is left for us', running, { remaining: 500, resetAt: hour }, hour],
  ['the hour is over', running, { remaining: 0, resetAt: -1 }, 10_000],
])('when %s it asks again in time', (_, pullRequest, rate, pause) => {
  expect(pauseUntilNext({ pullRequest, rate, now: 0, quickestMs: 10_000 })).toBe(pause)
})

it.each([
  [true, null, 'unknown', 'draft'],
  [false, null, 'unknown', 'unknown'],
  [false, true, 'unknown', 'unknown'],
  [false, true, 'clean', 'ready'],
  [false, true, 'has_hooks', 'ready'],
  [false, true, 'unstable', 'unstable'],
  [false, true, 'blocked', 'blocked'],
  [false, true, 'behind', 'behind'],
  [false, false, 'dirty', 'conflicts'],
  [false, true, 'draft', 'draft'],
])('draft %s, mergeable %s and %s is %s', (draft, mergeable, state, expected) => {
  expect(mergeabilityOf({ draft, mergeable, mergeable_state: state })).toBe(expected)
})

const parts = {
  threadTitle: 'Brighter lamps',
  firstMessage: 'Make them\nbrighter',
  commits: [],
  template: null,
}
it.each([
  ['nothing', [], 'Brighter lamps', '> Make them\n> brighter'],
  ['one commit', [{ subject: 'Turn up', body: 'Since dark.' }], 'Turn up', 'Since dark.'],
  [
    'one that is signed off',
    [{ subject: 'Turn up', body: 'Since dark.\n\nSigned-off-by: Ada <a@b.c>' }],
    'Turn up',
    'Since dark.',
  ],
  ['one without a body', [{ subject: 'Turn up', body: '' }], 'Turn up', '> Make them\n> brighter'],
  [
    'several',
    [
      { subject: 'Two', body: '' },
      { subject: 'One', body: 'x' },
    ],
    'Brighter lamps',
    '> Make them\n> brighter\n\n- One\n- Two',
  ],
])('of %s it proposes what they say', (_, commits, title, body) => {
  expect(proposalOf({ ...parts, commits })).toEqual({ title, body })
})

it('keeps the end of a log up to its last error, without times and colours', () => {
  const line = (text: string) => `2026-11-26T09:00:00.1234567Z ${text}`
  const log = [
    `\uFEFF${line('first')}`,
    ...Array.from({ length: 300 }, (_, at) => line(`step ${at}`)),
    line('\u001B[31mexpected 1\u001B[0m'),
    line('##[error]Process completed with exit code 1.'),
    line('Post job cleanup.'),
  ].join('\r\n')
  const tail = logTail(log).split('\n')
  expect(tail).toHaveLength(120)
  expect(tail.slice(-2)).toEqual(['expected 1', '##[error]Process completed with exit code 1.'])
  expect(logTail('x'.repeat(50_000))).toHaveLength(12_001)
  expect(logTail('')).toBe('')
})

it('puts what the repository wants to be told behind its own words, and no more than the host takes', () => {
  const template = '## Tested'
  const commits = [{ subject: 'Turn up', body: 'Since dark.' }]
  expect(proposalOf({ ...parts, commits, template }).body).toBe('Since dark.\n\n## Tested')
  expect(proposalOf({ ...parts, firstMessage: '', template }).body).toBe(template)
  const long = proposalOf({ ...parts, template: 'x'.repeat(70_000) }).body
  expect(long).toHaveLength(65_536)
})
