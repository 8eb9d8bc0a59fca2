// How often a thread's own rule has answered, and when last: told by the thread's requests. Pure.
import type { Approval, RuleId } from '@a-parallel/shared'

export type Uses = { count: number; lastAt: string | null }

export function usesOf(id: RuleId, approvals: readonly Approval[]): Uses {
  const times = approvals.flatMap(({ answer }) =>
    answer?.by.kind === 'rule' && answer.by.ruleId === id ? [answer.at] : [],
  )
  return { count: times.length, lastAt: times.at(-1) ?? null }
}
