// Keeps a whole worktree before it goes: what in it no commit holds, its index to the byte, and what git is in the middle
// of. The tree of the commit: `files/` as they lie there, `odd/` those whose names git refuses, `index`, `objects/` that only
// the index names, `git/` from the worktree's entry, and `manifest.json` with what else a checkout would not give.
import { keptForMs } from '@a-parallel/contract/model'
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Checkout } from '../../changes/checkout.ts'
import { writeBlob } from '../../stage/picks.ts'
import { existing } from '../../worktrees/keep.ts'
import type { Git } from '../../core.ts'
import { inOneFile } from '../../diff/index-beside.ts'
import { oddFiles, wholeFiles } from '../blobs.ts'
import { durable } from '../durable.ts'
import { commitTree, lookAtAll, writeObjects, type KeptFiles } from '../keep.ts'
import type { KeptNote } from '../refs.ts'
import { objectNamesIn, readEntryFiles } from './entry-files.ts'
import { readIgnored, type Ignored } from './ignored.ts'
import { readUncommitted, type Uncommitted, type WholePlace } from './reading.ts'
import { readUnsaid, refusedNames, type Unsaid } from './refused.ts'
import { readDeviations, readEntries, usualBits, type Entry } from './tracked.ts'
import { temporaryFolder } from '../../../machine/temporary.ts'

export const Manifest = z.object({
  /** Tracked files that do not lie in the checkout. */
  absent: z.array(z.string()),
  /** Folders in which nothing lies. */
  folders: z.array(z.string()),
  permissions: z.record(z.string(), z.number().int()),
  /** Names of files that git refuses. */
  odd: z.array(z.string()).default([]),
})
export type Manifest = z.infer<typeof Manifest>

export interface WholeAsk {
  id: KeptId
  threadId: ThreadId
  owner: OwnerId
  title: string
  /** The thread's own. */
  branch: string
  /** Milliseconds since 1970. */
  now: number
  umask: number
}

const mostNamed = 50

export interface KeptWhole {
  /** No ref holds it yet; null where the branch gives the same again. */
  commit: string | null
  /** What lay at the paths that it was read from. */
  seen: KeptFiles['seen']
}

/** All that lies in a checkout and in no commit, and what the index holds. */
export interface Gathered extends Uncommitted, Unsaid {
  found: Ignored
  entries: Entry[]
}

export async function gather(git: Git, checkout: Checkout, place: WholePlace): Promise<Gathered> {
  const uncommitted = await readUncommitted(git, place)
  const found = await readIgnored(place.path, uncommitted)
  const entries = await readEntries(checkout)
  const unsaid = await readUnsaid(checkout, uncommitted, found, entries)
  return { ...uncommitted, ...unsaid, found, entries }
}

/**
 * The commit that keeps it, and what it was made of.
 * @throws when anything of it could not be read or written: then the worktree must stay.
 */
export async function keepWhole(
  git: Git,
  checkout: Checkout,
  place: WholePlace,
  gathered: Gathered,
  ask: WholeAsk,
): Promise<KeptWhole> {
  const { head, branch, operation, staged, unstaged, untracked, found: ignored } = gathered
  const { entries, walked, closed } = gathered
  if (head === null) throw new Error('there is no commit yet to keep it on')
  if (closed[0] !== undefined) throw new Error(`${closed[0]} could not be read`)
  const more = [...untracked, ...ignored.keep, ...walked.leavings]
  const files = await keepDeviating(checkout, entries, { unstaged, more, head }, ask.umask)
  const { empty: folders } = walked
  const { seen } = files
  const manifest: Manifest = { ...files.manifest, folders }
  const own = [files.held, staged, manifest.absent, folders, Object.keys(manifest.permissions)]
  const left = ignored.entries.some(({ kept }) => kept !== 'all')
  const onBranch = branch !== null && operation === null
  if (onBranch && !left && own.every((some) => some.length === 0)) return { commit: null, seen }
  const { held, parents } = await readGit(git, checkout, place, entries, head)
  const about = await writeBlob(checkout, Buffer.from(JSON.stringify(manifest)), durable)
  const all = [...files.held, ...held, { path: 'manifest.json', mode: '100644', oid: about }]
  const named = [...new Set([...staged, ...unstaged, ...more])]
  const commit = await commitTree(checkout, all, noteOf(ask, named, ignored), parents)
  return { commit, seen }
}

/** Files that a checkout of the index would not give. */
async function keepDeviating(
  checkout: Checkout,
  entries: readonly Entry[],
  { unstaged, more, head }: { unstaged: string[]; more: string[]; head: string },
  umask: number,
) {
  const { absent, other, permissions } = await readDeviations(
    checkout,
    entries,
    umask,
    new Set(unstaged),
  )
  const gone = new Set(absent)
  const seen = await lookAtAll(
    checkout,
    [...new Set([...unstaged, ...more, ...other])].filter((path) => !gone.has(path)),
  )
  const oids = await writeObjects(checkout, seen)
  const bits = new Map(Object.entries(permissions))
  const there = [...seen].flatMap(([path, found]) => (found === null ? [] : [{ path, ...found }]))
  const odd = [...(await refusedNames(checkout, there, head))]
  const held: { path: string; mode: string; oid: string }[] = []
  for (const { path, ...found } of there) {
    const { mode } = found
    const at = odd.indexOf(path)
    const kept = at === -1 ? `${wholeFiles}${path}` : `${oddFiles}${at}`
    held.push({ path: kept, mode, oid: oids.get(path) ?? '' })
    if (mode === '120000' || found.permissions === usualBits(mode, umask)) bits.delete(path)
    else bits.set(path, found.permissions)
  }
  // Behind a link lies somebody else's file.
  for (const [path, found] of seen) if (found === null) gone.add(path)
  for (const path of gone) bits.delete(path)
  const manifest = { absent: [...gone], permissions: Object.fromEntries(bits), odd }
  return { held, manifest, seen }
}

function noteOf(ask: WholeAsk, named: readonly string[], ignored: Ignored): KeptNote {
  const { id, threadId, owner, title, branch, now } = ask
  const left = ignored.entries.filter(({ kept }) => kept !== 'all').map(({ path }) => path)
  return {
    id,
    threadId,
    owner,
    why: 'delete',
    at: new Date(now).toISOString(),
    until: new Date(now + keptForMs).toISOString(),
    paths: named.slice(0, mostNamed),
    total: named.length,
    thread: { title, branch, left: { paths: left.slice(0, mostNamed), total: left.length } },
    branch: null,
    absent: [],
  }
}

/** The index, what only it names, and the entry; and the commits that these name. */
async function readGit(
  git: Git,
  checkout: Checkout,
  { path, gitDir }: WholePlace,
  entries: readonly Entry[],
  head: string,
) {
  const entryFiles = await readEntryFiles(gitDir)
  const held = [
    {
      path: 'index',
      mode: '100644',
      oid: await writeBlob(checkout, await readIndex(checkout, gitDir), durable),
    },
  ]
  for (const { path: name, bytes } of entryFiles)
    held.push({
      path: `git/${name}`,
      mode: '100644',
      oid: await writeBlob(checkout, bytes, durable),
    })
  for (const oid of await onlyInIndex(checkout, entries, head))
    held.push({ path: `objects/${oid}`, mode: '100644', oid })
  const named = await existing(git, path, objectNamesIn(entryFiles))
  return { held, parents: [...new Set([head, ...named])] }
}

/** Whole, also where git keeps it in two files. */
async function readIndex({ run }: Checkout, gitDir: string): Promise<Buffer> {
  const folder = await temporaryFolder('index')
  const copy = join(folder, 'index')
  try {
    await copyFile(join(gitDir, 'index'), copy)
    await run(['update-index', '--no-split-index'], 'whole-index', {
      access: 'write',
      env: { GIT_INDEX_FILE: copy },
      settings: inOneFile,
    })
    return await readFile(copy)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onlyInIndex(
  { run }: Checkout,
  entries: readonly Entry[],
  head: string,
): Promise<string[]> {
  const { text } = await run(['ls-tree', '-r', '-z', '--full-tree', head], 'whole-head')
  const inHead = new Set(
    text.split('\0').flatMap((record) => /^\d+ blob ([0-9a-f]+)\t/.exec(record)?.[1] ?? []),
  )
  const oids = entries.filter(({ mode }) => mode !== '160000').map(({ oid }) => oid)
  return [...new Set(oids)].filter((oid) => !inHead.has(oid))
}
