import type { BranchState, Prediction, PullRequest, ThreadView } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { checkoutOf, isPushed, nextStep, rebasesPushed, whyNot, type Hosted } from './step.ts'

const base = { name: 'main', mergeBase: 'b', ahead: 2, behind: 0, upstream: null }
const upstream = { name: 'origin/x', gone: false, ahead: 0, behind: 0 }
const state = (more: Partial<BranchState> = {}): BranchState => ({
  branch: 'x',
  head: 'h',
  base,
  upstream: null,
  remotes: [],
  operation: null,
  stamp: null,
  unstaged: 0,
  staged: 0,
  conflicted: 0,
  identity: { name: 'Ada', email: 'ada@example.test' },
  locked: false,
  versions: { staged: 's', all: 'a' },
  ...more,
})
const clean: Prediction = { kind: 'clean' }
const nothing: Prediction = { kind: 'nothing' }
const conflicts: Prediction = { kind: 'conflicts', paths: ['a'] }
const hosted = (pull: Partial<PullRequest> | null = null): Hosted => ({
  remote: {
    name: 'origin',
    host: 'github.com',
    service: 'github',
    repository: 'a/b',
    page: 'https://github.com/a/b',
    comparePage: null,
  },
  pullRequest: pull && {
    repository: 'a/b',
    number: 12,
    url: 'https://github.com/a/b/pull/12',
    title: 'x',
    state: 'open',
    draft: false,
    by: 'ada',
    base: 'main',
    head: 'x',
    headCommit: 'h',
    createdAt: '2026-11-26T09:00:00Z',
    mergeability: 'ready',
    methods: ['merge'],
    reviews: [],
    comments: [],
    checks: [],
    checksSeen: true,
    ...pull,
  },
})
const pushed = state({ remotes: ['origin'], upstream })
const tracked = state({ ...pushed, base: { ...base, upstream: 'origin/main' } })
const unhosted = { began: 'b', hosted: undefined, usual: 'main' }
const nowhere: Hosted = { remote: null, pullRequest: null }

describe('what comes next', () => {
  it.each([
    ['solve', state({ conflicted: 1, staged: 3 }), clean],
    ['solve', state({ operation: 'rebase' }), clean],
    ['commit', state({ operation: 'bisect', unstaged: 1 }), clean],
    ['commit', state({ staged: 1 }), clean],
    ['commit', state({ head: 'b', base: { ...base, ahead: 0 } }), undefined],
    ['archive', state({ base: { ...base, ahead: 0 } }), undefined],
    ['push', state({ remotes: ['origin'] }), clean],
    ['push', state({ remotes: ['origin'], upstream: { ...upstream, ahead: 1 } }), clean],
    ['push', state({ remotes: ['origin'], upstream: { ...upstream, gone: true } }), clean],
    ['pullRequest', state({ remotes: ['origin'], upstream }), clean],
    ['merge', state(), undefined],
    ['update', state(), conflicts],
    ['archive', state(), nothing],
    ['archive', state({ remotes: ['origin'] }), nothing],
    ['commit', state({ head: 'b', base: null }), undefined],
    ['push', state({ base: null, remotes: ['origin'] }), undefined],
  ])('is to %s', (step, given, prediction) => {
    expect(
      nextStep({ state: given, prediction, began: 'b', hosted: undefined, usual: 'main' }),
    ).toBe(step)
  })

  it.each<[step: string, given: BranchState, at: Hosted, prediction?: Prediction]>([
    ['pullRequest', pushed, hosted()],
    ['pullRequest', pushed, hosted({})],
    ['pullRequest', pushed, hosted({ state: 'closed' })],
    ['merge', pushed, nowhere],
    ['push', state({ remotes: ['origin'], upstream: { ...upstream, ahead: 1 } }), hosted({})],
    ['commit', state({ ...pushed, unstaged: 1 }), hosted({ state: 'merged' })],
    ['update', pushed, hosted({}), conflicts],
    ['update', tracked, hosted({ mergeability: 'behind' })],
    ['update', tracked, hosted({ mergeability: 'conflicts' })],
    // Nothing here could be taken in: the way to the pull request stays open.
    ['pullRequest', pushed, hosted({ mergeability: 'behind' })],
    ['pullRequest', pushed, hosted({ mergeability: 'behind', headCommit: 'older' })],
    ['archive', pushed, hosted({ state: 'merged' })],
    ['archive', state({ remotes: ['origin'] }), hosted({ state: 'merged' })],
    ['pullRequest', pushed, hosted({ state: 'merged', headCommit: 'older' })],
    // Without a base, one is chosen as it is opened.
    ['pullRequest', state({ ...pushed, base: null }), hosted()],
    ['pullRequest', state({ ...pushed, base: null }), hosted({})],
    ['archive', state({ ...pushed, base: null }), hosted({ state: 'merged' })],
    ['archive', state({ ...pushed, base: null }), nowhere],
    ['push', state({ remotes: ['origin'], base: null }), hosted()],
    ['archive', state({ ...pushed, base: null, branch: 'main' }), hosted()],
  ])('is to %s where a host is known: %#', (step, given, at, prediction = clean) => {
    expect(nextStep({ state: given, prediction, began: 'b', hosted: at, usual: 'main' })).toBe(step)
  })
})

describe('why not', () => {
  it.each([
    ['commit', state({ identity: null, staged: 1 }), 'noIdentity'],
    ['commit', state({ locked: true, staged: 1 }), 'locked'],
    ['commit', state(), 'nothingChanged'],
    ['commit', state({ unstaged: 1 }), null],
    ['push', state(), 'noRemote'],
    ['push', state({ head: null }), 'noCommits'],
    ['push', state({ branch: null }), 'detached'],
    ['push', state({ remotes: ['o'], upstream }), 'pushed'],
    ['update', state({ unstaged: 1 }), 'uncommitted'],
    ['update', state(), 'upToDate'],
    ['update', state({ base: { ...base, behind: 1 } }), null],
    ['update', state({ base: { ...base, upstream: 'origin/main' } }), null],
    ['update', state({ base: { ...base, upstream: 'origin/main' }, staged: 1 }), 'uncommitted'],
    ['merge', state({ base: { ...base, ahead: 0, upstream: 'origin/main' } }), null],
    ['reword', state(), null],
    ['reword', state({ base: null }), null],
    ['reword', state({ base: { ...base, ahead: 0 } }), 'noneOwn'],
    ['reword', state({ head: null, base: null }), 'noCommits'],
    ['reword', state({ conflicted: 1 }), 'conflicts'],
    ['merge', state({ base: null }), 'noBase'],
    ['merge', state({ staged: 1 }), 'uncommitted'],
    ['merge', state({ conflicted: 1 }), 'conflicts'],
    ['merge', state(), null],
    ['archive', state({ conflicted: 1 }), null],
  ] as const)('%s: %#', (act, given, why) => {
    const situation = { ...unhosted, state: given, prediction: clean }
    expect(whyNot(act, situation)).toBe(why)
  })
  it('is that it was merged', () => {
    const situation = { ...unhosted, state: state(), prediction: nothing }
    expect(whyNot('merge', situation)).toBe('merged')
  })
  it.each<[why: string | null, given: BranchState, at: Hosted | undefined]>([
    ['noRemote', state(), undefined],
    ['asking', pushed, undefined],
    ['noHost', pushed, nowhere],
    ['notPushed', state({ remotes: ['origin'] }), hosted()],
    ['merged', state({ ...pushed, base: { ...base, ahead: 0 } }), hosted()],
    ['uncommitted', state({ ...pushed, staged: 1, base: { ...base, ahead: 0 } }), hosted()],
    ['conflicts', state({ ...pushed, conflicted: 1 }), hosted()],
    [null, state({ ...pushed, conflicted: 1 }), hosted({})],
    [null, pushed, hosted()],
  ])('is %s for a pull request: %#', (why, given, at) => {
    const situation = { ...unhosted, state: given, prediction: clean, hosted: at }
    expect(whyNot('pullRequest', situation)).toBe(why)
  })
})

it.each([
  ['local', null, 'local'],
  ['worktree', { adopted: true }, 'adopted'],
  ['worktree', { adopted: false }, 'own'],
  ['worktree', null, 'own'],
] as const)('a thread in mode %s with %j works in a checkout that is %s', (mode, made, whose) => {
  const worktree = made as ThreadView['worktree'] // What is looked at of one.
  expect(checkoutOf({ mode, worktree })).toBe(whose)
})

it.each([
  ['nowhere', null, [false, false]],
  ['there', upstream, [true, true]],
  ['there in part', { ...upstream, ahead: 1 }, [false, true]],
  ['there no more', { ...upstream, gone: true }, [false, false]],
  ['there, and nothing of its own', { ...upstream, ahead: 2 }, [false, false]],
])('a branch that lies %s is told to be pushed before it is rewritten, or not', (_, at, told) => {
  const given = state({ upstream: at })
  expect([isPushed(given), rebasesPushed(given)]).toEqual(told)
})
