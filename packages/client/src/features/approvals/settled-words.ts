// Who answered, what and when, in one sentence: for whoever comes late.
import type { TFunction } from 'i18next'
import type { Answer, ProblemValue } from '@a-parallel/shared'

const modes = new Set(['plan', 'confirmEdit', 'autoEdit', 'bypass'] as const)
type Mode = typeof modes extends Set<infer M> ? M : never

export interface Settled {
  decision: 'allow' | 'deny'
  /** The rule or mode that answered; null when it was a person. */
  rule: string | null
  at: string
}

export function settledBy({ decision, by, at }: Answer): Settled {
  return { decision, rule: by.kind === 'rule' ? by.name : null, at }
}

/** What a refused answer tells of the one that came first; null where it tells nothing. */
export function settledIn({ code, values }: ProblemValue): Settled | null {
  if (code !== 'approval_already_answered' || !values) return null
  const { decision, by, name, at } = values
  return {
    decision: decision === 'deny' ? 'deny' : 'allow',
    rule: by === 'rule' ? String(name) : null,
    at: String(at),
  }
}

export function settledWords(
  { decision, rule, at }: Settled,
  t: TFunction,
  clock: (at: number) => string,
): string {
  const time = clock(Date.parse(at))
  if (rule === null) return t(`approvals.settled.${decision}Person`, { time })
  const mode = [...modes].find((known): known is Mode => known === rule)
  const name = mode ? t(`modes.${mode}`) : rule
  return t(`approvals.settled.${decision}Rule`, { name, time })
}
