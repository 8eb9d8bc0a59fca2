// The pair of keys by which push services know this server (VAPID, RFC 8292): P-256, made at the first start. Devices
// are bound to the public one, so a pair that is lost has them sign up anew.
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Home } from './home.ts'
import { HomeError } from './own.ts'
import { readSecret } from './secret.ts'
import { jsonOrNull } from '../platform/json.ts'

const base64url = z.string().regex(/^[\w-]+$/)
const PushKeys = z.object({ publicKey: base64url.length(87), privateKey: base64url.length(43) })
export type PushKeys = z.infer<typeof PushKeys>

export async function readPushKeys(home: Home): Promise<PushKeys> {
  const path = join(home.root, 'push-keys')
  const text = await readSecret(path, () => JSON.stringify(newKeys()))
  // Damaged; it is said so.
  const read = PushKeys.safeParse(jsonOrNull(text))
  if (!read.success) throw new HomeError(`${path} holds no usable keys. Remove it and start again.`)
  return read.data
}

function newKeys(): PushKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  const point = [x, y].map((part) => Buffer.from(part, 'base64url'))
  // 4: both coordinates follow.
  const publicKey = Buffer.concat([Buffer.of(4), ...point]).toString('base64url')
  return { publicKey, privateKey: d }
}
