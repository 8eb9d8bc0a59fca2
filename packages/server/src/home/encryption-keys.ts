// The keys that secrets in the database are sealed with: 32 bytes each, in base64url, one a line, the newest first. It
// lies apart from the database and its backups, so that a copy of those opens nothing. Whoever puts a new line on top
// has the secrets sealed anew as they are used; whoever loses the file enters them again.
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { HomeError } from './own.ts'
import { readSecret } from './secret.ts'

const keyBytes = 32

/** At least one. The file is 0600 and never a link. */
export async function readEncryptionKeys(home: Pick<Home, 'root'>): Promise<KeyObject[]> {
  const path = join(home.root, 'encryption.key')
  const text = await readSecret(path, () => randomBytes(keyBytes).toString('base64url'))
  const keys = text.split('\n').map((line) => Buffer.from(line.trim(), 'base64url'))
  if (keys.some(({ length }) => length !== keyBytes)) {
    throw new HomeError(
      `${path} holds no usable key. Put back the right one; or remove it, start again, and enter your tokens anew.`,
    )
  }
  return keys.map((key) => createSecretKey(key))
}
