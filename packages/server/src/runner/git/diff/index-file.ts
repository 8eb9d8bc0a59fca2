// An index file in git's format (gitformat-index, version 2), for a git that is to look at files against an index of ours.
// Pure.
import { createHash } from 'node:crypto'

export interface IndexRecord {
  path: string
  /** As git prints it: `100644`. */
  mode: string
  oid: string
}

/** What is known of a file on disk, ten numbers of four bytes: nothing, so that git reads it. */
const statBytes = 40
const modeAt = 24
const longestNamed = 0xfff

/** @param digits how long object names are in this repository: they are of one kind, and so is the sum at the end. */
export function indexFile(records: readonly IndexRecord[], digits: 40 | 64): Buffer {
  const head = Buffer.alloc(12)
  head.write('DIRC', 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(records.length, 8)
  const entries = records
    .map((record) => ({ record, name: Buffer.from(record.path) }))
    .toSorted((a, b) => Buffer.compare(a.name, b.name))
    .map(({ record, name }) => entryOf(record, name))
  const content = Buffer.concat([head, ...entries])
  const sum = createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(content)
    .digest()
  return Buffer.concat([content, sum])
}

/** Numbers, name of the object, length of the path, and the path with one to eight NULs behind it. */
function entryOf({ mode, oid }: IndexRecord, name: Buffer): Buffer {
  const object = Buffer.from(oid, 'hex')
  const flagsAt = statBytes + object.length
  const nameAt = flagsAt + 2
  const entry = Buffer.alloc((Math.floor((nameAt + name.length) / 8) + 1) * 8)
  entry.writeUInt32BE(Number.parseInt(mode, 8), modeAt)
  object.copy(entry, statBytes)
  entry.writeUInt16BE(Math.min(name.length, longestNamed), flagsAt)
  name.copy(entry, nameAt)
  return entry
}
