// The live socket: a snapshot and its tail without a gap, text while it is produced, and what becomes of slow readers.
import type { Delta } from '@a-parallel/shared'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openLive, threadOf, type Frame, type LiveClient } from '../support/live-client.ts'
import { prompt } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { filesKept, rest, talk } from '../support/threads.ts'

let server: TestServer
let projectId: string
let id: string
let topic: string
const clients: LiveClient[] = []

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
  id = await server.thread({ projectId, prompt: prompt('Hello', 'Hello.') })
  topic = `thread:${id}`
  await rest(server, id)
})
afterAll(() => server.close())
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

async function open(): Promise<LiveClient> {
  const client = await openLive(server)
  clients.push(client)
  return client
}

const send = (text: string) => server.api('POST', `/api/threads/${id}/messages`, { text })

const isEvents = (frame: Frame): frame is Extract<Frame, { type: 'events' }> =>
  frame.type === 'events'
const ends = (frame: Frame) =>
  isEvents(frame) && frame.events.some((event) => event.type === 'turn.completed')

function deltasOf(frames: readonly Frame[], kind: Delta['kind'] = 'agent-message'): Delta[] {
  return frames
    .flatMap((frame) => (frame.type === 'deltas' ? frame.deltas : []))
    .filter((delta) => delta.kind === kind)
}

/** Joins pieces by their offsets; fails at a hole or a double. */
function join(deltas: readonly Delta[]): string {
  let text = ''
  for (const delta of deltas) {
    expect(delta.offset).toBe(text.length)
    text += delta.text
  }
  return text
}

it('text arrives while it is produced, in pieces that are the finished text', async () => {
  const client = await open()
  client.subscribe(topic)
  await client.waitUntil((frame) => frame.type === 'snapshot')
  const words = 'The first half, with ünïcode 😀, and then '
  await send(
    prompt('Talk', [
      { thinking: 'Let me think about it for a while.' },
      words,
      { hold: 'live' },
      'the second half.',
    ]),
  )
  const held = await server.model.waitForRequest(
    (request) => request.answer.holding === 'live',
    20_000,
  )
  await expect.poll(() => join(deltasOf(client.frames)), { timeout: 20_000 }).toContain('then')
  expect(held.answer.state).toBe('running')
  expect(client.frames.some(ends)).toBe(false)
  expect(join(deltasOf(client.frames, 'reasoning'))).toBe('Let me think about it for a while.')

  // Whoever comes now gets what was said so far, then the same tail.
  const late = await open()
  late.subscribe(topic)
  const snapshot = await late.waitFor(
    (frame): frame is Extract<Frame, { type: 'snapshot' }> => frame.type === 'snapshot',
  )
  const soFar = snapshot.thread.open.find((item) => item.kind === 'agent-message')!
  expect(soFar.text).toBe(join(deltasOf(client.frames)))
  expect(snapshot.thread.status).toBe('running')
  server.model.release('live')
  await Promise.all([client.waitUntil(ends), late.waitUntil(ends)])
  const whole = join(deltasOf(client.frames))
  expect(whole).toBe(held.answer.text)
  expect(
    soFar.text +
      deltasOf(late.frames)
        .map((delta) => delta.text)
        .join(''),
  ).toBe(whole)
  const truth = await server.snapshot(id)
  expect(truth.items.findLast((item) => item.kind === 'agent-message')).toMatchObject({
    text: whole,
  })
  for (const reader of [client, late])
    expect(threadOf(reader.frames, topic)).toMatchObject({
      seq: truth.seq,
      items: truth.items,
      turns: truth.turns,
    })
})

it('a reader that comes back is given what it missed, or a snapshot when it knows more than there is', async () => {
  const before = await server.snapshot(id)
  await talk(server, id, prompt('More', 'More.'))
  const client = await open()
  client.subscribe(topic, before.seq)
  const resumed = await client.waitFor(
    (frame): frame is Extract<Frame, { type: 'resumed' }> => frame.type === 'resumed',
  )
  expect(resumed.open).toEqual([])
  // What is measured behind the turn's end may come in a frame of its own.
  await vi.waitFor(async () => {
    const told = client.frames.filter(isEvents).flatMap(({ events }) => events)
    const all = await server.events(id)
    expect(told).toEqual(all.filter((event) => event.seq > before.seq))
  })
  const all = await server.events(id)
  client.subscribe(topic, all.length)
  await expect.poll(() => client.frames.filter((frame) => frame.type === 'resumed').length).toBe(2)
  client.subscribe(topic, all.length + 1000)
  await client.waitUntil((frame) => frame.type === 'snapshot')
})

it('every moment of subscribing gives the same thread', async () => {
  await send(prompt('Flood', [{ huge: { deltas: 400, chars: 10, perSecond: 800 } }]))
  const readers: LiveClient[] = []
  for (let count = 0; count < 8; count += 1) {
    const reader = await open()
    readers.push(reader)
    reader.subscribe(topic)
    await reader.waitUntil((frame) => frame.type === 'snapshot')
  }
  await rest(server, id)
  const truth = await server.snapshot(id)
  const text = truth.items.findLast((item) => item.kind === 'agent-message')
  for (const reader of readers) {
    await expect.poll(() => threadOf(reader.frames, topic)?.seq).toBeGreaterThanOrEqual(truth.seq)
    expect(threadOf(reader.frames, topic)?.items).toEqual(truth.items)
    const first = reader.frames.find((frame) => frame.type === 'snapshot')
    const begun = first?.type === 'snapshot' ? (first.thread.open[0]?.text ?? '') : ''
    const heard = deltasOf(reader.frames)
    const done =
      first?.type === 'snapshot' && first.thread.items.some((item) => item.id === text?.id)
    if (!done)
      expect(begun + heard.map((delta) => delta.text).join('')).toBe(
        text && 'text' in text ? text.text : '',
      )
  }
})

it('the index tells of every change; an unsubscribed topic is silent; an unknown one is a problem', async () => {
  await server.until(id, filesKept)
  const client = await open()
  client.subscribe('index')
  const first = await client.waitFor(
    (frame): frame is Extract<Frame, { type: 'index' }> => frame.type === 'index',
  )
  expect(first.index.threads.map((thread) => thread.id)).toEqual([id])
  client.subscribe(topic)
  await client.waitUntil((frame) => frame.type === 'snapshot')
  client.send({ type: 'unsubscribe', topic })
  client.send({ type: 'pong' })
  await server.api('PATCH', `/api/threads/${id}`, { title: 'Renamed' })
  await client.waitUntil(
    (frame) =>
      frame.type === 'changed' && frame.threads.some((thread) => thread.title === 'Renamed'),
  )
  expect(client.frames.filter((frame) => 'topic' in frame && frame.type === 'events')).toEqual([])
  await server.addProject(server.repository('second'))
  await client.waitUntil((frame) => frame.type === 'changed' && frame.projects.length === 1)
  client.subscribe('thread:00000000-0000-4000-8000-000000000000')
  const refused = await client.waitFor(
    (frame): frame is Extract<Frame, { type: 'problem' }> => frame.type === 'problem',
  )
  expect(refused.problem.code).toBe('thread_not_found')
  const shortLived = await server.thread({
    projectId,
    mode: 'local',
    prompt: prompt('Bye', 'Bye.'),
  })
  await rest(server, shortLived)
  await server.api('DELETE', `/api/threads/${shortLived}`)
  await client.waitUntil(
    (frame) => frame.type === 'changed' && frame.removedThreads.includes(shortLived as never),
  )
})

it('a reader that does not read holds nobody up, and is told to begin anew', async () => {
  const slow = await open()
  slow.subscribe(topic)
  await slow.waitUntil((frame) => frame.type === 'snapshot')
  const quick = await open()
  quick.subscribe(topic)
  await quick.waitUntil((frame) => frame.type === 'snapshot')
  slow.socket.pause()
  // Beyond what the kernel's buffers hold and the server keeps for one reader: 8 MB in pieces, and again as a whole.
  const begun = quick.frames.length
  await send(prompt('Flood', [{ huge: { deltas: 4000, chars: 2000 } }]))
  await quick.waitUntil(ends, begun)
  slow.socket.resume()
  await slow.waitUntil((frame) => frame.type === 'reset')
  const from = slow.frames.length
  slow.subscribe(topic)
  const anew = await slow.waitUntil((frame) => frame.type === 'snapshot', from)
  const truth = await server.snapshot(id)
  expect(threadOf([anew], topic)).toMatchObject({ seq: truth.seq, items: truth.items })
})
