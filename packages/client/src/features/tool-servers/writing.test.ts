// What stands in the window of an MCP server as one after the other of what was pasted is kept, and when it would be missed.
import { readPasted, type ToolServerDraft } from '@a-parallel/contract/model'
import { expect, it } from 'vitest'
import {
  afterKept,
  backAtList,
  filledWith,
  isWritten,
  keyOf,
  leftOf,
  writingOf,
  type Writing,
} from './writing.ts'

const pasted = JSON.stringify({
  mcpServers: { one: { command: 'a' }, two: { url: 'https://two.test' } },
})
const read = readPasted(pasted)
const [one, two] = (read.kind === 'read' ? read.drafts : []) as [ToolServerDraft, ToolServerDraft]
const begun: Writing = { ...writingOf(null), pasted, by: 'json' }

it('goes back to what was pasted until all of it is kept, for the same project', () => {
  const first = filledWith(begun, one)
  expect(first).toMatchObject({ by: 'form', from: keyOf(one), written: { name: 'one' } })
  const second = afterKept({ ...first, written: { ...first.written, projectId: 'shop' } })
  expect(second).toMatchObject({ by: 'json', from: null, done: [keyOf(one)], pasted })
  expect(second?.written).toMatchObject({ name: '', projectId: 'shop' })
  expect(second && leftOf(second)).toBe(1)
  expect(second && afterKept(filledWith(second, two))).toBeNull()
})

it('is over once one that was not pasted is kept', () => {
  expect(afterKept({ ...begun, by: 'form' })).toBeNull()
})

it('goes back without keeping anything', () => {
  expect(backAtList(filledWith(begun, one))).toEqual(begun)
})

it('of what was pasted and is other by now, the rest is left', () => {
  const done = [keyOf(one)]
  expect(leftOf({ pasted: JSON.stringify({ mcpServers: { one: { command: 'b' } } }), done })).toBe(
    1,
  )
  expect(leftOf({ pasted: '{', done })).toBe(0)
})

it('is missed where something was typed or pasted', () => {
  expect(isWritten(writingOf(null), null)).toBe(false)
  expect(isWritten({ ...writingOf(null), by: 'json' }, null)).toBe(false)
  expect(isWritten(begun, null)).toBe(true)
  const { written } = writingOf(null)
  expect(isWritten({ ...writingOf(null), written: { ...written, name: 'x' } }, null)).toBe(true)
})
