// Which requests a rule answers. Pure, and the same on the server and in the browser, which shows it before a rule is made.
// Whatever is not certain is not matched, and so a person is asked.
import type { Ask } from '../../nouns/approval.ts'
import type { RuleKind, RuleWords, StandingRule } from '../../nouns/rules/rule.ts'
import { commandMatches, commandPatternKind } from './command-pattern.ts'
import { hostMatches, isAddress, plainHost } from './host-pattern.ts'
import { pathMatches, placeMatches, plainPath, plainPlace } from './path-pattern.ts'

export type RuleSaying = Pick<StandingRule, 'kind' | 'tool' | 'pattern' | 'decision'>
export type Asked = Pick<Ask, 'kind' | 'tool' | 'detail' | 'editsCheckout' | 'readsPath'>

export function ruleKindOf({ detail }: Pick<Ask, 'detail'>): RuleKind {
  switch (detail.kind) {
    case 'command':
    case 'edit':
      return detail.kind
    case 'read':
    case 'search':
      return 'path'
    case 'fetch':
      return isAddress(detail.target) ? 'host' : 'other'
    default:
      return 'other'
  }
}

export function ruleMatches(rule: RuleSaying, ask: Asked): boolean {
  const { detail } = ask
  if (!fitsTool(rule, ask)) return false
  if (detail.kind === 'command' && rule.decision === 'allow' && detail.unfenced) return false
  if (detail.kind === 'edit' && rule.decision === 'allow' && !ask.editsCheckout) return false
  if (rule.pattern === null) return whyNot(rule) === null
  return patternMatches(rule.pattern, ask)
}

/** Whether the rule is about uses of this tool at all, whatever its pattern says of this one. */
export function fitsTool(rule: RuleSaying, ask: Asked): boolean {
  return ask.kind === 'permission' && kindFits(rule, ask) && toolMatches(rule, ask.tool)
}

/** A rule for every use of a tool holds whatever kind of pattern that tool has come to take. */
function kindFits({ kind, pattern }: RuleSaying, ask: Asked): boolean {
  const asked = ruleKindOf(ask)
  if (kind === asked) return true
  return kind === 'other' && pattern === null && (asked === 'path' || asked === 'host')
}

function patternMatches(pattern: string, ask: Asked): boolean {
  const { detail, editsCheckout, readsPath } = ask
  switch (detail.kind) {
    case 'command':
      return commandMatches(pattern, detail.command)
    case 'edit':
      return editsCheckout && pathMatches(pattern, detail.path)
    case 'read':
    case 'search':
      return readsPath != null && placeMatches(pattern, readsPath, detail.kind === 'search')
    case 'fetch':
      return hostMatches(pattern, detail.target)
    default:
      return false
  }
}

/** The rule that answers: one that denies goes before any that allow. */
export function ruleFor<R extends RuleSaying>(rules: readonly R[], ask: Asked): R | null {
  const found = rules.filter((rule) => ruleMatches(rule, ask))
  return found.find(({ decision }) => decision === 'deny') ?? found[0] ?? null
}

/**
 * `open`: it would allow every command · `program`: it leaves the program open · `outside`: its path may lead out of the
 * checkout · `place`: it does not say from the root where · `host`: it names none · `pattern`: this tool takes none.
 */
export type RuleFault = 'open' | 'program' | 'outside' | 'place' | 'host' | 'pattern'

/** Why a rule cannot be kept to, or null when it can. */
export function whyNot({ kind, pattern, decision }: RuleSaying): RuleFault | null {
  if (pattern === null) return kind === 'command' && decision === 'allow' ? 'open' : null
  if (kind === 'command') return commandPatternKind(pattern) === null ? 'program' : null
  if (kind === 'edit') return plainPath(pattern) === null ? 'outside' : null
  if (kind === 'path') return plainPlace(pattern) === null ? 'place' : null
  if (kind === 'host') return plainHost(pattern) === null ? 'host' : null
  return 'pattern'
}

/** What the rule is called where it answered. */
export function ruleName({ tool, pattern }: RuleWords): string {
  const name = pattern === null ? tool : `${tool}(${pattern})`
  return name.length > 100 ? `${name.slice(0, 99)}…` : name
}

/** Whether a rule is about every tool of a server. */
export function isOfServer({ kind, tool }: Pick<RuleSaying, 'kind' | 'tool'>): boolean {
  return kind === 'other' && shownTool(tool).endsWith(': *')
}

function toolMatches({ kind, tool }: RuleSaying, asked: string): boolean {
  const wanted = shownTool(tool)
  if (!isOfServer({ kind, tool })) return wanted === asked
  const server = wanted.slice(0, -1)
  // `a__b` may be the server `a` with a tool `b__c`, or the server `a__b` with a tool `c`.
  return asked.startsWith(server) && !asked.slice(server.length).includes('__')
}

/** `mcp__server__tool`, as agents write it, is `server: tool` in requests. */
function shownTool(tool: string): string {
  const [, server, name] = /^mcp__(.+?)__(.+)$/.exec(tool) ?? []
  return server && name ? `${server}: ${name}` : tool
}
