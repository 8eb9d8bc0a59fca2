import { expect, it } from 'vitest'
import type { Approval, RuleId } from '@a-parallel/shared'
import { usesOf } from './uses.ts'

const answered = (at: string, ruleId?: string) =>
  ({ answer: { at, by: { kind: 'rule', name: 'x', ...(ruleId ? { ruleId } : {}) } } }) as Approval
const rule = 'r1' as RuleId

it('counts the answers of that very rule, and knows the last', () => {
  const person = { answer: { at: '4', by: { kind: 'person', id: 'local' } } } as Approval
  const open = { answer: null } as Approval
  const approvals = [answered('1', 'r1'), answered('2', 'r2'), answered('3', 'r1'), person, open]
  expect(usesOf(rule, [...approvals, answered('5')])).toEqual({ count: 2, lastAt: '3' })
  expect(usesOf(rule, [])).toEqual({ count: 0, lastAt: null })
})
