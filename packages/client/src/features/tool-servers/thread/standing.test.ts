// How many MCP servers an agent has, and which it does without.
import type { ThreadToolServer } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { standingOf } from './standing.ts'

function one(name: string, change: Partial<ThreadToolServer>, problem: object | null = null) {
  const rest = { on: true, withheld: false, status: 'connected', error: null, ...change }
  return { server: { name, problem }, ...rest } as ThreadToolServer // What is read of one.
}

it('counts what is given and works, or is not known yet; names the rest', () => {
  expect(
    standingOf(
      [
        one('a', {}),
        one('b', { status: null }),
        one('c', { status: 'pending' }),
        one('d', { status: 'failed' }),
        one('e', { status: 'needs-sign-in' }),
        one('f', { on: false, status: null }),
        one('g', { withheld: true, status: null }),
        one('h', { status: null }, { code: 'tool_server_sealed' }),
        one('i', { status: 'needs-sign-in' }, { code: 'tool_server_sealed' }),
      ],
      [],
    ),
  ).toEqual({ count: 3, failed: ['d', 'h', 'i'], asking: ['e'] })
  expect(standingOf([], [])).toEqual({ count: 0, failed: [], asking: [] })
})

it('counts and names what the repository brings with the others', () => {
  const statuses = ['connected', 'pending', 'failed', 'needs-sign-in', 'disabled'] as const
  const brought = statuses.map((status) => ({ name: status, status, error: null }))
  expect(standingOf([one('a', {}), one('d', { status: 'failed' })], brought)).toEqual({
    count: 3,
    failed: ['d', 'failed'],
    asking: ['needs-sign-in'],
  })
})
