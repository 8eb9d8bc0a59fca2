// The keys that this server keeps in files of their own.
import type { KeyObject } from 'node:crypto'
import { readEncryptionKeys } from './encryption-keys.ts'
import type { Home } from './home.ts'
import { readPushKeys, type PushKeys } from './push-keys.ts'

export interface Keys {
  /** By which push services know this server. */
  push: PushKeys
  /** That secrets are sealed with; the newest first. */
  seal: KeyObject[]
}

export async function readKeys(home: Home): Promise<Keys> {
  return { push: await readPushKeys(home), seal: await readEncryptionKeys(home) }
}
