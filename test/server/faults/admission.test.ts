// Turns wait, visibly and with the reason, while the machine lacks memory or disk; whoever works goes on.
import type { Room } from '@a-parallel/shared'
import { afterEach, expect, it } from 'vitest'
import { openLive, type Frame } from '../../support/live-client.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer
afterEach(() => server.close())

const isIndex = (frame: Frame) => frame.type === 'index'
const roomOf = (frame: Frame): Room | undefined => {
  if (frame.type === 'index') return frame.index.room
  return frame.type === 'changed' ? frame.room : undefined
}

it('below the floor of memory a new turn waits and every browser hears why; what was begun goes on', async () => {
  server = await startTestServer()
  const projectId = await server.addProject(server.repository('shop'))
  const working = await server.thread({
    projectId,
    prompt: prompt('Work', ['First, ', { hold: 'memory' }, 'and then.']),
  })
  await server.until(working, (thread) => thread.open.length > 0)
  await server.restart(() => {
    server.environment['A_PARALLEL_MEMORY_FLOOR_MB'] = '99999999'
    return Promise.resolve()
  })
  const live = await openLive(server)
  live.subscribe('index')
  await live.waitUntil(isIndex)
  const waiting = await server.thread({ projectId, prompt: prompt('Wait', 'Now.') })
  const found = await live.waitUntil((frame) => roomOf(frame)?.lacks === 'memory')
  expect(roomOf(found)).toMatchObject({ lacks: 'memory', floorBytes: 99_999_999 * 1024 * 1024 })
  await server.until(waiting, (thread) => thread.worktree?.state === 'ready')
  server.model.release('memory')
  expect(said(await rest(server, working))).toEqual(['First, and then.'])
  expect(await server.snapshot(waiting)).toMatchObject({ status: 'pending', pendingStep: 'slot' })
  // Whoever comes later is told with the first frame.
  const late = await openLive(server)
  late.subscribe('index')
  expect(roomOf(await late.waitUntil(isIndex))?.lacks).toBe('memory')
  await Promise.all([live.close(), late.close()])
  await server.restart(() => {
    delete server.environment['A_PARALLEL_MEMORY_FLOOR_MB']
    return Promise.resolve()
  })
  expect(said(await rest(server, waiting))).toEqual(['Now.'])
})

it('below the floor of disk a thread is taken, and waits for its worktree', async () => {
  server = await startTestServer({ env: { A_PARALLEL_DISK_FLOOR_MB: '999999999' } })
  const projectId = await server.addProject(server.repository('shop'))
  const live = await openLive(server)
  live.subscribe('index')
  const waiting = await server.thread({ projectId, prompt: prompt('Wait', 'Now.') })
  await live.waitUntil((frame) => roomOf(frame)?.lacks === 'disk')
  expect(await server.snapshot(waiting)).toMatchObject({
    status: 'pending',
    pendingStep: 'worktree',
    worktree: { state: 'requested' },
  })
  await live.close()
  await server.restart(() => {
    delete server.environment['A_PARALLEL_DISK_FLOOR_MB']
    return Promise.resolve()
  })
  expect(said(await rest(server, waiting))).toEqual(['Now.'])
})
