// A file of a checkout as it lies there. Its path may come from anywhere: what lies outside, behind a link, or in a folder
// of git is not there for us.
import { Problem } from '@a-parallel/contract/model'
import { CheckoutPath } from '@a-parallel/contract/nouns'
import type { WholeFile } from '@a-parallel/shared'
import type { FileHandle } from 'node:fs/promises'
import { lstat, readlink, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Checkout } from '../git/changes/checkout.ts'
import { aSubmodule } from '../git/changes/changed-file.ts'
import { largestSide, openInside } from '../git/diff/file-side.ts'
import { mediaTypeOf } from '../git/diff/media-type.ts'
import { ifThere } from '../git/worktrees/if-there.ts'

/** Bytes, and lines, of which more are not shown unasked. */
const long = { bytes: 1 << 20, lines: 20_000 }
/** Bytes. */
const mostEver = 10 * 1024 * 1024
/** Git, too, takes for binary what has a NUL among so many bytes. */
const looksAt = 8_000

/** @throws Problem `file_not_found` where there is none that may be shown. */
export async function readWhole(
  checkout: Checkout,
  path: string,
  whole: boolean,
): Promise<WholeFile> {
  if (!isOurs(path)) throw missing(path)
  const special = await ifGiven(readSpecial(checkout, path))
  if (special) return special
  const file = await openReadable(checkout, path)
  if (file === null) throw missing(path)
  try {
    return await readOpen(file, path, whole)
  } finally {
    await file.close()
  }
}

/** @throws Problem `file_not_found`, or `too_large`. */
export async function readBytes(checkout: Checkout, path: string): Promise<Buffer> {
  const file = isOurs(path) ? await openReadable(checkout, path) : null
  if (file === null) throw missing(path)
  try {
    if ((await file.stat()).size > largestSide)
      throw new Problem('too_large', `${path} is too large.`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function openReadable({ path: root }: Checkout, path: string): Promise<FileHandle | null> {
  return ifGiven(openInside(root, path))
}

/** What its owner keeps from us is not there for us, nor is what no file is opened of: a socket. */
async function ifGiven<T>(asked: Promise<T | null>): Promise<T | null> {
  try {
    return await asked
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // A problem has a code, too: none of these.
    if (code === 'EACCES' || code === 'EPERM' || code === 'ENXIO') return null
    throw cause
  }
}

async function readOpen(file: FileHandle, path: string, whole: boolean): Promise<WholeFile> {
  const seen = await file.stat({ bigint: true })
  const size = Number(seen.size)
  const told = {
    path,
    bytes: size,
    executable: (seen.mode & 0o100n) !== 0n,
    version: [seen.ino, seen.size, seen.mtimeNs, seen.ctimeNs].join('.'),
    target: null,
  }
  const head = await readBeginning(file, Math.min(size, looksAt))
  if (head.includes(0)) {
    const form = mediaTypeOf(head).startsWith('image/') ? 'image' : 'binary'
    return { ...told, form, text: null, large: null, isUtf8: false }
  }
  const none = { ...told, form: 'text' as const, text: null, isUtf8: true }
  if (size > mostEver) return { ...none, large: 'file' }
  if (size > long.bytes && !whole) return { ...none, large: 'long' }
  // It may have grown since it was looked at.
  const bytes = await readBeginning(file, size)
  const isUtf8 = isValid(bytes)
  const text = bytes.toString('utf8')
  if (!whole && hasMoreLines(text, long.lines)) return { ...none, isUtf8, large: 'long' }
  return { ...told, form: 'text', text, large: null, isUtf8 }
}

async function readBeginning(file: FileHandle, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await file.read(buffer, filled, size - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** A link is told by where it leads, and not followed; a submodule by the commit that belongs there. */
async function readSpecial(checkout: Checkout, path: string): Promise<WholeFile | null> {
  const top = await realpath(checkout.path)
  const folder = join(top, dirname(path))
  if ((await ifThere(realpath(folder))) !== folder) throw missing(path)
  const place = join(top, path)
  const seen = await ifThere(lstat(place, { bigint: true }))
  if (seen === null) throw missing(path)
  const bytes = Number(seen.size)
  const of = { path, executable: false, text: null, large: null, isUtf8: true }
  if (seen.isSymbolicLink()) {
    const target = await ifThere(readlink(place))
    return { ...of, form: 'symlink', bytes, target, version: `${seen.mtimeNs}.${target}` }
  }
  if (!seen.isDirectory()) return null
  const { text } = await checkout.run(['ls-files', '--stage', '-z', '--', path], 'submodule-of')
  const entry = text.split('\0').find((one) => one.endsWith(`\t${path}`))
  const [mode, commit] = entry?.split(' ') ?? []
  if (mode !== aSubmodule || commit === undefined) throw missing(path)
  return { ...of, form: 'submodule', bytes: 0, target: commit, version: commit }
}

/** Whether it leads to something of the checkout, by its letters. */
function isOurs(path: string): boolean {
  return CheckoutPath.safeParse(path).success && !isGits(path)
}

/** What a file system may take for `.git`, too: without case, with what it passes over, and under its short name. */
function isGits(path: string): boolean {
  const passedOver = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g
  return path
    .split(/[/\\]/)
    .some((part) => /^(?:\.git|git~\d+)[. ]*(?::.*)?$/is.test(part.replaceAll(passedOver, '')))
}

function isValid(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // That is how it says no.
    return false
  }
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    if ((lines += 1) > most) return true
  return false
}

function missing(path: string): Problem {
  return new Problem('file_not_found', `There is no file at ${path} in the checkout.`)
}
