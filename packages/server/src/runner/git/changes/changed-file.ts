// A change as git tells it, put into our words.
import type { ChangedFile } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gitDirOf } from '../restrict/places.ts'
import { readText } from '../worktrees/if-there.ts'
import type { Checkout } from './checkout.ts'
import type { Contents } from './content.ts'
import type { RawChange } from './parse-raw.ts'
import type { StatusEntry } from './parse-status.ts'
import { stagedOf } from './status.ts'

export interface Told {
  raw: RawChange
  /** What is not committed of this path; empty where that is not asked, or nothing. */
  entries: readonly StatusEntry[]
  /** The later side lies in the checkout. */
  inFiles: boolean
  /** How long object names are here. */
  digits: 40 | 64
}

const kinds: Record<string, ChangedFile['kind']> = {
  A: 'added',
  C: 'added',
  D: 'deleted',
  R: 'renamed',
  T: 'type-changed',
}

export const aLink = '120000'
export const aSubmodule = '160000'

export async function changedFile(
  checkout: Checkout,
  contents: Contents,
  told: Told,
): Promise<ChangedFile> {
  const { raw, entries } = told
  const form = formOf(raw)
  const counted = form === 'text' || form === 'symlink'
  return {
    path: raw.path,
    from: raw.from,
    kind: kindOf(told),
    form,
    modes: { before: raw.before?.mode ?? null, after: raw.after?.mode ?? null },
    added: counted ? raw.added : null,
    removed: counted ? raw.removed : null,
    staged: stagedOf(entries),
    version: await versionOf(checkout, contents, told),
  }
}

function kindOf({ raw, entries, inFiles }: Told): ChangedFile['kind'] {
  if (inFiles && entries.some(({ conflicted }) => conflicted)) return 'conflicted'
  if (inFiles && raw.status === '?') return 'untracked'
  return kinds[raw.status] ?? 'modified'
}

const image = /\.(png|jpe?g|gif|webp|avif|bmp|ico)$/i

function formOf({ path, status, before, after, added }: RawChange): ChangedFile['form'] {
  const modes = [before?.mode, after?.mode]
  if (modes.includes(aSubmodule)) return 'submodule'
  if (modes.includes(aLink) && status !== 'T') return 'symlink'
  if (added !== null) return 'text'
  return image.test(path) ? 'image' : 'binary'
}

/** Names of both sides, folded into one; what it was renamed from is part of it. */
async function versionOf(checkout: Checkout, contents: Contents, told: Told): Promise<string> {
  const { raw } = told
  const { from, before, after } = raw
  const later = after && (await nameAfter(checkout, contents, told))
  const sides = [from, before?.mode, before?.oid, later?.mode, later?.name]
  return createHash('sha256').update(JSON.stringify(sides)).digest('hex').slice(0, 32)
}

async function nameAfter(checkout: Checkout, contents: Contents, { raw, inFiles, digits }: Told) {
  const { after, path } = raw
  const mode = after?.mode ?? ''
  if (!inFiles || (after && after.oid !== null)) return { mode, name: after?.oid }
  const file = join(checkout.path, path)
  if (mode === aSubmodule) return { mode, name: await headOf(file) }
  const found = await contents.of(file, digits)
  // The mode as git sees it: it may be told not to look at the file system's.
  return { mode, name: found?.name ?? null }
}

/** What a repository inside the checkout has checked out, as far as its files tell. */
export async function headOf(path: string): Promise<string | null> {
  const gitDir = await gitDirOf(path)
  if (gitDir === null) return null
  const head = await readText(join(gitDir, 'HEAD'))
  const ref = /^ref: (refs\/[^\0]+)\n$/.exec(head ?? '')?.[1]
  return ref === undefined ? head : ((await readText(join(gitDir, ref))) ?? head)
}
