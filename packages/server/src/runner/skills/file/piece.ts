// A part of a file, as text whatever it holds: whoever installs a skill can read all of it, however long it is. A path may
// come from anywhere: what lies outside the folder, or behind a link in it, is not there for us.
import { Problem, skillLimits } from '@a-parallel/contract/model'
import { CheckoutPath } from '@a-parallel/contract/nouns'
import type { SkillFilePiece } from '@a-parallel/shared'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { openInside } from '../../git/diff/file-side.ts'
import { ifThere } from '../../git/worktrees/if-there.ts'

/** Git, too, takes for binary what has a NUL among so many bytes. */
const looksAt = 8_000

/**
 * Of a file below a folder, which may itself be a link.
 * @param from the byte at which to begin.
 * Throws `skill_file_not_found`, `skill_file_denied`.
 */
export function readPieceInside(root: string, path: string, from: number): Promise<SkillFilePiece> {
  return withFileInside(root, path, (file) => pieceOf(file, from))
}

/** Of a skill's own text, also where it is a link: so its agents read it. Throws as above. */
export function readPieceAt(path: string, from: number): Promise<SkillFilePiece> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK
  return withFile(path, ifThere(open(path, flags)), (file) => pieceOf(file, from))
}

/** All of a file; null for what is too large to be compared, or no text. Throws as above. */
export function readComparable(root: string, path: string): Promise<Buffer | null> {
  return withFileInside(root, path, async (file) => {
    const most = skillLimits.comparedBytes
    // One more, in case it grows meanwhile.
    const bytes = await readAt(file, 0, most + 1)
    return bytes.byteLength > most || isBinary(bytes) ? null : bytes
  })
}

async function withFileInside<T>(
  root: string,
  path: string,
  read: (file: FileHandle) => Promise<T>,
): Promise<T> {
  if (!CheckoutPath.safeParse(path).success) throw missing(path)
  return withFile(path, ifThere(openInside(root, path)), read)
}

async function withFile<T>(
  path: string,
  opened: Promise<FileHandle | null>,
  read: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await opened.catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (code === 'EACCES' || code === 'EPERM')
      throw new Problem('skill_file_denied', `${path} may not be read.`, { path }, { cause })
    if (code === 'ENXIO') return null // A socket.
    throw cause
  })
  if (file === null) throw missing(path)
  try {
    if (!(await file.stat()).isFile()) throw missing(path)
    return await read(file)
  } finally {
    await file.close()
  }
}

async function pieceOf(file: FileHandle, from: number): Promise<SkillFilePiece> {
  const { size, mode } = await file.stat()
  const bytes = await readAt(file, from, skillLimits.pieceBytes)
  const isLast = from + bytes.byteLength >= size || bytes.byteLength === 0
  const piece = isLast ? bytes : bytes.subarray(0, wholeLetters(bytes))
  const head = from === 0 ? bytes : await readAt(file, 0, looksAt)
  return {
    bytes: size,
    executable: (mode & 0o111) !== 0,
    text: piece.toString('utf8'),
    isUtf8: isUtf8(piece),
    isBinary: isBinary(head),
    next: isLast ? null : from + piece.byteLength,
  }
}

async function readAt(file: FileHandle, from: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await file.read(buffer, filled, size - filled, from + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** Up to where no letter, and no CR and LF, is torn apart. */
function wholeLetters(bytes: Buffer): number {
  const end = bytes.byteLength
  if (bytes[end - 1] === 0x0d) return end - 1
  for (let back = 1; back <= 4; back += 1) {
    const byte = bytes[end - back] ?? 0
    // It goes on a letter that began before it.
    if ((byte & 0xc0) === 0x80) continue
    const long = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return long > back ? end - back : end
  }
  return end
}

function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, looksAt).includes(0)
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false // That is how it says no.
  }
}

function missing(path: string): Problem {
  return new Problem('skill_file_not_found', `The skill has no file at ${path}.`)
}
