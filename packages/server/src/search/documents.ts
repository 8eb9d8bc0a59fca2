// What of an event can be found: what people and agents said, what tools were asked, answered and changed, and what the
// agent's program said beside that. Pure.
import { userMessageId } from '@a-parallel/contract/model'
import type { Instant, Item, ThreadEvent, ToolCall } from '@a-parallel/shared'
import type { SearchDocument } from '../store/port.ts'
import { pathsNamedIn } from './named-paths.ts'

/** More of one piece is not looked through. No message that a person may send is longer. */
const mostLetters = 1_000_000

export function documentsOf(event: ThreadEvent): SearchDocument[] {
  const { seq, at } = event
  return partsOf(event).flatMap((found) => {
    const { beyond, ...rest } = found
    const document = { paths: [], at, ...rest, text: clean(found.text), seq }
    return document.text.trim() === ''
      ? []
      : [{ ...document, ...(beyond !== undefined && { beyond: clean(beyond) }) }]
  })
}

/** The index takes a NUL for the end. */
const clean = (text: string) => text.slice(0, mostLetters).replaceAll('\0', ' ')

type Parts = Pick<SearchDocument, 'itemId' | 'author' | 'text' | 'beyond'> & {
  paths?: string[]
  /** When it was said, where the event tells of it later: a fork and an import do. */
  at?: Instant
}

function partsOf(event: ThreadEvent): Parts[] {
  switch (event.type) {
    case 'thread.created':
    case 'thread.renamed':
      return [{ itemId: null, author: 'person', text: event.data.title }]
    case 'turn.queued':
    case 'turn.reworded': {
      const { turnId, text } = event.data
      return [{ itemId: userMessageId(turnId), author: 'person', text }]
    }
    case 'fork.begun':
      return event.data.items.flatMap(ofItem)
    case 'item.completed':
      return ofItem(event.data.item)
    // Also what commands changed: nothing else tells. It is found at the message that began the turn.
    case 'checkpoint.captured': {
      const { turnId, changedPaths: paths = [] } = event.data
      return [{ itemId: userMessageId(turnId), author: 'tool', text: paths.join('\n'), paths }]
    }
    case 'checkpoint.lines-read': {
      const { turnId, files } = event.data
      const text = files.flatMap(({ path, lines }) => [path, ...lines]).join('\n')
      const paths = files.map(({ path }) => path)
      return [{ itemId: userMessageId(turnId), author: 'tool', text, paths }]
    }
    default:
      return []
  }
}

function ofItem(item: Item): Parts[] {
  const { id: itemId, at } = item
  switch (item.kind) {
    case 'agent-message':
    case 'reasoning':
      return [{ itemId, at, author: 'agent', text: item.text }]
    // Of a fork or an import: elsewhere the turn that it began is told first.
    case 'user-message':
      return [{ itemId, at: item.rewordedAt ?? at, author: 'person', text: item.text }]
    case 'tool-call': {
      const { words, paths } = ofCall(item)
      // Often the title is the first of the words.
      const text = [...new Set([item.title, ...words]), item.output?.text ?? ''].join('\n')
      const beyond = item.output?.omittedWords
      return [{ itemId, at, author: 'tool', text, paths, ...(beyond !== undefined && { beyond }) }]
    }
    case 'notice': {
      const author = item.code === 'command-output' ? 'tool' : 'agent'
      return [{ itemId, at, author, text: item.detail }]
    }
  }
}

function ofCall({ detail }: ToolCall): { words: string[]; paths: string[] } {
  switch (detail.kind) {
    case 'command':
      return {
        words: [detail.command, detail.description ?? ''],
        paths: pathsNamedIn(detail.command),
      }
    case 'edit':
      return {
        words: [detail.path, ...detail.hunks.flatMap(({ lines }) => lines)],
        paths: [detail.path],
      }
    case 'read':
      return { words: [detail.path], paths: [detail.path] }
    case 'search':
      return { words: [detail.pattern], paths: detail.path === undefined ? [] : [detail.path] }
    case 'fetch':
      return { words: [detail.target], paths: [] }
    case 'task':
      return { words: [detail.description, detail.prompt], paths: [] }
    case 'todo':
      return { words: detail.entries.map(({ text }) => text), paths: [] }
    case 'plan':
      return { words: [detail.plan], paths: [] }
    case 'question':
      return { words: detail.questions.map(({ question }) => question), paths: [] }
    case 'other':
      return { words: [detail.input], paths: [] }
  }
}
