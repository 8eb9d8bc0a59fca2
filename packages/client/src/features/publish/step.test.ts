import type { BranchState, Prediction } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { nextStep, whyNot } from './step.ts'

const base = { name: 'main', mergeBase: 'b', ahead: 2, behind: 0 }
const upstream = { name: 'origin/x', gone: false, ahead: 0, behind: 0 }
const state = (more: Partial<BranchState> = {}): BranchState => ({
  branch: 'x',
  head: 'h',
  base,
  upstream: null,
  remotes: [],
  operation: null,
  unstaged: 0,
  staged: 0,
  conflicted: 0,
  identity: { name: 'Ada', email: 'ada@example.test' },
  locked: false,
  ...more,
})
const clean: Prediction = { kind: 'clean' }
const nothing: Prediction = { kind: 'nothing' }
const conflicts: Prediction = { kind: 'conflicts', paths: ['a'] }

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
    ['merge', state({ remotes: ['origin'], upstream }), clean],
    ['merge', state(), undefined],
    ['update', state(), conflicts],
    ['archive', state(), nothing],
    ['archive', state({ remotes: ['origin'] }), nothing],
    ['commit', state({ head: 'b', base: null }), undefined],
    ['push', state({ base: null, remotes: ['origin'] }), undefined],
  ])('is to %s', (step, given, prediction) => {
    expect(nextStep({ state: given, prediction, began: 'b' })).toBe(step)
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
    ['merge', state({ base: null }), 'noBase'],
    ['merge', state({ staged: 1 }), 'uncommitted'],
    ['merge', state({ conflicted: 1 }), 'conflicts'],
    ['merge', state(), null],
    ['archive', state({ conflicted: 1 }), null],
  ] as const)('%s: %#', (act, given, why) => {
    expect(whyNot(act, { state: given, prediction: clean, began: 'b' })).toBe(why)
  })
  it('is that it was merged', () => {
    expect(whyNot('merge', { state: state(), prediction: nothing, began: 'b' })).toBe('merged')
  })
})
