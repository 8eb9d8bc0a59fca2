// What a setup command printed, in one file for both streams: read by offsets, and shortened where it grows too long.
// Whoever prints only ever appends, so it can be shortened under them.
import { appendFile, open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { SetupOutput } from '@a-parallel/shared'
import { ifThere, readText } from '../git/worktrees/if-there.ts'
import { names } from '../holder/port.ts'
import { writeWhole } from '../holder/record.ts'

/** Bytes: enough to read on a screen, and never the whole of an endless log. */
const mostOutput = 256 << 10
/** Bytes on the disk. */
const mostKept = 64 << 20

/** How many bytes of the beginning are gone. */
const cutFile = (dir: string) => join(dir, 'cut')

/** @param from an offset in all that was ever printed; null: the end of it. */
export async function readOutput(dir: string, from: number | null): Promise<SetupOutput> {
  const gone = Number((await readText(cutFile(dir))) ?? 0)
  const { bytes, size } = await readEnd(dir, Math.max(0, (from ?? 0) - gone))
  const end = gone + size
  const begin = end - bytes.length
  const whole = wholeCharacters(bytes)
  const isCut = begin > Math.min(from ?? 0, end)
  return { text: whole.toString('utf8'), next: begin + whole.length, isCut }
}

/** Keeps the end alone of what became too long, in whatever way it is still printed to. */
export async function cutOutput(dir: string): Promise<void> {
  const path = join(dir, names.output)
  const { size } = (await ifThere(stat(path))) ?? { size: 0 }
  if (size <= mostKept) return
  const { bytes } = await readEnd(dir, 0)
  const gone = Number((await readText(cutFile(dir))) ?? 0)
  // First: it may be what filled the disk.
  await truncate(path)
  await appendFile(path, bytes)
  await writeWhole(cutFile(dir), `${gone + size - bytes.length}`)
}

/** The last bytes of the file, from an offset on, and how many it has. */
async function readEnd(dir: string, from: number): Promise<{ bytes: Buffer; size: number }> {
  const file = await ifThere(open(join(dir, names.output), 'r'))
  if (!file) return { bytes: Buffer.alloc(0), size: 0 }
  try {
    const { size } = await file.stat()
    const length = Math.max(0, Math.min(size - from, mostOutput))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return { bytes: buffer.subarray(0, bytesRead), size: size - length + bytesRead }
  } finally {
    await file.close()
  }
}

/** The rest of a character that is being written comes with the next part. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0b1100_0000) === 0b1000_0000) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}
