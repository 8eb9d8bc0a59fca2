// The rows that lie in the pages of a damaged database, whatever became of the trees that lead to them. Nothing here is
// to be trusted: whoever takes a row checks its sum.
import { pageSize, type Pages } from './pages.ts'

export type Value = string | number | null

const leafOfTable = 0x0d
/** What fits in a page of a table, and what stays there of a row that does not (fileformat2, "B-tree pages"). */
const mostLocal = pageSize - 35
const leastLocal = Math.floor(((pageSize - 12) * 32) / 255) - 23
const perOverflow = pageSize - 4
const longestRow = 256 * 1024 * 1024

export interface Found {
  values: Value[]
  /** In a page that was let go of: what lies there may have been deleted, or changed elsewhere since. */
  freed: boolean
}

export function* recordsIn(pages: Pages): Generator<Found> {
  const free = freePages(pages)
  for (let number = 1; number <= pages.count; number += 1) {
    const page = pages.page(number)
    if (!page) continue
    const start = number === 1 ? 100 : 0
    if (page[start] !== leafOfTable) continue
    const cells = Math.min(page.readUInt16BE(start + 3), (pageSize - start - 8) / 2)
    for (let cell = 0; cell < cells; cell += 1) {
      const values = recordAt(pages, page, page.readUInt16BE(start + 8 + cell * 2))
      if (values) yield { values, freed: free.has(number) }
    }
  }
}

/** The numbers on the list of free pages (fileformat2, "The Freelist"), as far as it can be followed. */
function freePages(pages: Pages): Set<number> {
  const free = new Set<number>()
  let trunk = pages.page(1)?.readUInt32BE(32) ?? 0
  for (;;) {
    const page = free.has(trunk) ? null : pages.page(trunk)
    if (!page) return free
    free.add(trunk)
    const leaves = Math.min(page.readUInt32BE(4), pageSize / 4 - 2)
    for (let leaf = 0; leaf < leaves; leaf += 1) free.add(page.readUInt32BE(8 + leaf * 4))
    trunk = page.readUInt32BE(0)
  }
}

/** Null for what is no row. */
function recordAt(pages: Pages, page: Buffer, at: number): Value[] | null {
  try {
    const [size, afterSize] = varint(page, at)
    if (size < 2 || size > longestRow) return null
    const [, start] = varint(page, afterSize)
    const payload = payloadOf(pages, page, start, size)
    return payload && valuesOf(payload)
  } catch (cause) {
    if (cause instanceof RangeError) return null // It points out of its page.
    throw cause
  }
}

function payloadOf(pages: Pages, page: Buffer, start: number, size: number): Buffer | null {
  if (size <= mostLocal) return whole(page.subarray(start, start + size), size)
  const rest = leastLocal + ((size - leastLocal) % perOverflow)
  const local = rest <= mostLocal ? rest : leastLocal
  const parts = [page.subarray(start, start + local)]
  let left = size - local
  let next = page.readUInt32BE(start + local)
  while (left > 0) {
    const more = pages.page(next)
    if (!more) return null
    parts.push(more.subarray(4, 4 + Math.min(left, perOverflow)))
    left -= perOverflow
    next = more.readUInt32BE(0)
  }
  return whole(Buffer.concat(parts), size)
}

function whole(payload: Buffer, size: number): Buffer | null {
  return payload.length === size ? payload : null
}

function valuesOf(payload: Buffer): Value[] | null {
  const [headerEnd, first] = varint(payload, 0)
  const values: Value[] = []
  let at = headerEnd
  for (let place = first; place < headerEnd;) {
    const [type, next] = varint(payload, place)
    place = next
    const bytes = bytesOf(type)
    if (bytes === null || at + bytes > payload.length) return null
    values.push(valueOf(type, payload.subarray(at, at + bytes)))
    at += bytes
  }
  return values
}

const numberBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

/** Null for types that none of our tables has. */
function bytesOf(type: number): number | null {
  if (type >= 13 && type % 2 === 1) return (type - 13) / 2
  return numberBytes[type] ?? null
}

function valueOf(type: number, bytes: Buffer): Value {
  if (type >= 13) return bytes.toString('utf8')
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE()
  if (type === 8 || type === 9) return type - 8
  return bytes.length === 8 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, bytes.length)
}

/** The number at a place, and the place behind it. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0
  for (let place = at; place < at + 8; place += 1) {
    const byte = bytes.readUInt8(place)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, place + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}
