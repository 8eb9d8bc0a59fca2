// The bytes of images that are not sent yet, in memory and in IndexedDB: they outlive the page, and the day after which a
// server forgets an image that no message came for.
import { get, keys, del, set } from 'idb-keyval'
import type { Attached } from './attached.ts'

const prefix = 'image:'
const inMemory = new Map<string, Blob>()

/** Keeps an image's bytes and names it by them. */
export async function keepImage(file: File): Promise<Attached> {
  const id = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  inMemory.set(id, file)
  // A browser that keeps nothing (private mode, full disk) still has it on the page.
  await set(prefix + id, file).catch(() => undefined)
  return { id, name: givenName(file) }
}

/** Undefined where this browser does not have it. */
export async function keptImage(id: string): Promise<Blob | undefined> {
  const known = inMemory.get(id)
  if (known) return known
  const kept: unknown = await get(prefix + id).catch(() => undefined) // As above.
  return kept instanceof Blob ? kept : undefined
}

/** Forgets what none of these needs any more. */
export async function forgetImages(needed: ReadonlySet<string>): Promise<void> {
  const all = await keys().catch(() => []) // As above.
  for (const key of all) {
    if (typeof key !== 'string' || !key.startsWith(prefix)) continue
    const id = key.slice(prefix.length)
    if (!needed.has(id) && !inMemory.has(id)) await del(key).catch(() => undefined) // As above.
  }
}

/** What browsers call an image that comes out of the clipboard. */
function givenName({ name }: File): string {
  return name === 'image.png' ? '' : name
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
