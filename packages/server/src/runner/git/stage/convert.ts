// A file's bytes as they lie in the checkout, and as git keeps them: line ends and filters stand between the two.
import type { Checkout } from '../changes/checkout.ts'
import { blobName } from '../changes/content.ts'
import { readBlob, writeBlob } from './picks.ts'

/** What git would keep of these bytes at this path. */
export async function toKept(checkout: Checkout, path: string, bytes: Buffer): Promise<Buffer> {
  const args = ['hash-object', '-w', `--path=${path}`, '--stdin']
  const { text } = await checkout.run(args, 'convert', { access: 'write', stdin: bytes })
  const oid = text.trim()
  return oid === blobName(bytes, oid.length === 64 ? 64 : 40) ? bytes : readBlob(checkout, oid)
}

/** What lies in the checkout when git has put these bytes there. */
export async function toFile(checkout: Checkout, path: string, kept: Buffer): Promise<Buffer> {
  const oid = await writeBlob(checkout, kept)
  const args = ['cat-file', '--filters', `--path=${path}`, oid]
  return (await checkout.run(args, 'convert-back')).stdout
}
