// What a rule stands for, as the name of the words that say it. Pure.
import { commandPatternKind, isOfServer, type RuleSaying } from '@a-parallel/contract/model'

export type Meaning = 'words' | 'text' | 'path' | 'place' | 'host' | 'server' | 'tool'

export function meaningOf(rule: Pick<RuleSaying, 'kind' | 'tool' | 'pattern'>): Meaning {
  const { kind, pattern } = rule
  if (isOfServer(rule)) return 'server'
  if (pattern === null) return 'tool'
  switch (kind) {
    case 'edit':
      return 'path'
    case 'path':
      return 'place'
    case 'host':
      return 'host'
    default:
      return commandPatternKind(pattern) === 'text' ? 'text' : 'words'
  }
}
