// Keeps files as they lie in a checkout, byte for byte, before they are thrown away: a commit under a hidden ref, made
// beside the checkout's index. No filter and no rule for line ends has a say.
import type { GitCall } from '../restrict/calls.ts'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keptForMs, Problem } from '@a-parallel/contract/model'
import type { Kept, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { ownSignature } from '../checkpoints/capture.ts'
import type { Checkout } from '../changes/checkout.ts'
import { inOneFile } from '../diff/index-beside.ts'
import { changedMeanwhile } from '../stage/picks.ts'
import { quoted } from '../restrict/said-path.ts'
import { durable } from './durable.ts'
import { look, readTarget, type Seen } from './places.ts'
import { keptOf, keptRef, type KeptNote } from './refs.ts'
import { temporaryFolder } from '../../machine/temporary.ts'

export interface KeepAsk {
  id: KeptId
  threadId: ThreadId
  owner: OwnerId
  why: Kept['why']
  /** Files of the checkout; what lies at none of them is noted too. */
  paths: readonly string[]
  /** Milliseconds since 1970. */
  now: number
}

export interface KeptFiles {
  kept: Kept
  /** What lay at each path; null: nothing. */
  seen: ReadonlyMap<string, Seen | null>
}

const mostNamed = 50
/** A large file takes its time. */
const timeoutMs = 10 * 60_000

/** Keeps objects of the repository as what lay at these paths. */
export async function keepObjects(
  checkout: Checkout,
  ask: Omit<KeepAsk, 'paths'>,
  held: readonly { path: string; mode: string; oid: string }[],
): Promise<void> {
  const note = noteOf({ ...ask, paths: held.map(({ path }) => path) }, new Map())
  await hold(checkout, note, await commitTree(checkout, held, note))
}

/**
 * @param before how some of these lay when it was decided what becomes of them.
 * @throws `changed_meanwhile` where one was written since; then nothing is kept.
 */
export async function keepFiles(
  checkout: Checkout,
  ask: KeepAsk,
  before: KeptFiles['seen'] = new Map(),
): Promise<KeptFiles> {
  const seen = await lookAtAll(checkout, ask.paths)
  for (const [path, lay] of before)
    if (lay?.stamp !== seen.get(path)?.stamp) throw changedMeanwhile(path)
  const oids = await writeObjects(checkout, seen)
  const note = noteOf(ask, seen)
  const commit = await commitOf(checkout, seen, oids, note)
  await hold(checkout, note, commit)
  return { kept: keptOf({ note }), seen }
}

/** Keeps where a branch was, and is, without a file. */
export async function keepTip(
  checkout: Checkout,
  { branch, ...ask }: Omit<KeepAsk, 'paths'> & { branch: NonNullable<Kept['branch']> },
): Promise<Kept> {
  const note = { ...noteOf({ ...ask, paths: [] }, new Map()), branch }
  await hold(checkout, note, await commitTree(checkout, [], note, [branch.was, branch.is]))
  return keptOf({ note })
}

/** Under the same id once more where the work is begun anew, which has thrown nothing away before. */
async function hold({ run }: Checkout, { threadId, id }: KeptNote, commit: string): Promise<void> {
  const args = ['update-ref', keptRef(threadId, id), commit]
  await run(args, 'keep-ref', { access: 'write', settings: durable })
}

/** What lies at each path; null: nothing, or a folder. */
export async function lookAtAll(
  checkout: Checkout,
  paths: readonly string[],
): Promise<Map<string, Seen | null>> {
  const seen = new Map<string, Seen | null>()
  for (const path of paths) {
    const found = await look(checkout.path, path)
    seen.set(path, found === 'folder' ? null : found)
  }
  return seen
}

function noteOf(ask: KeepAsk, seen: KeptFiles['seen']): KeptNote {
  const { id, threadId, owner, why, paths, now } = ask
  return {
    id,
    threadId,
    owner,
    why,
    at: new Date(now).toISOString(),
    until: new Date(now + keptForMs).toISOString(),
    paths: paths.slice(0, mostNamed),
    total: paths.length,
    thread: null,
    branch: null,
    absent: paths.filter((path) => seen.get(path) === null),
  }
}

/**
 * Writes what lies there into the repository.
 * @throws `changed_meanwhile` for what was written while it was read.
 */
export async function writeObjects(
  checkout: Checkout,
  seen: KeptFiles['seen'],
): Promise<Map<string, string>> {
  const oids = await hashAll(checkout, seen)
  for (const [path, found] of seen) {
    const now = await look(checkout.path, path)
    const stamp = now === null || now === 'folder' ? undefined : now.stamp
    if (stamp !== found?.stamp) throw changedMeanwhile(path)
  }
  return oids
}

/** By one git, also the links: each lends it a file that holds where it leads. */
async function hashAll(checkout: Checkout, seen: KeptFiles['seen']): Promise<Map<string, string>> {
  const folder = await temporaryFolder('links')
  try {
    const sources = new Map<string, string>()
    for (const [path, found] of seen) {
      if (found === null) continue
      const isLink = found.mode === '120000'
      const source = isLink ? join(folder, String(sources.size)) : path
      if (isLink) await writeFile(source, await readTarget(checkout.path, path))
      sources.set(path, source)
    }
    if (sources.size === 0) return new Map()
    const args = ['hash-object', '-w', '--no-filters', '--stdin-paths']
    const stdin = [...sources.values()].map((source) => `${quoted(source)}\n`).join('')
    const more = { access: 'write', stdin, timeoutMs, settings: durable } as const
    const oids = (await checkout.run(args, 'keep-files', more)).text.split('\n')
    return new Map([...sources.keys()].map((path, index) => [path, oids[index] ?? '']))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function commitOf(
  checkout: Checkout,
  seen: KeptFiles['seen'],
  oids: ReadonlyMap<string, string>,
  note: KeptNote,
): Promise<string> {
  const held = [...seen].flatMap(([path, found]) =>
    found === null ? [] : [{ path, mode: found.mode, oid: oids.get(path) ?? '' }],
  )
  return commitTree(checkout, held, note)
}

/**
 * A commit that holds these objects, made beside the checkout's index.
 * @throws `invalid_path` for a name that git takes into no index, such as `.GIT/config`: it says so, and leaves it out.
 */
export async function commitTree(
  checkout: Checkout,
  held: readonly { path: string; mode: string; oid: string }[],
  note: KeptNote,
  parents: readonly string[] = [],
): Promise<string> {
  const folder = await temporaryFolder('kept')
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  const run = (args: string[], name: GitCall, stdin: string, more = {}) =>
    checkout.run(args, name, {
      access: 'write',
      stdin,
      env: { ...env, ...more },
      settings: [...durable, ...inOneFile],
    })
  try {
    const records = held.map(({ path, mode, oid }) => `${mode} ${oid}\t${path}\0`)
    const into = ['update-index', '--add', '-z', '--index-info']
    const { stderr } = await run(into, 'kept-index', records.join(''))
    const [, left] = /^Ignoring path (.*)$/m.exec(stderr) ?? []
    if (left !== undefined)
      throw new Problem('invalid_path', `git cannot keep ${left}. Move it away.`)
    const tree = (await run(['write-tree'], 'kept-tree', '')).text.trim()
    const args = ['commit-tree', '-F', '-', ...parents.flatMap((one) => ['-p', one]), tree]
    const made = await run(args, 'kept-commit', `${JSON.stringify(note)}\n`, ownSignature)
    return made.text.trim()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
