// Where in a text something is suggested, and what becomes of the text when a suggestion is taken. Pure.

export interface Trigger {
  kind: 'command' | 'file'
  /** What stands between here and there is replaced. */
  from: number
  to: number
  /** What was typed of it so far. */
  query: string
}

/** What may stand right before an `@` that names a file: in a word it is part of an address. */
const opens = /[\s([{'"`,;:]/

/**
 * What is being typed at the caret: a command, when the text begins with `/` and its name is not over; a file, behind an
 * `@` that begins a word. In `@"a name` blanks belong to the name.
 */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret)
  const rest = /^[^\s)\]}"'`,;]*/.exec(text.slice(caret))?.[0] ?? ''
  if (/^\/\S*$/.test(before)) {
    return { kind: 'command', from: 0, to: caret + rest.length, query: before.slice(1) }
  }
  const quoted = /@"([^"\n]*)$/.exec(before)
  const plain = /@([^\s"]*)$/.exec(before)
  const found = quoted ?? plain
  if (!found) return null
  const from = firstAt(before, found.index, quoted !== null)
  if (from === null) return null
  const query = before.slice(from + (quoted ? 2 : 1))
  return { kind: 'file', from, to: caret + (quoted ? quotedRest(text, caret) : rest.length), query }
}

/** The `@` that begins the word: a name may hold others. */
function firstAt(before: string, at: number, quoted: boolean): number | null {
  const begins = (place: number) => place === 0 || opens.test(before[place - 1] ?? '')
  if (quoted) return begins(at) ? at : null
  let start = at
  while (start > 0 && !/\s/.test(before[start - 1] ?? '')) start -= 1
  for (let place = start; place <= at; place += 1)
    if (before[place] === '@' && begins(place)) return place
  return null
}

function quotedRest(text: string, caret: number): number {
  return /^[^"\n]*"/.exec(text.slice(caret))?.[0].length ?? 0
}

/** A path as the agent's program understands it in a message. */
export function mentionOf(path: string): string {
  const plain = /^[^\s"#]+$/.test(path) && /[\p{L}\p{N}/_-]$/u.test(path)
  return plain ? `@${path}` : `@"${path}"`
}

/** What is put in the place of what was typed. A folder stays open, to go on below it. */
export function insertionOf(trigger: Trigger, name: string): string {
  if (trigger.kind === 'command') return `/${name} `
  const mention = mentionOf(name)
  if (!name.endsWith('/')) return `${mention} `
  return mention.startsWith('@"') ? mention.slice(0, -1) : mention
}
