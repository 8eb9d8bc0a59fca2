// Untracked files compared as git compares tracked ones: with its rules for line ends and binaries. For that they stand in
// an index of their own for a moment, empty; the checkout's index and the repository's objects are not touched.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { indexFile, type IndexRecord } from '../diff/index-file.ts'
import type { Checkout } from './checkout.ts'
import { asCompared } from './diff-arguments.ts'
import { parseRaw, type RawDiff } from './parse-raw.ts'
import { temporaryFolder } from '../../machine/temporary.ts'

/** @param digits how long object names are here. */
export function emptyBlob(digits: 40 | 64): string {
  return digits === 40
    ? 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    : '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813'
}

/** Compares files of the checkout with what is put in their place in an index. `args`: a `git diff` without revisions. */
export async function compareFiles(
  checkout: Checkout,
  against: readonly IndexRecord[],
  args: readonly string[],
  maxOutputBytes?: number,
): Promise<RawDiff> {
  const folder = await temporaryFolder('index')
  const objects = join(folder, 'objects')
  const env = { GIT_INDEX_FILE: join(folder, 'index'), GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }
  try {
    const digits = against[0]?.oid.length === 64 ? 64 : 40
    await Promise.all([
      lendEmptyBlob(objects, digits),
      writeFile(env.GIT_INDEX_FILE, indexFile(against, digits)),
    ])
    const limit = maxOutputBytes === undefined ? {} : { maxOutputBytes }
    const { stdout } = await checkout.run(args, 'untracked-diff', { ...asCompared, ...limit, env })
    return parseRaw(stdout)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Git reads it, and a repository need not have it. */
async function lendEmptyBlob(objects: string, digits: 40 | 64): Promise<void> {
  const name = emptyBlob(digits)
  const place = join(objects, name.slice(0, 2))
  await mkdir(place, { recursive: true })
  await writeFile(join(place, name.slice(2)), deflateSync('blob 0\0'))
}
