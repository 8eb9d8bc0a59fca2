// Reads from one request where the conversation stands: who spoke last, which step is due, what tools answered.
// The conversation is the only state there is; nothing here remembers an earlier request.
import { blocksOf, textOf, type ApiMessage, type ApiRequest, type ContentBlock } from './request.ts'

export type ToolResult = { readonly id: string; readonly text: string; readonly isError: boolean }

export type Conversation = {
  /** The last thing a person (or, for a subagent, its parent) wrote; '' if there is none. */
  readonly userText: string
  /** How many replies the model has given since then. */
  readonly step: number
  /** Tool results that came since the model's last reply. */
  readonly toolResults: readonly ToolResult[]
  /** All texts that came since the model's last reply. */
  readonly told: readonly string[]
  /** The working directory as the CLI tells the model, if it does. */
  readonly cwd: string | undefined
  /** The plan file the CLI asks for in plan mode, if it does. */
  readonly planFile: string | undefined
  /** Ids of the to-dos made by TaskCreate, by their subject. */
  readonly taskIds: ReadonlyMap<string, string>
}

const reminder = /<system-reminder>[\s\S]*?<\/system-reminder>/g

/** Texts the CLI writes in the user's place (2.1.197); none of them chooses a script. */
const synthetic = [
  /^\[Request interrupted by user/,
  /^\[Your previous response had no visible output/,
  /^Continue from where you left off\.?$/,
  /^Output token limit hit\./,
  /^This session is being continued from/,
  /^Stop hook feedback/,
  /^<(task-notification|local-command|command-|bash-)/,
  /^\(no content\)$/,
]

/** What the CLI puts in the model's mouth when it resumes after a lost tool call. */
const syntheticReply = /^No response requested\.?$/

function genuineText(block: ContentBlock): string | undefined {
  if (block.type !== 'text') return undefined
  const text = textOf(block).replace(reminder, '').trim()
  return text === '' || synthetic.some((pattern) => pattern.test(text)) ? undefined : text
}

function isReply(message: ApiMessage): boolean {
  if (message.role !== 'assistant') return false
  const blocks = blocksOf(message.content)
  return !(blocks[0] && blocks.length === 1 && syntheticReply.test(textOf(blocks[0]).trim()))
}

function lastGenuine(messages: readonly ApiMessage[]): { index: number; text: string } {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]
    if (message?.role !== 'user') continue
    const text = blocksOf(message.content).map(genuineText).findLast(Boolean)
    if (text !== undefined) return { index, text }
  }
  return { index: -1, text: '' }
}

function toolResultsOf(message: ApiMessage): ToolResult[] {
  return blocksOf(message.content)
    .filter((block) => block.type === 'tool_result')
    .map((block) => ({
      id: typeof block['tool_use_id'] === 'string' ? block['tool_use_id'] : '',
      text: textOf(block),
      isError: block['is_error'] === true,
    }))
}

function taskIdsOf(messages: readonly ApiMessage[]): Map<string, string> {
  const results = new Map(messages.flatMap(toolResultsOf).map((result) => [result.id, result.text]))
  const ids = new Map<string, string>()
  for (const block of messages.flatMap((message) => blocksOf(message.content))) {
    if (block.type !== 'tool_use' || block['name'] !== 'TaskCreate') continue
    const input = block['input']
    const subject = typeof input === 'object' && input && 'subject' in input ? input.subject : ''
    const id = /#(\d+)/.exec(results.get(String(block['id'])) ?? '')?.[1]
    if (id !== undefined) ids.set(String(subject), id)
  }
  return ids
}

function lastMatch(texts: readonly string[], pattern: RegExp): string | undefined {
  const text = texts.findLast((candidate) => pattern.test(candidate))
  return text === undefined ? undefined : pattern.exec(text)?.[1]
}

/** Reads one request. Costs one pass over its messages. */
export function readConversation(request: ApiRequest): Conversation {
  const { messages } = request
  const { index, text } = lastGenuine(messages)
  const since = messages.slice(index + 1)
  const lastReply = messages.findLastIndex((message) => message.role === 'assistant')
  const notes = [
    ...blocksOf(request.system).map(textOf),
    ...messages
      .filter((message) => message.role !== 'assistant')
      .flatMap((message) => blocksOf(message.content).map(textOf)),
  ]
  return {
    userText: text,
    step: since.filter(isReply).length,
    toolResults: messages.slice(lastReply + 1).flatMap(toolResultsOf),
    told: messages
      .slice(lastReply + 1)
      .flatMap((message) => blocksOf(message.content))
      .filter((block) => block.type === 'text')
      .map(textOf),
    cwd: lastMatch(notes, /[Ww]orking directory: (.+)/)?.trim(),
    planFile: lastMatch(notes, /(?:^|\s)(\/[^\n]*?\/plans\/[^\s"'`]+\.md)/),
    taskIds: taskIdsOf(messages),
  }
}
