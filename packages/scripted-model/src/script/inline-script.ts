// Finds the scripts written inside a prompt, in either form, in the order they stand there.
// It only finds and parses; what a script means is decided elsewhere.
import { z } from 'zod'
import { inlineScriptSchema, type Scenario } from './script.ts'

export type InlineScript =
  | { readonly kind: 'script'; readonly script: Scenario }
  | { readonly kind: 'broken'; readonly why: string }

const opening = /```script[ \t]*\r?\n|\[\[script:/

/** The index after the JSON value that begins at `from`, or -1 if it never closes. */
function endOfJson(text: string, from: number): number {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char === '\\') at++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return -1
}

function parse(json: string): InlineScript {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    return { kind: 'broken', why: String(error) }
  }
  const parsed = inlineScriptSchema.safeParse(value)
  return parsed.success
    ? { kind: 'script', script: parsed.data }
    : { kind: 'broken', why: z.prettifyError(parsed.error) }
}

/** Every script in a text: ```` ```script ```` fences and `[[script:…]]`. A script inside another's JSON is not counted. */
export function findInlineScripts(text: string): InlineScript[] {
  const found: InlineScript[] = []
  let rest = text
  for (let match = opening.exec(rest); match; match = opening.exec(rest)) {
    const start = match.index + match[0].length
    const end = endOfJson(rest, start)
    if (end < 0) return [...found, { kind: 'broken', why: 'the JSON never closes' }]
    found.push(parse(rest.slice(start, end)))
    rest = rest.slice(end)
  }
  return found
}
