// The part of a Messages API request that the scripted model looks at, parsed once at the edge.
// Everything else in a request is let through unread.
import { z } from 'zod'

const contentBlock = z.looseObject({ type: z.string() })

const messageSchema = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(contentBlock)]),
})

export const apiRequestSchema = z.looseObject({
  model: z.string().default('unknown'),
  stream: z.boolean().default(false),
  system: z.union([z.string(), z.array(contentBlock)]).optional(),
  messages: z.array(messageSchema).default([]),
  output_config: z
    .looseObject({ format: z.looseObject({}).optional(), effort: z.string().optional() })
    .optional(),
})

export type ApiRequest = z.output<typeof apiRequestSchema>
export type ApiMessage = z.output<typeof messageSchema>
export type ContentBlock = z.output<typeof contentBlock>

/** The blocks of a message; a plain string counts as one text block. */
export function blocksOf(content: ApiMessage['content'] | undefined): readonly ContentBlock[] {
  if (content === undefined) return []
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

/** The text of a block and of the blocks inside it (tool results nest), joined by newlines. */
export function textOf(block: ContentBlock): string {
  if (typeof block['text'] === 'string') return block['text']
  const inner = block['content']
  if (typeof inner === 'string') return inner
  if (!Array.isArray(inner)) return ''
  return inner
    .map((part: unknown) => contentBlock.safeParse(part))
    .map((parsed) => (parsed.success ? textOf(parsed.data) : ''))
    .join('\n')
}
