// Who is told that tool servers stand otherwise, and of what.
import type { ServerFrame, ThreadId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { openFollowedToolServers } from './followed-tool-servers.ts'

const one = 'one' as ThreadId // Nothing looks into it.
const index = { type: 'index' } as ServerFrame // Likewise.
const changed = (threadId: ThreadId | null): ServerFrame => ({
  type: 'tool-servers-changed',
  threadId,
})

it.each([
  ['of each thread once', [changed(one), changed(one)], true, [one]],
  ['of all of them alone where any is meant', [changed(one), changed(null)], true, [null]],
  ['of all where something may have been missed', [index], true, [null]],
  ['of nothing when the page begins', [index], false, []],
  ['of nothing else', [{ type: 'ping' } as const], true, []],
])('tells %s', (_, frames, known, expected) => {
  const told: (ThreadId | null)[] = []
  const followed = openFollowedToolServers()
  followed.follow((threadId) => told.push(threadId))
  followed.hear(frames, known)
  expect(told).toEqual(expected)
})
