// A conversation as Markdown, to be read anywhere. Pure: the words around what was said are handed in.
import type { Item, MessageImage, ThreadSnapshot, ToolCall } from '@a-parallel/shared'

export interface ExportWords {
  person: string
  agent: string
  thought: string
  /** Of the lines left out of an output. */
  omitted: (bytes: number) => string
  /** Of an image, which the file does not hold. `name` is empty where it had none. */
  image: (image: Pick<MessageImage, 'name' | 'bytes'>) => string
  moment: (at: string) => string
}

export function markdownOf(thread: ThreadSnapshot, words: ExportWords): string {
  const head = [`# ${oneLine(thread.title)}`, factsOf(thread)].join('\n\n')
  const parts = thread.items.flatMap((item) => {
    const part = partOf(item, words)
    return part === null ? [] : [part]
  })
  return `${[head, ...parts].join('\n\n')}\n`
}

function factsOf({ projectPath, branch, model, createdAt }: ThreadSnapshot): string {
  return [projectPath, ...(branch === null ? [] : [branch]), model, createdAt]
    .map((fact) => `- \`${fact}\``)
    .join('\n')
}

function partOf(item: Item, words: ExportWords): string | null {
  switch (item.kind) {
    case 'user-message':
      return messageOf(item, words)
    case 'agent-message':
      return `## ${words.agent} · ${words.moment(item.at)}\n\n${closed(item.text)}`
    case 'reasoning':
      return quoted(`*${words.thought}*\n\n${item.text}`)
    case 'tool-call':
      return callOf(item, words)
    case 'notice':
      return item.detail === '' ? null : quoted(item.detail)
  }
}

function messageOf(
  { at, text, images = [] }: Extract<Item, { kind: 'user-message' }>,
  words: ExportWords,
): string {
  const said = text === '' && images.length > 0 ? [] : [closed(text)]
  const shown = images.map(({ name, bytes }) => words.image({ name: oneLine(name), bytes }))
  return [`## ${words.person} · ${words.moment(at)}`, ...said, ...shown].join('\n\n')
}

function callOf(
  { name, title, detail, output, exitCode, state }: ToolCall,
  words: ExportWords,
): string {
  const result = exitCode === null ? state : `exit ${exitCode}`
  const head = `**${name}** ${oneLine(title)} (${result})`
  const said = output === null || output.text === '' ? [] : [fenced(output.text)]
  const left = output && output.omittedBytes > 0 ? [words.omitted(output.omittedBytes)] : []
  return [head, ...givenOf(detail), ...said, ...left].join('\n\n')
}

function givenOf(detail: ToolCall['detail']): string[] {
  switch (detail.kind) {
    case 'command':
      return [fenced(detail.command, 'sh')]
    case 'edit':
      return [
        fenced(
          [`--- ${detail.path}`, ...detail.hunks.flatMap(({ lines }) => lines)].join('\n'),
          'diff',
        ),
      ]
    case 'plan':
      return [quoted(detail.plan)]
    case 'task':
      return [quoted(detail.prompt)]
    case 'todo':
      return [
        detail.entries
          .map(({ text, state }) => `- [${state === 'completed' ? 'x' : ' '}] ${oneLine(text)}`)
          .join('\n'),
      ]
    case 'question':
      return [
        detail.questions
          .map(({ question }) =>
            `- ${oneLine(question)} ${detail.answers[question] ?? ''}`.trimEnd(),
          )
          .join('\n'),
      ]
    case 'read':
    case 'search':
    case 'fetch':
    case 'other':
      return []
  }
}

/** A text that was cut off inside a fence would take the rest of the file into it. */
function closed(text: string): string {
  let open: string | null = null
  for (const line of text.split('\n')) {
    const fence: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) continue
    if (open === null) open = fence
    else if (fence[0] === open[0] && fence.length >= open.length) open = null
  }
  return open === null ? text : `${text}\n${open}`
}

/** A fence that is longer than any within. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(0, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
