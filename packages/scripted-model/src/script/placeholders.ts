// Fills {{placeholders}} in a script with what the conversation says.
// A name it does not know is left as it stands, so code with double braces survives.
import type { Conversation } from '../conversation/conversation.ts'

export type Values = Pick<
  Conversation,
  'userText' | 'cwd' | 'planFile' | 'toolResults' | 'taskIds'
> & { readonly sessionId: string }

function valueOf(name: string, values: Values): string | undefined {
  if (name.startsWith('task:')) return values.taskIds.get(name.slice('task:'.length))
  switch (name) {
    case 'cwd':
      return values.cwd
    case 'user':
      return values.userText
    case 'planFile':
      return values.planFile
    case 'session':
      return values.sessionId
    case 'toolResult':
      return values.toolResults.at(-1)?.text
    default:
      return undefined
  }
}

/** A text with its placeholders filled. */
export function fillText(text: string, values: Values): string {
  return text.replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => {
    return valueOf(name.trim(), values) ?? whole
  })
}

/** A JSON value with the placeholders in all its strings filled. */
export function fillValue(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fillText(value, values)
  if (Array.isArray(value)) return value.map((item) => fillValue(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillValue(item, values)]),
  )
}
