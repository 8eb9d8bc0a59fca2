// Puts a whole worktree back as it was kept: into one that was just made at the commit it stood on, and nowhere else. Done
// again after a server died in between, it goes on.
import type { KeptId } from '@a-parallel/shared'
import { chmod, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openCheckout, type Checkout } from '../../changes/checkout.ts'
import type { Git } from '../../core.ts'
import { readText } from '../../worktrees/if-there.ts'
import { batchesOf, contentsOf, entriesOf, readBlobs, type KeptEntry } from '../blobs.ts'
import { look, put, takeAway } from '../places.ts'
import { writeEntryFiles, type EntryFile } from './entry-files.ts'
import { Manifest } from './keep-whole.ts'
import { readUncommitted, type WholePlace } from './reading.ts'
import { keepNewer } from './newer.ts'
import { filesAmong, refuseObstacle } from '../odd.ts'
import { forgetWhole, wholeOf, type WholeOf } from './refs.ts'
import { changedUnwatched, readEntries } from './tracked.ts'

export interface PutWholeAsk extends WholeOf {
  /** What is kept of newer work that lies in the way, once a putting back goes on. */
  id: KeptId
  umask: number
  /** The worktree was made a moment ago, and nobody has worked in it. */
  fresh: boolean
  /** Asked once the worktree has its own settings back: they may name programs. */
  isTrusted: () => Promise<boolean>
}

/** `elsewhere`: the branch has gone on since, or somebody works there; it stays kept. */
export type PutWholeOutcome = 'nothing-kept' | 'put-back' | 'elsewhere'

/** Says of which commit the worktree holds a part. */
const underWay = 'a-parallel-putting-back'

export async function putWhole(
  git: Git,
  place: WholePlace,
  ask: PutWholeAsk,
): Promise<PutWholeOutcome> {
  const { gitDir } = place
  const whole = await wholeOf(git, ask)
  if (whole === null) return 'nothing-kept'
  const { commit } = whole
  const before = await openCheckout(git, place)
  const head = await refAt(git, ask.repository, `${commit}^1`)
  const entries = await entriesOf(before, commit)
  const entryFiles = await readTexts(before, entries, 'git/')
  const goesOn = (await readText(join(gitDir, underWay))) === commit
  if (!goesOn && !ask.fresh && !(await isUntouched(git, before, place))) return 'elsewhere'
  if (!(await standsOn(git, place, ask.repository, entryFiles, head))) return 'elsewhere'
  if (goesOn) {
    const { staged, unstaged, untracked } = await readUncommitted(git, place)
    const { owner } = whole.note
    await keepNewer(
      before,
      { ...ask, owner },
      { commit, entries },
      [staged, unstaged, untracked].flat(),
    )
  } else await writeFile(join(gitDir, underWay), commit)
  await writeEntryFiles(gitDir, entryFiles)
  const checkout = await openCheckout(git, { ...place, trusted: await ask.isTrusted() })
  if (head !== null) await checkout.run(['read-tree', '--reset', '-u', head], 'whole-head', writing)
  await putIndex(checkout, gitDir, entries)
  const [manifest] = await readTexts(checkout, entries, 'manifest.json')
  await putFiles(checkout, entries, Manifest.parse(JSON.parse(String(manifest?.bytes))), ask.umask)
  // It exits with 1 where something is changed.
  const refreshed = { ...writing, successExitCodes: [0, 1] }
  await checkout.run(['update-index', '-q', '--refresh'], 'whole-refresh', refreshed)
  await rm(join(gitDir, underWay))
  await forgetWhole(git, ask.repository, whole)
  return 'put-back'
}

const writing = { access: 'write', timeoutMs: 10 * 60_000 } as const

async function isUntouched(git: Git, checkout: Checkout, place: WholePlace): Promise<boolean> {
  const uncommitted = await readUncommitted(git, place)
  const { operation, staged, unstaged, untracked, ignored, repositories } = uncommitted
  const open = [staged, unstaged, untracked, ignored, repositories].flat()
  if (open.length > 0 || operation !== null) return false
  return (await changedUnwatched(checkout, await readEntries(checkout))).length === 0
}

/** Whether the worktree can be at the commit that is kept, on the branch that it was on, without moving that branch. */
async function standsOn(
  git: Git,
  place: WholePlace,
  repository: string,
  entryFiles: readonly EntryFile[],
  head: string | null,
): Promise<boolean> {
  const { path, gitDir } = place
  const was = entryFiles.find((file) => file.path === 'HEAD')?.bytes.toString('utf8') ?? ''
  const ref = /^ref: (refs\/heads\/\S+)$/m.exec(was)?.[1]
  if (ref === undefined) return head !== null && !(await isLoose(git, place, head))
  // Git keeps its refs otherwise here, and this file says nothing.
  if (ref === 'refs/heads/.invalid') return (await refAt(git, path, 'HEAD')) === head
  if ((await readText(join(gitDir, 'HEAD')))?.trim() !== `ref: ${ref}`) {
    const { text } = await git(['worktree', 'list', '--porcelain', '-z'], {
      cwd: repository,
      name: 'list-checkouts',
    })
    // Another checkout has this branch by now.
    if (text.split('\0').includes(`branch ${ref}`)) return false
  }
  return (await refAt(git, path, ref)) === head
}

/** On no branch, and at another commit than that: it may be on no branch either. */
async function isLoose(git: Git, { path, gitDir }: WholePlace, head: string): Promise<boolean> {
  const onBranch = (await readText(join(gitDir, 'HEAD')))?.startsWith('ref: ') === true
  return !onBranch && (await refAt(git, path, 'HEAD')) !== head
}

async function refAt(git: Git, cwd: string, name: string): Promise<string | null> {
  const { code, text } = await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], {
    cwd,
    name: 'whole-commit',
    successExitCodes: [0, 1, 128],
  })
  return code === 0 ? text.trim() : null
}

/** The blobs below a folder of the tree. */
async function readTexts(
  checkout: Checkout,
  entries: readonly KeptEntry[],
  below: string,
): Promise<EntryFile[]> {
  const some = entries.filter(({ path }) => path.startsWith(below))
  const bytes = await readBlobs(checkout, some)
  return some.map(({ path }, index) => ({
    path: path.slice(below.length),
    bytes: bytes[index] ?? Buffer.alloc(0),
  }))
}

/** Index first, then the files that it has and HEAD has not. */
async function putIndex(
  checkout: Checkout,
  gitDir: string,
  entries: readonly KeptEntry[],
): Promise<void> {
  const [index] = await readTexts(checkout, entries, 'index')
  if (!index) throw new Error('no index was kept')
  const fresh = join(gitDir, 'a-parallel-index-back')
  await writeFile(fresh, index.bytes)
  await rename(fresh, join(gitDir, 'index'))
  const args = ['diff-index', '--cached', '-z', '--name-status', '--no-renames', 'HEAD', '--']
  const parts = (await checkout.run(args, 'whole-staged')).text.split('\0')
  const out: string[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const path = parts[at + 1] ?? ''
    if (parts[at] === 'D') await clearOf(checkout.path, path)
    else if (parts[at] !== 'U') out.push(path)
  }
  if (out.length === 0) return
  const stdin = out.map((path) => `${path}\0`).join('')
  await checkout.run(['checkout-index', '-f', '-z', '--stdin'], 'whole-checkout', {
    ...writing,
    stdin,
  })
}

/** Behind a link lies somebody else's file. */
async function clearOf(root: string, path: string): Promise<void> {
  const seen = await look(root, path)
  if (seen !== null && seen !== 'folder') await takeAway(root, path)
}

async function putFiles(
  checkout: Checkout,
  entries: readonly KeptEntry[],
  { absent, folders, permissions, odd }: Manifest,
  umask: number,
): Promise<void> {
  const root = checkout.path
  const folderBits = 0o777 & ~umask
  const kept = new Map(Object.entries(permissions))
  for (const path of absent) await clearOf(root, path)
  for (const batch of batchesOf(filesAmong(entries, odd))) {
    const contents = await contentsOf(checkout, batch)
    for (const [index, { path, mode }] of batch.entries()) {
      if (odd.includes(path)) await refuseObstacle(root, path)
      await mkdir(join(root, dirname(path)), { recursive: true, mode: folderBits })
      const bits = kept.get(path) ?? (mode === '100755' ? 0o777 : 0o666) & ~umask
      // A link to a folder may lie where an empty folder was made.
      if (mode === '120000') await rmdir(join(root, path)).catch(() => undefined)
      const content = contents[index] ?? Buffer.alloc(0)
      await put(root, path, { content, mode, permissions: bits })
    }
  }
  for (const path of folders) await mkdir(join(root, path), { recursive: true, mode: folderBits })
  for (const [path, bits] of kept) {
    const seen = await look(root, path)
    if (seen !== null && seen !== 'folder' && seen.mode !== '120000')
      await chmod(join(root, path), bits)
  }
}
