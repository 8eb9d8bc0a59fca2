// The pages of a database file as its write-ahead log makes them, read without SQLite: a damaged file is read like any
// other. Formats: sqlite.org/fileformat2.html and sqlite.org/walformat.html.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

/** The size that all our databases have. */
export const pageSize = 4096

const walHeader = 32
const frameHeader = 24

export interface Pages {
  count: number
  /** Pages count from 1. Null behind the end. */
  page(number: number): Buffer | null
  close(): void
}

export function openPages(file: string): Pages {
  // It may be gone, with its log left behind.
  const handle = existsSync(file) ? openSync(file, 'r') : null
  const inFile = handle === null ? 0 : Math.ceil(fstatSync(handle).size / pageSize)
  const log = `${file}-wal`
  const logged = existsSync(log) ? committedFrames(readFileSync(log)) : new Map<number, Buffer>()
  return {
    count: Math.max(inFile, ...logged.keys()),
    page(number) {
      const known = logged.get(number)
      if (known) return known
      if (handle === null || number < 1 || number > inFile) return null
      const page = Buffer.alloc(pageSize)
      readSync(handle, page, 0, pageSize, (number - 1) * pageSize)
      return page
    },
    close() {
      if (handle !== null) closeSync(handle)
    },
  }
}

/** The latest image of each page, up to the last commit that is whole. Behind the first wrong frame nothing counts. */
function committedFrames(log: Buffer): Map<number, Buffer> {
  const committed = new Map<number, Buffer>()
  if (log.length < walHeader || log.readUInt32BE(8) !== pageSize) return committed
  const magic = log.readUInt32BE(0)
  if (magic >>> 1 !== 0x377f0682 >>> 1) return committed
  const bigEndian = (magic & 1) === 1
  let sum = sumOf(log.subarray(0, 24), bigEndian, [0, 0])
  if (sum[0] !== log.readUInt32BE(24) || sum[1] !== log.readUInt32BE(28)) return committed
  const salts = log.subarray(16, 24)
  let open = new Map<number, Buffer>()
  for (let at = walHeader; at + frameHeader + pageSize <= log.length;) {
    const head = log.subarray(at, at + frameHeader)
    const page = log.subarray(at + frameHeader, at + frameHeader + pageSize)
    if (!head.subarray(8, 16).equals(salts)) break
    sum = sumOf(page, bigEndian, sumOf(head.subarray(0, 8), bigEndian, sum))
    if (sum[0] !== head.readUInt32BE(16) || sum[1] !== head.readUInt32BE(20)) break
    open.set(head.readUInt32BE(0), page)
    if (head.readUInt32BE(4) > 0) {
      for (const [number, image] of open) committed.set(number, image)
      open = new Map()
    }
    at += frameHeader + pageSize
  }
  return committed
}

type Sum = readonly [number, number]

function sumOf(bytes: Buffer, bigEndian: boolean, [first, second]: Sum): Sum {
  let one = first
  let two = second
  for (let at = 0; at < bytes.length; at += 8) {
    const left = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    const right = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)
    one = (one + left + two) >>> 0
    two = (two + right + one) >>> 0
  }
  return [one, two]
}
