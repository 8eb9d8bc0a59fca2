// Whether a rule that denies might be about a request, where that cannot be told for certain. Nothing allows such a request
// by itself then, not even the mode that allows everything. Pure.
import { hostOf, plainHost } from './host-pattern.ts'
import { plainPlace } from './path-pattern.ts'
import { fitsTool, ruleMatches, type Asked, type RuleSaying } from './rule-match.ts'
import { commandWords, patternWords } from './shell-words.ts'

/** Whether one of these denies something that this request may be. */
export function inDoubt(rules: readonly RuleSaying[], ask: Asked): boolean {
  return rules.some(
    (rule) =>
      rule.decision === 'deny' &&
      fitsTool(rule, ask) &&
      !ruleMatches(rule, ask) &&
      mayBe(rule, ask),
  )
}

function mayBe({ pattern }: RuleSaying, { detail, editsCheckout, readsPath }: Asked): boolean {
  if (pattern === null) return false
  switch (detail.kind) {
    case 'command':
      return mayRun(pattern, detail.command)
    case 'edit':
      return !editsCheckout
    case 'read':
    case 'search':
      return readsPath == null || (detail.kind === 'search' && liesWithin(pattern, readsPath))
    case 'fetch':
      return mayLeadTo(pattern, detail.target)
    default:
      return false
  }
}

/** Several commands in one, with the program's name in it or with letters that could spell it in another way. */
function mayRun(pattern: string, command: string): boolean {
  if (commandWords(command) !== null) return false
  const program = patternWords(pattern)?.[0]?.join('') ?? pattern.split(/\s/, 1)[0] ?? ''
  return command.includes(program) || /[$`\\'"!{]/.test(command)
}

/** A search of a folder also reads what the pattern says of the folders in it. */
function liesWithin(pattern: string, place: string): boolean {
  const wanted = plainPlace(pattern)
  const fixed = wanted?.split('*', 1)[0] ?? ''
  return fixed.startsWith(place.endsWith('/') ? place : `${place}/`)
}

/** The same host behind a port that was not named, or an address that can be read in two ways. */
function mayLeadTo(pattern: string, target: string): boolean {
  const found = hostOf(target)
  if (found === null) return true
  const [bare = ''] = found.split(':')
  const wanted = plainHost(pattern)
  if (wanted === null || bare === found) return false
  return wanted.startsWith('*.') ? bare.endsWith(wanted.slice(1)) : bare === wanted
}
