// What stands in the window in which an MCP server is written: the form, what was pasted, and which of that is kept already.
// On a disk only without its secrets (`kept-writing.ts`). Pure.
import { readPasted, type ToolServerDraft } from '@a-parallel/contract/model'
import type { ToolServer } from '@a-parallel/shared'
import { blank, writtenOf, writtenOfDraft, type Written } from './written.ts'

export interface Writing {
  by: 'form' | 'json'
  pasted: string
  /** Keys of the pasted ones that are kept. */
  done: readonly string[]
  /** Key of the pasted one that the form was filled with. */
  from: string | null
  written: Written
  /** What was there when this was kept in the browser, and was not kept with it. */
  lost: readonly Lost[]
}

/** Values of an environment or headers; a text that was pasted, in which they may stand; arguments, an address with one in it. */
export const allLost = ['values', 'pasted', 'args', 'url'] as const
export type Lost = (typeof allLost)[number]

/** @param server null: a new one. */
export function writingOf(server: ToolServer | null): Writing {
  const written = server ? writtenOf(server) : blank
  return { by: 'form', pasted: '', done: [], from: null, written, lost: [] }
}

/** Whether anything would be lost with it. */
export function isWritten(writing: Writing, server: ToolServer | null): boolean {
  const { pasted, written } = writing
  return (
    pasted.trim() !== '' || JSON.stringify(written) !== JSON.stringify(writingOf(server).written)
  )
}

/** The form, filled with one of what was pasted. */
export function filledWith(writing: Writing, draft: ToolServerDraft): Writing {
  const written = { ...writtenOfDraft(draft), projectId: writing.written.projectId }
  return { ...writing, written, by: 'form', from: keyOf(draft) }
}

/** Back at what was pasted. */
export function backAtList(writing: Writing): Writing {
  const { projectId } = writing.written
  return { ...writing, by: 'json', from: null, written: { ...blank, projectId } }
}

/** What stands there once the one in the form is kept; null: nothing of what was pasted is left. */
export function afterKept(writing: Writing): Writing | null {
  if (writing.from === null) return null
  const next = { ...backAtList(writing), done: [...writing.done, writing.from] }
  return leftOf(next) > 0 ? next : null
}

/** How many of those that were pasted are not kept yet. */
export function leftOf({ pasted, done }: Pick<Writing, 'pasted' | 'done'>): number {
  const read = readPasted(pasted)
  return read.kind === 'read'
    ? read.drafts.filter((draft) => !done.includes(keyOf(draft))).length
    : 0
}

/** The same for the same server, wherever it stands in the text. */
export function keyOf({ name, transport }: ToolServerDraft): string {
  return JSON.stringify([name, transport])
}
