// A file's bytes as they lie in the checkout, and as git keeps them: line ends and filters stand between the two.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../changes/checkout.ts'
import { blobName } from '../changes/content.ts'
import { copyIndex, inOneFile } from '../diff/index-beside.ts'
import { gitDirOf } from '../restrict/places.ts'
import { changedMeanwhile, readBlob, writeBlob } from './picks.ts'
import { temporaryFolder } from '../../machine/temporary.ts'

/**
 * What git would keep of these bytes, which lie at this path.
 * @param indexed what the index holds there.
 */
export async function toKept(
  checkout: Checkout,
  path: string,
  bytes: Buffer,
  indexed: Promise<Buffer>,
): Promise<Buffer> {
  const args = ['hash-object', '-w', `--path=${path}`, '--stdin']
  const { text } = await checkout.run(args, 'convert', { access: 'write', stdin: bytes })
  const oid = text.trim()
  if (oid === blobName(bytes, oid.length === 64 ? 64 : 40)) return bytes
  // Where git finds out by itself what is text, it leaves line ends that the index holds; it has looked into no index yet.
  const isAsIndexed = (await indexed).includes('\r\n')
  return readBlob(checkout, isAsIndexed ? await addedAside(checkout, path) : oid)
}

/** The object that git makes of a file when it takes it into an index like the checkout's. */
async function addedAside(checkout: Checkout, path: string): Promise<string> {
  const gitDir = await gitDirOf(checkout.path)
  if (gitDir === null) throw changedMeanwhile(path)
  const folder = await temporaryFolder('index')
  try {
    const index = join(folder, 'index')
    await copyIndex(join(gitDir, 'index'), index)
    const beside = { env: { GIT_INDEX_FILE: index }, settings: inOneFile }
    const args = ['update-index', '-z', '--stdin']
    const more = { access: 'write', stdin: `${path}\0`, ...beside } as const
    await checkout.run(args, 'convert-added', more)
    const listing = ['ls-files', '--stage', '-z', '--', path]
    const { text } = await checkout.run(listing, 'converted', beside)
    const oid = /^\d+ ([0-9a-f]+) 0\t/.exec(text)?.[1]
    if (oid === undefined) throw changedMeanwhile(path)
    return oid
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What lies in the checkout when git has put these bytes there. */
export async function toFile(checkout: Checkout, path: string, kept: Buffer): Promise<Buffer> {
  const oid = await writeBlob(checkout, kept)
  const args = ['cat-file', '--filters', `--path=${path}`, oid]
  return (await checkout.run(args, 'convert-back')).stdout
}
