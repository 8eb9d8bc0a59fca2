// A push service on loopback, and the device behind it: takes what a server posts, checks that it is signed (RFC 8292),
// and reads it with the device's own keys (RFC 8291, RFC 8188). Written apart from what the product uses for it.
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PushMessage } from '@a-parallel/contract/nouns'

export interface Arrived {
  headers: IncomingHttpHeaders
  body: Buffer
  message: PushMessage
  /** What the server's key has signed. */
  claims: { aud: string; exp: number; sub: string }
}

export interface TestDevice {
  /** As a browser hands it out. */
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  /** What has been delivered to it. */
  arrived: Arrived[]
  /** The statuses of the next answers; 201 behind them. */
  answers: { status: number; headers?: Record<string, string> }[]
  /** How often something was posted, whatever was answered. */
  posts: number
}

export interface PushService {
  origin: string
  device(): TestDevice
  close(): Promise<void>
}

export async function startPushService(): Promise<PushService> {
  const devices = new Map<string, (headers: IncomingHttpHeaders, body: Buffer) => Answer>()
  const server = createServer((request, response) => {
    // Whoever wants to be nowhere near the app may open a page of it.
    if (request.method === 'GET') return response.end()
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const take = devices.get(request.url ?? '')
      const { status, headers = {} } = take?.(request.headers, Buffer.concat(parts)) ?? unknown
      response.writeHead(status, headers).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // It listens on a port.
  return {
    origin,
    device() {
      const path = `/push/${randomBytes(8).toString('hex')}`
      const { device, take } = newDevice(`${origin}${path}`)
      devices.set(path, take)
      return device
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Answer = TestDevice['answers'][number]

const unknown: Answer = { status: 404 }

function newDevice(endpoint: string) {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  const device: TestDevice = {
    subscription: {
      endpoint,
      keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
    arrived: [],
    answers: [],
    posts: 0,
  }
  const take = (headers: IncomingHttpHeaders, body: Buffer): Answer => {
    device.posts += 1
    const answer = device.answers.shift() ?? { status: 201 }
    if (answer.status !== 201) return answer
    const claims = signedClaims(headers.authorization ?? '')
    const message = PushMessage.parse(JSON.parse(decrypted(body, keys, auth).toString('utf8')))
    device.arrived.push({ headers, body, message, claims })
    return answer
  }
  return { device, take }
}

/** The claims of `vapid t=<token>, k=<key>`. Throws unless that key has signed them. */
function signedClaims(authorization: string): Arrived['claims'] {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  )
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!signed) throw new Error('a push whose signature is not of its key')
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))
}

/** `aes128gcm`: salt (16), record size (4), key length (1), the sender's key, and one record. */
function decrypted(body: Buffer, keys: ReturnType<typeof createECDH>, auth: Buffer): Buffer {
  const salt = body.subarray(0, 16)
  const end = 21 + body.readUInt8(20)
  const sender = body.subarray(21, end)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
  const material = derive(keys.computeSecret(sender), auth, info, 32)
  const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const record = body.subarray(end)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // The last record ends with a 2 and padding.
  return plain.subarray(0, plain.lastIndexOf(2))
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length))
}
