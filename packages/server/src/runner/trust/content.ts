// What a file holds that nobody has vouched for: never waits on a pipe, and never reads without end.
import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { recent } from '../../platform/recent.ts'
import { stampOf } from '../git/restrict/written.ts'
import { ifThere } from '../git/worktrees/if-there.ts'

export interface Content {
  text: string
  executable: boolean
  /** Too long: the text is not all that it holds. */
  cut: boolean
}

/** Bytes. Of what is longer the beginning is shown, with a digest of the whole. */
const longest = 4 << 20
/** Bytes. Of what is longer it cannot be told what it holds: it is told as another thing each time, which nobody trusted. */
const longestTold = 256 << 20
const pieceBytes = 1 << 20

/** Null when there is no file. What is no plain file is told as such, and so is what is too long. */
export async function contentOf(path: string): Promise<Content | null> {
  const file = await ifThere(open(path, constants.O_RDONLY | constants.O_NONBLOCK))
  if (!file) return null
  try {
    const stats = await file.stat({ bigint: true })
    const [size, mode] = [Number(stats.size), Number(stats.mode)]
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG
    if (!isFile) {
      const kind = (mode & constants.S_IFMT).toString(8)
      return { text: `(${kind})`, executable: false, cut: false }
    }
    const executable = (mode & 0o111) !== 0
    if (size > longestTold)
      return { text: `(${size} > ${longestTold}: ${randomUUID()})`, executable, cut: true }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, longest)))
    const text = buffer.subarray(0, bytesRead).toString('utf8')
    if (size <= longest) return { text, executable, cut: false }
    const digest = await digestAt(path, file, size, stampOf(stats))
    return { text: `${text}\n(${size}, SHA-256: ${digest})`, executable, cut: true }
  } finally {
    await file.close()
  }
}

/** Of large files, by path and when they were written: they are asked for before each work of git, often several at once. */
const digests = recent<Promise<string>>(100)

/** @param stamp null: it may be written again without a change of its times. */
function digestAt(
  path: string,
  file: FileHandle,
  size: number,
  stamp: string | null,
): Promise<string> {
  if (stamp === null) return digestOf(file, size)
  const key = `${path}\n${stamp}`
  const known = digests.get(key)
  if (known) return known
  const digest = digestOf(file, size)
  digests.set(key, digest)
  void digest.catch(() => digests.delete(key))
  return digest
}

async function digestOf(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(pieceBytes)
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(piece, 0, Math.min(pieceBytes, size - at), at)
    if (bytesRead === 0) break
    hash.update(piece.subarray(0, bytesRead))
    at += bytesRead
  }
  return hash.digest('hex')
}
