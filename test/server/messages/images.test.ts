// Images on their way from a person to the agent: kept by what they hold, carried by messages, seen by the real agent.
import type { MessageImage, StoredImage, ThreadSnapshot } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture, type Picture } from '../../support/pictures.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const red = picture(12, 7)
const blue = picture(9, 9, 1)

async function send(bytes: Uint8Array, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.origin}/api/images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, ...headers },
    body: new Uint8Array(bytes),
  })
  const body: unknown = await answer.json()
  return { status: answer.status, body: body as StoredImage & { code: string } } // As the contract says.
}

async function stored(image: Picture, name?: string) {
  expect((await send(image.bytes)).status).toBe(201)
  return { id: image.sha256, ...(name === undefined ? {} : { name }) }
}

const say = (id: string, body: object) => server.api('POST', `/api/threads/${id}/messages`, body)
const turnRequests = () => server.model.requests().filter(({ kind }) => kind === 'turn')
/** The images in the conversation that the agent sent to the model last. */
const seen = () =>
  turnRequests()
    .at(-1)!
    .images.map(({ sha256 }) => sha256)
const carried = (thread: ThreadSnapshot) =>
  thread.items.flatMap((item): MessageImage[] =>
    item.kind === 'user-message' ? (item.images ?? []) : [],
  )

describe('an image that is sent', () => {
  it('is what its bytes say it is, whatever it is called, and is kept once', async () => {
    const sent = await send(red.bytes, { 'content-type': 'text/html' })
    const bytes = red.bytes.length
    const found = { id: red.sha256, mediaType: 'image/png', bytes, width: 12, height: 7 }
    expect(sent).toEqual({ status: 201, body: found })
    expect(await send(red.bytes)).toEqual(sent)
    const folder = join(server.home, 'images', 'local')
    expect(readdirSync(folder)).toEqual([red.sha256])
    expect(statSync(join(folder, red.sha256)).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is refused when it is none, or too large', async () => {
    const refused = async (bytes: Uint8Array) => {
      const { status, body } = await send(bytes)
      return [status, body.code]
    }
    expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual([
      415,
      'image_unreadable',
    ])
    expect(await refused(new Uint8Array())).toEqual([415, 'image_unreadable'])
    const large = Buffer.concat([red.bytes, Buffer.alloc(5 * 1024 * 1024)])
    expect(await refused(large)).toEqual([413, 'image_too_large'])
    expect((await send(large.subarray(0, 5 * 1024 * 1024))).status).toBe(201)
  })

  it('is given back to its owner, as an image and nothing else', async () => {
    const { id } = await stored(red)
    const get = (path: string, token = server.token) =>
      fetch(`${server.origin}/api/images/${path}`, {
        headers: { authorization: `Bearer ${token}` },
      })
    const answer = await get(id)
    expect(Buffer.from(await answer.arrayBuffer()).equals(red.bytes)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
      vary: 'authorization',
    })
    expect((await get(id, 'nobody')).status).toBe(401)
    expect((await get('0'.repeat(64))).status).toBe(404)
    for (const wrong of ['x', id.toUpperCase(), '..%2F..%2Fauth-token'])
      expect((await get(wrong)).status).toBe(400)
  })
})

describe('a message', () => {
  it('takes its images to the agent, in their order, in front of its words', async () => {
    const images = [await stored(red, 'before.png'), await stored(blue)]
    const id = await server.thread({ projectId, prompt: prompt('Compare', 'They differ.'), images })
    const thread = await rest(server, id)
    expect(carried(thread).map(({ name, width }) => [name, width])).toEqual([
      ['before.png', 12],
      ['', 9],
    ])
    expect(seen()).toEqual([red.sha256, blue.sha256])
    expect(turnRequests().at(-1)!.userText).toContain('Compare')
    // Image alone, and the same once more: the same message.
    const alone = { id: randomUUID(), text: '', images: [await stored(blue)] }
    expect((await say(id, alone)).status).toBe(202)
    expect((await say(id, alone)).status).toBe(202)
    expect((await rest(server, id)).turns).toHaveLength(2)
    expect(seen()).toEqual([red.sha256, blue.sha256, blue.sha256])
    await server.api('PATCH', `/api/threads/${id}`, { archived: true })
  })

  it('is refused with an image that nobody has, with too many, and without anything', async () => {
    const code = async (body: object) => (await server.api('POST', '/api/threads', body)).body.code
    const unknown = [{ id: '0'.repeat(64) }]
    expect(await code({ projectId, prompt: 'Look', images: unknown })).toBe('image_not_found')
    const many = Array.from({ length: 11 }, () => ({ id: red.sha256 }))
    expect(await code({ projectId, prompt: 'Look', images: many })).toBe('invalid_input')
    expect(await code({ projectId, prompt: ' ', images: [] })).toBe('invalid_input')
    expect(await code({ projectId, prompt: 'Look', images: [{ id: '../x' }] })).toBe(
      'invalid_input',
    )
  })

  it('without words gives its thread the name of its image', async () => {
    const images = [await stored(red, 'Login page.png')]
    const id = await server.thread({ projectId, prompt: '', images })
    expect((await rest(server, id)).title).toBe('Login page.png')
    await server.api('PATCH', `/api/threads/${id}`, { archived: true })
  })

  it('that waits keeps its images when it is reworded, or gets others, across a restart', async () => {
    const hold = prompt('Wait', [{ hold: 'gate' }, 'Waited.'])
    const id = await server.thread({ projectId, prompt: hold })
    await server.until(id, ({ status }) => status === 'running')
    const first = { id: randomUUID(), text: 'first', images: [await stored(red)] }
    const second = { id: randomUUID(), text: 'second', images: [await stored(red)] }
    for (const message of [first, second]) expect((await say(id, message)).status).toBe(202)
    const change = (turnId: string, body: object) =>
      server.api('PATCH', `/api/threads/${id}/messages/${turnId}`, body)
    expect((await change(first.id, { text: 'First' })).status).toBe(202)
    expect((await change(second.id, { images: [await stored(blue, 'b.png')] })).status).toBe(202)
    expect((await change(second.id, { text: '', images: [] })).body.code).toBe('invalid_input')
    await server.restart()
    server.model.release('gate')
    const thread = await server.until(
      id,
      ({ turns }) => turns.length === 3 && turns.every(({ state }) => state === 'completed'),
    )
    const texts = thread.turns.map(({ text, images = [] }) => [text, images.map((one) => one.id)])
    expect(texts.slice(1)).toEqual([
      ['First', [red.sha256]],
      ['second', [blue.sha256]],
    ])
    expect(seen()).toEqual([red.sha256, blue.sha256])
  })

  it('keeps its images in a fork, and where it is said again instead of itself', async () => {
    const images = [await stored(blue)]
    const id = await server.thread({ projectId, prompt: prompt('Look', 'Seen.'), images })
    const before = await rest(server, id)
    const kept = await server.until(id, ({ checkpoints }) =>
      checkpoints.some(({ place }) => place === 'after'),
    )
    const fork = await server.api('POST', `/api/threads/${id}/fork`, {})
    const forked = await server.until(fork.body.id, ({ worktree }) => worktree?.state === 'ready')
    expect(carried(forked)).toEqual(carried(kept))
    const text = prompt('Look again', 'Seen again.')
    const again = { turnId: before.turns[0]!.id, what: 'both', message: { text, images } }
    expect((await server.api('POST', `/api/threads/${id}/rewind`, again)).status).toBe(202)
    const after = await server.until(
      id,
      ({ turns, status }) => status === 'completed' && turns[0]?.text === text,
    )
    expect(carried(after).map((image) => image.id)).toEqual([blue.sha256])
    expect(seen()).toEqual([blue.sha256])
    const markers = join(server.home, 'images', 'local', 'threads')
    for (const thread of [id, fork.body.id])
      expect(readdirSync(join(markers, thread))).toEqual([blue.sha256])
  })

  it('whose image is gone from the disk is said all the same', async () => {
    const id = await server.thread({
      projectId,
      prompt: prompt('Wait', [{ hold: 'other' }, 'So.']),
    })
    await server.until(id, ({ status }) => status === 'running')
    const lost = picture(5, 5, 7)
    await say(id, { text: prompt('Look', 'Where?'), images: [await stored(lost)] })
    rmSync(join(server.home, 'images', 'local', lost.sha256))
    server.model.release('other')
    await server.until(id, ({ turns }) => turns[1]?.state === 'completed')
    expect(turnRequests().at(-1)!.userText).toContain('(Images that belong here can no longer be')
  })
})
