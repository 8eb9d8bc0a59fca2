// What a file holds that nobody has vouched for: never waits on a pipe, and never reads without end.
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { recent } from '../git/recent.ts'
import { writtenOf } from '../git/restrict/written.ts'
import { ifThere } from '../git/worktrees/if-there.ts'

export interface Content {
  text: string
  executable: boolean
}

/** Bytes. Of what is longer the beginning is shown, with a digest of the whole. */
const longest = 4 << 20
const pieceBytes = 1 << 20

/** Null when there is no file. What is no plain file is told as such. */
export async function contentOf(path: string): Promise<Content | null> {
  const file = await ifThere(open(path, constants.O_RDONLY | constants.O_NONBLOCK))
  if (!file) return null
  try {
    const { size, mode } = await file.stat()
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG
    if (!isFile) return { text: `(${(mode & constants.S_IFMT).toString(8)})`, executable: false }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, longest)))
    const text = buffer.subarray(0, bytesRead).toString('utf8')
    const whole = size > longest ? `\n(${size}, SHA-256: ${await digestAt(path, file, size)})` : ''
    return { text: text + whole, executable: (mode & 0o111) !== 0 }
  } finally {
    await file.close()
  }
}

/** Of large files, by path and when they were written: they are asked for before each work of git. */
const digests = recent<string>(100)

async function digestAt(path: string, file: FileHandle, size: number): Promise<string> {
  const written = await writtenOf([path])
  const key = `${path}\n${written}`
  const known = digests.get(key)
  if (known !== undefined) return known
  const digest = await digestOf(file, size)
  if (written !== null) digests.set(key, digest)
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
