// What a list tells of a session, read from some of its lines: its beginning and its end.
import type { SessionFacts } from '../../sessions-port.ts'
import { cut } from '../tools/text.ts'
import { instantOf, readEntry, type Entry } from './entry.ts'
import { saidBy, speaks } from './said.ts'

const nobody = '<synthetic>'
const longest = 300

const none: SessionFacts = {
  folder: null,
  title: null,
  opening: '',
  latest: '',
  branch: null,
  model: null,
  startedAt: null,
  at: null,
  messages: 0,
}

/** @param lines whole lines in the order of their file; in between some may be missing. */
export function factsOf(lines: readonly string[]): SessionFacts {
  const names: Names = {}
  let facts = none
  for (const line of lines) {
    const entry = readEntry(line)?.entry
    if (!entry) continue
    facts = withEntry(facts, entry)
    if (entry.type === 'custom-title') names.own = entry.customTitle
    if (entry.type === 'ai-title') names.made = entry.aiTitle
    if (entry.type === 'summary') names.earlier = entry.summary
  }
  return { ...facts, title: titleOf(names) }
}

interface Names {
  own?: string | undefined
  made?: string | undefined
  earlier?: string | undefined
}

/** What a person called it goes before what was made up for it. */
function titleOf({ own, made, earlier }: Names): string | null {
  const named = [own, made, earlier].map((name) => oneLine(name ?? '')).find(Boolean)
  return named ?? null
}

function withEntry(facts: SessionFacts, entry: Entry): SessionFacts {
  const { type, isSidechain } = entry
  const at = instantOf(entry.timestamp)
  if ((type !== 'user' && type !== 'assistant') || isSidechain) return facts
  const said = saidBy(entry)
  const words = said.kind === 'message' ? oneLine(said.text) : ''
  const model = entry.message?.model
  return {
    ...facts,
    folder: facts.folder ?? placeOf(entry.cwd),
    branch: oneLine(entry.gitBranch ?? '') || facts.branch,
    opening: facts.opening || words,
    latest: words || facts.latest,
    model: type === 'assistant' && model && model !== nobody ? model : facts.model,
    startedAt: facts.startedAt ?? at,
    at: at ?? facts.at,
    messages: facts.messages + (words !== '' || speaks(entry) ? 1 : 0),
  }
}

const longestPath = 4096

function placeOf(cwd: string | undefined): string | null {
  return cwd && cwd.length <= longestPath && !cwd.includes('\0') ? cwd : null
}

/** Signs that a screen does not show, NUL among them, are no part of a name. */
function oneLine(text: string): string {
  return cut(
    text
      .slice(0, 4 * longest)
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
    longest,
  )
}
