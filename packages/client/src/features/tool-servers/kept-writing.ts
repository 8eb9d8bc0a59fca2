// What was written of an MCP server and is not saved, kept in this browser: whoever leaves the page finds it again. Never what
// may be secret in it: the values, what was pasted, and arguments and an address that seem to hold a secret; that they were
// there is kept in their place.
import type { ToolServer } from '@a-parallel/shared'
import { keep, kept } from '../../platform/kept.ts'
import { openSecrets } from './fields/open-secrets.ts'
import { allLost, isWritten, writingOf, type Lost, type Writing } from './writing.ts'
import { blank, type Written, type WrittenValue } from './written.ts'

/** @param server null: a new one. */
const nameOf = (server: ToolServer | null) => `tool-server.${server?.id ?? 'new'}`

/** @param writing undefined: nothing is left to be kept. */
export function keepWriting(server: ToolServer | null, writing: Writing | undefined): void {
  keep(nameOf(server), writing && isWritten(writing, server) ? keepable(writing) : undefined)
}

/** What is there again; undefined: nothing. */
export function keptWriting(server: ToolServer | null): Writing | undefined {
  return kept(nameOf(server), (found) => revived(found, server))
}

/** What may stand in a browser. */
export function keepable({ by, pasted, written, lost }: Writing): object {
  const values = written.values.map(({ id, name, kept }) => ({ id, name, kept }))
  const typed = written.values.some(({ value }) => value !== '')
  const { args, url } = openSecrets(written)
  const gone: Record<Lost, boolean> = {
    values: typed,
    pasted: pasted !== '',
    args: args !== null,
    url: url !== null,
  }
  const open = { ...(gone.args && { args: '' }), ...(gone.url && { url: '' }) }
  return {
    by,
    written: { ...written, ...open, values },
    lost: allLost.filter((one) => gone[one] || lost.includes(one)),
  }
}

/** The same, as anything may have been written there. */
export function revived(found: unknown, server: ToolServer | null): Writing | undefined {
  const { by, written, lost } = fieldsOf(found)
  if (typeof written !== 'object') return undefined
  const gone = allLost.filter((one) => listOf(lost).includes(one))
  const first = writingOf(server)
  const form = revivedForm(fieldsOf(written))
  // What a server has already is no loss.
  const args = gone.includes('args') ? first.written.args : form.args
  const url = gone.includes('url') ? first.written.url : form.url
  const writing = { ...first, written: { ...form, args, url }, lost: gone }
  return { ...writing, by: by === 'json' && server === null ? 'json' : 'form' }
}

const types: readonly unknown[] = ['stdio', 'http', 'sse'] satisfies Written['type'][]

function revivedForm(fields: Record<string, unknown>): Written {
  const same = Object.entries(blank).filter(([key, one]) => typeof fields[key] === typeof one)
  const form: Written = { ...blank, ...Object.fromEntries(same.map(([key]) => [key, fields[key]])) }
  const values = listOf(fields['values']).flatMap((one, id): WrittenValue[] => {
    const { name, kept: isKept } = fieldsOf(one)
    return typeof name === 'string' ? [{ id, name, value: '', kept: isKept === true }] : []
  })
  const places = listOf(fields['places']).filter((one) => typeof one === 'string')
  return { ...form, type: types.includes(form.type) ? form.type : blank.type, values, places }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
