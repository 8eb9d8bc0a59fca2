// The files of a checkout that git holds something of.
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../worktrees/if-there.ts'
import type { Converted, HeldFile } from './as-written.ts'

export interface ListedFile extends HeldFile {
  mode: string
  /** When it was written last: milliseconds since 1970. */
  written: number
}

const atOnce = 256

/** Files of the index that lie in the checkout as files. @param among no others. */
export async function heldFiles(
  { path: root, run }: Converted,
  among: ReadonlySet<string> | null = null,
): Promise<ListedFile[]> {
  const { text } = await run(['ls-files', '--stage', '-z'], 'held-files')
  const entries = text.split('\0').flatMap((record) => {
    const [, mode, oid, path] = /^(100\d+) ([0-9a-f]+) 0\t([^]+)$/.exec(record) ?? []
    if (mode === undefined || oid === undefined || path === undefined) return []
    return among?.has(path) === false ? [] : [{ mode, oid, path }]
  })
  const held: ListedFile[] = []
  for (let from = 0; from < entries.length; from += atOnce) {
    const some = entries.slice(from, from + atOnce)
    const seen = await Promise.all(some.map(({ path }) => ifThere(lstat(join(root, path)))))
    for (const [index, entry] of some.entries()) {
      const now = seen[index]
      if (now?.isFile()) held.push({ ...entry, bytes: now.size, written: now.mtimeMs })
    }
  }
  return held
}

const known =
  /(\d{6}) ([0-9a-f]+) \d\t([^\0]+)\0(?: {2}\w+: [^\n]*\n)*? {2}size: (\d+)\tflags: \w+\n/g

/**
 * The same where git has found all of them unchanged, as large as its index says, without a look at them.
 * @param count of the entries of the index: a git that tells of them in another way is not asked.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---debug
 */
export async function unchangedFiles(checkout: Converted, count: number): Promise<HeldFile[]> {
  const { text } = await checkout.run(['ls-files', '--stage', '--debug', '-z'], 'held-files')
  const entries = [...text.matchAll(known)]
  if (entries.length !== count) return heldFiles(checkout)
  return entries.flatMap(([, mode = '', oid = '', path = '', size]) =>
    mode.startsWith('100') ? [{ path, oid, bytes: Number(size) }] : [],
  )
}
