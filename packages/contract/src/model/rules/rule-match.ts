// Which requests a rule answers. Pure, and the same on the server and in the browser, which shows it before a rule is made.
// Whatever is not certain is not matched, and so a person is asked.
import type { Ask } from '../../nouns/approval.ts'
import type { RuleKind, RuleWords, StandingRule } from '../../nouns/rules/rule.ts'
import { commandMatches, commandPatternKind } from './command-pattern.ts'
import { pathMatches, plainPath } from './path-pattern.ts'

export type RuleSaying = Pick<StandingRule, 'kind' | 'tool' | 'pattern' | 'decision'>
type Asked = Pick<Ask, 'kind' | 'tool' | 'detail' | 'editsCheckout'>

export function ruleKindOf({ detail }: Pick<Ask, 'detail'>): RuleKind {
  return detail.kind === 'command' || detail.kind === 'edit' ? detail.kind : 'other'
}

export function ruleMatches(rule: RuleSaying, ask: Asked): boolean {
  const { detail } = ask
  if (ask.kind !== 'permission' || rule.kind !== ruleKindOf(ask)) return false
  if (!toolMatches(rule, ask.tool)) return false
  if (detail.kind === 'edit' && rule.decision === 'allow' && !ask.editsCheckout) return false
  if (rule.pattern === null) return whyNot(rule) === null
  if (detail.kind === 'command') return commandMatches(rule.pattern, detail.command)
  if (detail.kind === 'edit') return ask.editsCheckout && pathMatches(rule.pattern, detail.path)
  return false
}

/** The rule that answers: one that denies goes before any that allow. */
export function ruleFor<R extends RuleSaying>(rules: readonly R[], ask: Asked): R | null {
  const found = rules.filter((rule) => ruleMatches(rule, ask))
  return found.find(({ decision }) => decision === 'deny') ?? found[0] ?? null
}

/**
 * `open`: it would allow every command · `program`: it leaves the program open · `outside`: its path may lead out of the
 * checkout · `pattern`: this tool takes none.
 */
export type RuleFault = 'open' | 'program' | 'outside' | 'pattern'

/** Why a rule cannot be kept to, or null when it can. */
export function whyNot({ kind, pattern, decision }: RuleSaying): RuleFault | null {
  if (pattern === null) return kind === 'command' && decision === 'allow' ? 'open' : null
  if (kind === 'command') return commandPatternKind(pattern) === null ? 'program' : null
  if (kind === 'edit') return plainPath(pattern) === null ? 'outside' : null
  return 'pattern'
}

/** What the rule is called where it answered. */
export function ruleName({ tool, pattern }: RuleWords): string {
  const name = pattern === null ? tool : `${tool}(${pattern})`
  return name.length > 100 ? `${name.slice(0, 99)}…` : name
}

function toolMatches({ kind, tool }: RuleSaying, asked: string): boolean {
  if (kind === 'other' && tool.endsWith(': *')) return asked.startsWith(tool.slice(0, -1))
  return tool === asked
}
