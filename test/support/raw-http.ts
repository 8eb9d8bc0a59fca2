// Requests as bytes on a socket, for what no well-behaved client would send: two Host headers, half paths, giant headers.
import { connect } from 'node:net'

export interface RawAnswer {
  status: number
  /** Names in lower case; a header that came twice is joined by a comma. */
  headers: Record<string, string>
  body: string
}

/** Sends the bytes and reads until the server closes (so ask for `Connection: close`). Status 0: it gave no answer. */
export async function sendRaw(
  port: number,
  bytes: string | Buffer,
  host = '127.0.0.1',
): Promise<RawAnswer> {
  const socket = connect({ host, port })
  const chunks: Buffer[] = []
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => resolve())
    // A refused upload is cut off while it is still being written; what was answered before counts.
    socket.on('error', () => undefined)
    socket.on('connect', () => socket.write(bytes))
    socket.setTimeout(15_000, () => socket.destroy())
  })
  return parse(Buffer.concat(chunks).toString('latin1'))
}

export interface RawRequest {
  /** Which of this machine's addresses is spoken to; 127.0.0.1 unless told. */
  address?: string
  method?: string
  path: string
  /** As they are to stand on the wire; Host is given only if it is among them. */
  headers: readonly (readonly [name: string, value: string])[]
  body?: string
}

export async function rawRequest(port: number, ask: RawRequest): Promise<RawAnswer> {
  const length =
    ask.body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(ask.body))] as const]
  const headers = [...ask.headers, ...length, ['Connection', 'close'] as const]
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return sendRaw(
    port,
    `${ask.method ?? 'GET'} ${ask.path} HTTP/1.1\r\n${head}\r\n${ask.body ?? ''}`,
    ask.address,
  )
}

/** Asks for a WebSocket and answers what the server says to it; an accepted one is closed again. */
export async function rawUpgrade(
  port: number,
  path: string,
  headers: readonly (readonly [name: string, value: string])[],
): Promise<RawAnswer> {
  const fixed = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ] as const
  const head = [...fixed, ...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  socket.write(`GET ${path} HTTP/1.1\r\n${head}\r\n`)
  let text = ''
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n')) resolve()
    })
    socket.on('close', () => resolve())
    socket.setTimeout(15_000, () => socket.destroy())
  })
  socket.destroy()
  return parse(text)
}

/** Sends the bytes and resets the connection at once. */
export async function hangUp(port: number, bytes: string): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    socket.on('connect', () => socket.write(bytes, () => socket.resetAndDestroy()))
  })
}

function parse(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).toLowerCase()
    const value = line.slice(at + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1] ?? 0),
    headers,
    body: rest.join('\r\n\r\n'),
  }
}
