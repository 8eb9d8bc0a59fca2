// The rule that a person is offered for a request, to be changed or taken: wide enough to be of use, never wider than
// what was asked by a program that can do anything.
import type { RuleWords } from '../../nouns/rules/rule.ts'
import { hostOf } from './host-pattern.ts'
import { plainPath, plainPlace } from './path-pattern.ts'
import { ruleKindOf, type Asked } from './rule-match.ts'
import { commandWords, literally } from './shell-words.ts'

/** They run others, reach far or destroy: only these very words again. */
const farReaching = new Set(
  (
    'sudo doas env xargs sh bash zsh dash fish eval exec source command nohup time timeout nice setsid find parallel ' +
    'node deno bun python python3 perl ruby php npx bunx uvx docker podman ssh scp rsync curl wget ' +
    'rm rmdir mv cp dd ln chmod chown kill pkill killall tee truncate shred'
  ).split(' '),
)

/** They do one thing, whatever stands behind them; of any other program only a named part is offered. */
const singleMinded = new Set(
  (
    'touch mkdir ls cat head tail wc sort uniq diff grep rg jq tsc eslint prettier oxlint biome ' +
    'pytest jest vitest mocha mypy ruff black tox'
  ).split(' '),
)

/** What git does beside these throws work away, rewrites it or reaches others. */
const plainGit = new Set(
  'add commit status log diff show blame fetch grep ls-files ls-tree rev-parse describe shortlog'.split(
    ' ',
  ),
)

const longest = 4000

/** Null where no rule could answer such a request again. */
export function suggestRule(ask: Asked): RuleWords | null {
  const { tool, detail } = ask
  if (ask.kind !== 'permission') return null
  // That is allowed by a person, each time.
  if (detail.kind === 'command' && detail.unfenced) return null
  if (detail.kind === 'command') return commandRule(tool, detail.command.trim())
  if (detail.kind === 'edit') return ask.editsCheckout ? editRule(tool, detail.path) : null
  const pattern = detail.kind === 'fetch' ? hostOf(detail.target) : placeOf(ask.readsPath)
  if (pattern !== null) return { tool, pattern }
  // Not every use, where this one could not be told from others.
  return ruleKindOf(ask) === 'other' ? { tool, pattern } : null
}

/** Exactly this file, or this folder. */
function placeOf(place: string | null | undefined): string | null {
  if (place == null || place.length > longest - 200 || /[*\r\n]/.test(place)) return null
  return plainPlace(place) === place ? place : null
}

function commandRule(tool: string, command: string): RuleWords | null {
  if (command === '' || command.length > longest - 200 || /[\0\r\n]/.test(command)) return null
  const words = commandWords(command)
  if (!words) return { tool, pattern: command }
  const [program = '', second = '', third] = words
  if (farReaching.has(program) || !/^[\w.+-]+$/.test(program))
    return { tool, pattern: literally(command) }
  const hasPart = /^[a-z][\w:-]*$/.test(second)
  const isNarrow = program === 'git' ? plainGit.has(second) : hasPart || singleMinded.has(program)
  if (words.length > 1 && !isNarrow) return { tool, pattern: literally(command) }
  const named = hasPart && !singleMinded.has(program) ? [program, second] : [program]
  if ((second === 'run' || second === 'exec') && third && /^[\w:.-]+$/.test(third))
    named.push(third)
  return { tool, pattern: words.length > named.length ? `${named.join(' ')} *` : named.join(' ') }
}

function editRule(tool: string, path: string): RuleWords | null {
  const plain = plainPath(path)
  if (plain === null || plain.includes('*')) return null
  const folder = plain.split('/').slice(0, -1).join('/')
  return { tool, pattern: folder === '' ? plain : `${folder}/**` }
}
