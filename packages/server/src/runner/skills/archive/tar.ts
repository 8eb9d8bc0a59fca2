// A tar's files, in memory, packed with gzip or not: nothing is written before all of it was read and found right.
import { Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { skillLimits } from '@a-parallel/contract/model'
import { Parser, type ReadEntry } from 'tar'
import { openTally, plainPath, refused, type Tally, type TreeFile } from './rules.ts'

/** Headers and padding around the files. */
const overheadBytes = 8 << 20

/** Throws `skill_archive_refused`. */
export async function untar(bytes: Buffer): Promise<TreeFile[]> {
  const tally = openTally(bytes.byteLength)
  const files: TreeFile[] = []
  const parser = new Parser({ strict: true })
  let failure: unknown = null
  const fail = (cause: unknown) => (failure ??= cause)
  parser.on('entry', (entry: ReadEntry) => {
    try {
      take(entry, tally, files, fail)
    } catch (cause) {
      fail(cause)
      entry.resume()
    }
  })
  // Of a kind that is not known here: it would be missing from what is shown and installed.
  parser.on('ignoredEntry', ({ path }: ReadEntry) => fail(refused('special', path)))
  // Behind its end may stand as many blocks of nothing as anybody likes.
  let over = false
  parser.on('eof', () => (over = true))
  const ended = new Promise<void>((resolve) => {
    parser.on('end', () => resolve())
    parser.on('error', (cause: unknown) => {
      fail(refused('broken', '', cause))
      resolve()
    })
  })
  // One piece after the other: what is refused is read no further.
  const sink = new Writable({
    write(piece: Buffer, _, next) {
      // What it gives out is taken at once, so it is never behind.
      if (failure === null && !over) parser.write(piece)
      next(failed())
    },
  })
  const failed = () => (failure instanceof Error ? failure : null)
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  const stages = isPacked ? [createGunzip(), unpackedLimit()] : []
  try {
    await pipeline([Readable.from(piecesOf(bytes)), ...stages, sink])
    parser.end()
    await ended
  } catch (cause) {
    fail(cause instanceof Error && cause.name === 'Problem' ? cause : refused('broken', '', cause))
  }
  if (failure !== null) throw failure
  return files
}

function take(
  entry: ReadEntry,
  tally: Tally,
  files: TreeFile[],
  fail: (cause: unknown) => void,
): void {
  const { type, path: given, mode = 0 } = entry
  if (type === 'SymbolicLink' || type === 'Link') throw refused('link', given)
  const isFile = type === 'File' || type === 'OldFile' || type === 'ContiguousFile'
  if (!isFile && type !== 'Directory' && type !== 'GNUDumpDir') throw refused('special', given)
  const path = plainPath(given)
  if (path === null || !isFile) {
    entry.resume()
    return
  }
  tally.file(path)
  const pieces: Buffer[] = []
  entry.on('data', (piece: Buffer) => {
    try {
      tally.add(piece.byteLength)
      pieces.push(Buffer.from(piece))
    } catch (cause) {
      fail(cause)
    }
  })
  entry.on('end', () => {
    files.push({ path, bytes: Buffer.concat(pieces), executable: (mode & 0o111) !== 0 })
  })
}

function* piecesOf(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += 64 << 10) yield bytes.subarray(at, at + (64 << 10))
}

/**
 * What unpacks to more than files may have holds something else than files. What is packed once more is no tar: the parser
 * would unpack it by itself, and nobody would count.
 */
function unpackedLimit(): Transform {
  let total = 0
  let head = Buffer.alloc(0)
  return new Transform({
    transform(piece: Buffer, _, next) {
      total += piece.byteLength
      if (head.byteLength < 4) head = Buffer.concat([head, piece.subarray(0, 4)])
      if (/^(?:1f8b|28b52ffd)/.test(head.toString('hex'))) next(refused('unknown'))
      else if (total > skillLimits.bytes + overheadBytes) next(refused('bytes'))
      else next(null, piece)
    },
  })
}
