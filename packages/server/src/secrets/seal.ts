// Seals a text for one owner and one purpose: AES-256-GCM, with both as additional data, so that a sealed text that was
// moved to another owner, or changed by a bit, does not open. `v1.<key>.<nonce>.<text and tag>`, in base64url.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

export interface SealContext {
  owner: string
  purpose: string
}

export interface Opened {
  text: string
  /** It was sealed with an older key: seal it anew. */
  stale: boolean
}

export interface Sealer {
  /** With the first key. The same text twice gives different bytes. */
  seal(context: SealContext, text: string): string
  /** Null for what none of the keys opens in this context. */
  open(context: SealContext, sealed: string): Opened | null
}

const version = 'v1'
const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** @param keys at least one, of 32 bytes each; the newest first. */
export function openSealer(keys: readonly KeyObject[]): Sealer {
  const known = keys.map((key) => ({ key, name: nameOf(key) }))
  return {
    seal(context, text) {
      const [newest] = known
      if (!newest) throw new Error('there is no key to seal with')
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, newest.key, nonce)
      cipher.setAAD(bound(context, newest.name))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, newest.name, nonce.toString('base64url'), body.toString('base64url')].join(
        '.',
      )
    },
    open(context, sealed) {
      const [written, name, nonce = '', body = '', ...rest] = sealed.split('.')
      const at = known.findIndex((one) => one.name === name)
      const found = known[at]
      if (!found || written !== version || rest.length > 0) return null
      const text = decrypted(
        found,
        context,
        Buffer.from(nonce, 'base64url'),
        Buffer.from(body, 'base64url'),
      )
      return text === null ? null : { text, stale: at > 0 }
    },
  }
}

function decrypted(
  { key, name }: { key: KeyObject; name: string },
  context: SealContext,
  nonce: Buffer,
  body: Buffer,
): string | null {
  if (nonce.length !== nonceBytes || body.length < tagBytes) return null
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bound(context, name))
  decipher.setAuthTag(body.subarray(-tagBytes))
  try {
    const text = Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()])
    return text.toString('utf8')
  } catch {
    return null // The tag does not fit: it is damaged, or another's.
  }
}

/** Length-safe: no two contexts give the same bytes. */
function bound({ owner, purpose }: SealContext, key: string): Buffer {
  return Buffer.from(JSON.stringify([version, key, owner, purpose]))
}

/** Tells keys apart and says nothing of them. */
function nameOf(key: KeyObject): string {
  return createHmac('sha256', key).update('name').digest().subarray(0, 8).toString('base64url')
}
