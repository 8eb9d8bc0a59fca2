// A dev server whose recipe gives it a port is not started without one.
import type { OwnerId, ThreadSnapshot } from '@a-parallel/shared'
import { expect, it, vi } from 'vitest'
import { openDevServers, type DevServerPorts } from './index.ts'

const actor = { kind: 'person', id: 'me' as OwnerId } as const // Nothing looks into it.

function played(port: string | undefined, held: Record<string, number>) {
  const start = vi.fn(() => Promise.resolve({ kind: 'started' as const }))
  const server = { name: 'web', command: 'node web.cjs', ...(port && { port }) }
  const ports = {
    threads: {
      read: () => ({ id: 'one', archived: false }) as ThreadSnapshot, // All that is asked of it.
      checkout: () => ({ repository: '/shop', path: '/threads/one' }),
    },
    preparations: {
      recipe: () =>
        Promise.resolve({ kind: 'read', recipe: { servers: [server] }, own: new Set() }),
      environment: () => Promise.resolve({ variables: {}, ports: held }),
    },
    runner: {
      devServers: { listen: () => undefined, of: () => Promise.resolve([]), start },
      preparation: { areFree: () => Promise.resolve(true) },
    },
    bus: { publish: () => undefined },
    clock: { now: () => '2026-11-27T10:00:00.000Z' },
    newId: () => 'key',
  } as unknown as DevServerPorts // What a start asks for.
  return { servers: openDevServers(ports), start }
}

const begin = ({ servers }: ReturnType<typeof played>) =>
  servers.change(actor, 'one' as ThreadSnapshot['id'], { name: 'web', action: 'start' }) // Likewise.

it('it says so where none is left, and starts nothing', async () => {
  const all = played('PORT', {})
  await expect(begin(all)).rejects.toMatchObject({ code: 'ports_used_up' })
  expect(all.start).not.toHaveBeenCalled()
})

it.each([
  [undefined, {}],
  ['PORT', { PORT: 21_000 }],
])('one that asks for %j starts with %j', async (port, held) => {
  const all = played(port, held)
  await begin(all)
  expect(all.start).toHaveBeenCalledWith(
    expect.objectContaining({ port: port === undefined ? null : 21_000 }),
  )
})
