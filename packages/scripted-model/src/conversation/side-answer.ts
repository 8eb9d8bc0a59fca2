// Answers the requests that are made beside a conversation: the CLI's for titles, summaries and structured output, and
// ours for the message of a commit.
// They are recognised by their shape, so no scenario has to know of them.
import { blocksOf, textOf, type ApiRequest } from './request.ts'

export type SideAnswer = {
  readonly kind: 'structured' | 'summary' | 'message'
  readonly text: string
}

function lastUserText(request: ApiRequest): string {
  const message = request.messages.findLast((candidate) => candidate.role === 'user')
  return blocksOf(message?.content).map(textOf).join('\n')
}

/** Three to seven words of the text, the way the CLI asks for titles. */
function titleOf(text: string): string {
  const inner = /<session>([\s\S]*?)<\/session>/.exec(text)?.[1] ?? text
  const words = inner
    .replace(/```[\s\S]*|\[\[script:[\s\S]*/g, '')
    .split(/\s+/)
    .filter(Boolean)
  return words.slice(0, 6).join(' ') || 'Scripted conversation'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The smallest value that a JSON schema accepts, with `words` for its texts. */
function instanceOf(schema: unknown, words: string): unknown {
  if (!isObject(schema)) return null
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  switch (schema['type']) {
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {}
      const entries = Object.entries(properties)
      return Object.fromEntries(entries.map(([key, inner]) => [key, instanceOf(inner, words)]))
    }
    case 'array':
      return []
    case 'boolean':
      return false
    case 'number':
    case 'integer':
      return 0
    default:
      return words
  }
}

/** The answer to a request that is no turn of a conversation, or undefined if it is one. */
export function sideAnswer(request: ApiRequest): SideAnswer | undefined {
  const text = lastUserText(request)
  const format = request.output_config?.format
  if (format?.['type'] === 'json_schema') {
    return {
      kind: 'structured',
      text: JSON.stringify(instanceOf(format['schema'], titleOf(text))),
    }
  }
  if (text.includes('Your task is to create a detailed summary')) {
    return {
      kind: 'summary',
      text: '<summary>A scripted conversation: its steps so far were played.</summary>',
    }
  }
  if (text.includes('Write the message for a commit'))
    return { kind: 'message', text: messageOf(text) }
  return undefined
}

/** What the diff in the text changes, between the marks that are asked for. */
function messageOf(text: string): string {
  const paths = [
    ...text.matchAll(/^(?:diff --git a\/.* b\/(.*)|New file "(.*)" begins:)$/gm),
  ].flatMap(([, changed, fresh]) => changed ?? fresh ?? [])
  const [first = 'what is here', ...others] = new Set(paths)
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `<message>\nChange ${first}${more}\n</message>`
}
