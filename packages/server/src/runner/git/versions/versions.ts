// What a commit would hold, as short texts that stay the same while it does: of what is staged, and of all that is not
// committed. By them it is told whether what is about to be committed is what a person saw.
import type { BranchState } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { aSubmodule, headOf } from '../changes/changed-file.ts'
import type { Checkout } from '../changes/checkout.ts'
import { readStamp, type Contents } from '../changes/content.ts'
import type { StatusEntry } from '../changes/parse-status.ts'
import type { StatusOf } from '../changes/status.ts'
import { digitsOf } from '../diff/object-names.ts'
import { inBatches } from './in-batches.ts'

type Versions = BranchState['versions']

/** What lies at a path; empty where nothing does. */
export type Lying = ReadonlyMap<string, string>

/** As many as a list of changes tells of. Of more than these it is told by their times when one was written. */
const mostRead = 10_000

export async function readVersions(
  checkout: Checkout,
  contents: Contents,
  status: StatusOf,
): Promise<Versions> {
  const open = { ...status, entries: status.entries.filter(isOpen) }
  return versionsOf(status, await readLying(checkout, contents, open))
}

/** It lies there otherwise than in the index. */
function isOpen({ files }: StatusEntry): boolean {
  return files !== '.'
}

/** What lies at the paths of these entries, and at those that they were renamed from. */
export async function readLying(
  checkout: Checkout,
  contents: Contents,
  { head, entries }: StatusOf,
): Promise<Lying> {
  const digits = await digitsOf(checkout, head)
  // Those first, so that each is told in the same way whatever is asked for beside them.
  const places = [...entries.filter(isOpen), ...entries.filter((one) => !isOpen(one))].flatMap(
    placesOf,
  )
  const told = await inBatches([...places.entries()], async ([at, { path, isRepository }]) => {
    const file = join(checkout.path, path)
    if (isRepository) return [path, (await headOf(file)) ?? ''] as const
    if (at >= mostRead) return [path, (await readStamp(file)) ?? ''] as const
    const found = await contents.of(file, digits)
    return [path, found === null ? '' : `${found.mode} ${found.name}`] as const
  })
  return new Map(told)
}

function placesOf({ path, from, mode }: StatusEntry) {
  const isRepository = path.endsWith('/') || mode === aSubmodule
  const place = { path: path.replace(/\/$/, ''), isRepository }
  return from === null ? [place] : [place, { path: from, isRepository: false }]
}

/** @param lying what lies at every path that differs from the index. */
export function versionsOf({ entries }: Pick<StatusOf, 'entries'>, lying: Lying): Versions {
  const staged = entries.filter(({ index }) => index !== '.').map(stagedSide)
  const all = entries.map((entry) => {
    const path = entry.path.replace(/\/$/, '')
    return [...stagedSide(entry), entry.files, isOpen(entry) ? lying.get(path) : null]
  })
  return { staged: digest(staged), all: digest(all) }
}

function stagedSide({ path, from, index, staged }: StatusEntry) {
  return [path, from, index, staged?.mode, staged?.oid]
}

function digest(told: unknown): string {
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32)
}
