// Which MCP servers a new thread begins with.
import type { ProjectId, ToolServer } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { offeredIn, withChoice } from './chosen.ts'

const shop = 'shop' as ProjectId // Nothing looks into it.

function server(name: string, change: Partial<ToolServer> = {}): ToolServer {
  const rest = { id: name, name, projectId: null, on: true, projects: [], ...change }
  return rest as unknown as ToolServer // What is read of one.
}

it('those of the project, each as it is there, unless something else was chosen', () => {
  const servers = [
    server('a'),
    server('b', { on: false }),
    server('c', { projects: [{ projectId: shop, on: false }] }),
    server('d', { projectId: 'other' as ProjectId }), // Likewise.
    server('e'),
    server('e', { id: 'own' as ToolServer['id'], projectId: shop }), // Likewise.
  ]
  const found = offeredIn(servers, shop, { a: false, c: true })
  expect(found.map(({ server: { id }, on }) => [id, on])).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
    ['own', true],
  ])
})

it('is a choice only where it is another', () => {
  const one = server('a')
  const off = withChoice({ b: true }, { server: one, on: false }, shop)
  expect(off).toEqual({ a: false, b: true })
  expect(withChoice(off, { server: one, on: true }, shop)).toEqual({ b: true })
})
