// Following a thread's files: asked for once, told to all, asked for again where the server forgot.
import type { ClientFrame, ThreadId, Topic } from '@a-parallel/shared'
import { expect, it, vi } from 'vitest'
import { openFollowedFiles } from './followed-files.ts'

const threadId = 'one' as ThreadId // Only compared here.
const topic: Topic = 'changes:one'

it('asks once, tells everybody, and stops with the last of them', () => {
  const sent: ClientFrame[] = []
  const files = openFollowedFiles((frame) => sent.push(frame))
  const [first, second] = [vi.fn(), vi.fn()]
  const leave = files.follow(threadId, first)
  const leaveToo = files.follow(threadId, second)
  expect(sent).toEqual([{ type: 'subscribe', topic }])
  expect(files.hear({ type: 'files-changed', topic })).toBe(true)
  expect(files.hear({ type: 'files-changed', topic: 'changes:other' })).toBe(true)
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  leave()
  leave()
  files.hear({ type: 'files-changed', topic })
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2])
  leaveToo()
  expect(sent.at(-1)).toEqual({ type: 'unsubscribe', topic })
  files.connected()
  files.ask(topic)
  expect(sent).toHaveLength(2)
})

it('asks again after a new connection and a reset, and leaves other frames alone', () => {
  const sent: ClientFrame[] = []
  const files = openFollowedFiles((frame) => sent.push(frame))
  files.follow(threadId, vi.fn())
  files.connected()
  expect(files.hear({ type: 'reset', topic })).toBe(true)
  expect(sent).toHaveLength(3)
  expect(files.hear({ type: 'reset', topic: 'thread:one' })).toBe(false)
  expect(files.hear({ type: 'ping' })).toBe(false)
})
