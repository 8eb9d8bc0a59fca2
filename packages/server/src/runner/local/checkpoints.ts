// The checkpoints of this machine's checkouts, as the port promises them: one thing at a time for each thread.
import { Problem } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesIn, otherBytes } from '../git/checkpoints/bytes/kept.ts'
import { bytesBeside, readPresent, type Present } from '../git/checkpoints/bytes/present.ts'
import { checkpointPrefix, dropRef, keepCommit, keepTree } from '../git/checkpoints/capture.ts'
import { follow } from '../git/checkpoints/follow.ts'
import { withoutIgnored } from '../git/checkpoints/ignored-then.ts'
import { forgetCheckpoints, shareCheckpoints } from '../git/checkpoints/refs.ts'
import { carryOut, changesBetween, inTheWay } from '../git/checkpoints/restore.ts'
import { linesBetween } from '../git/checkpoints/lines.ts'
import { openShadow, type Shadow } from '../git/checkpoints/shadow.ts'
import { unchangedAt, type Unchanged } from '../git/checkpoints/unchanged.ts'
import type { Git } from '../git/core.ts'
import type { Environment } from '../git/environment.ts'
import { createPool } from '../git/pool.ts'
import { openSettings } from '../git/restrict/settings.ts'
import { existing } from '../git/worktrees/keep.ts'
import type { CheckoutAsk, Runner } from '../port.ts'
import { refuseForeign } from './foreign.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { LocalTrust } from './trust.ts'

/** The checkpoint that a thread begins with, while it is still being written. */
export interface CheckpointsAhead {
  /** Keeps the files of a checkout's commit; null where the checkout holds others. */
  ahead(ask: CheckoutAsk): Promise<string | null>
  /** Whether its files are those of this commit. */
  isAt(ask: CheckoutAsk, commit: string): Promise<boolean>
  /** Lets go of what `ahead` has kept. */
  dropAhead(ask: Pick<CheckoutAsk, 'repository' | 'threadId'>): Promise<void>
}

/**
 * @param folder where the indexes lie, one for each thread.
 * @param isTrusted whether a checkout's filters are its files' way into git; hooks and the like never run for this.
 * @param environment the person's, by which git finds their settings.
 */
export function localCheckpoints(
  git: Git,
  folder: string,
  isTrusted: LocalTrust['isTrusted'],
  environment: Environment = {},
): Runner['checkpoints'] & CheckpointsAhead {
  const inTurn = oneAtATime<ThreadId>()
  const person = { environment, read: openSettings(git, environment) }
  const indexOf = (threadId: ThreadId) => join(folder, `${threadId}.index`)
  const open = async (ask: CheckoutAsk) => {
    await refuseForeign(git, ask)
    const filters = await isTrusted(ask.repository, ask.path)
    return openShadow(git, { path: ask.path, indexFile: indexOf(ask.threadId), filters, person })
  }
  const unchanged = async (ask: CheckoutAsk) => {
    const [filters] = await Promise.all([
      isTrusted(ask.repository, ask.path),
      refuseForeign(git, ask),
    ])
    return unchangedAt(git, { path: ask.path, filters, person })
  }
  return {
    capture: (ask) =>
      inTurn(ask.threadId, async () => {
        const ref = refOf(ask, ask.name)
        // Nothing of it was followed so far: that is not waited for where nothing has changed.
        const same = existsSync(indexOf(ask.threadId)) ? null : await unchanged(ask)
        if (same) return { commit: await keepCommit(git, { ...ask, ...same, ref }), omitted: [] }
        const shadow = await open(ask)
        const present = await readPresent(shadow, follow)
        const commit = await keepTree(shadow, present, ref)
        return { commit, omitted: present.step.omitted }
      }),
    ...checkpointsCompared(git),
    changes: (ask) =>
      inTurn(ask.threadId, async () => {
        const shadow = await open(ask)
        await refuseGone(git, ask, ask.to)
        const present = await readPresent(shadow, follow)
        return (await differing(shadow, present, ask.to)).changes
      }),
    restore: (ask) =>
      inTurn(ask.threadId, async () => {
        const shadow = await open(ask)
        await refuseGone(git, ask, ask.to)
        const present = await withObstacles(shadow, ask.to)
        const safety = await keepSafe(shadow, ask, present)
        const { changes, bytes } = await differing(shadow, present, ask.to)
        const left = await carryOut(shadow, ask.to, changes, { was: present, bytes })
        return { safety, changed: changes.length - left.length, left }
      }),
    share: (ask) => shareCheckpoints(git, ask),
    async forget({ repository, threadId }) {
      await forgetCheckpoints(git, { repository, threadId })
      for (const file of [indexOf(threadId), bytesBeside(indexOf(threadId))])
        await rm(file, { force: true })
    },
    ...checkpointsAhead(git, unchanged),
  }
}

/** The files as they are, with those that stand in the way of what is to be made again. */
async function withObstacles(shadow: Shadow, to: string): Promise<Present> {
  const present = await readPresent(shadow, follow)
  const obstacles = await inTheWay(shadow.path, await changesBetween(shadow, present.tree, to))
  if (obstacles.length === 0) return present
  return readPresent(shadow, async () => {
    await shadow.add(obstacles)
    return { ...present.step, taken: obstacles, dropped: [] }
  })
}

/** What a restore changes, and what files are to be of which git keeps something else. */
async function differing(shadow: Shadow, { tree, raw }: Present, to: string) {
  const changes = await changesBetween(shadow, tree, to)
  const bytes = await bytesIn(shadow, to)
  const all = [...changes, ...otherBytes(raw, bytes, changes)]
  return {
    changes: await withoutIgnored(shadow, to, all),
    bytes: bytes ?? new Map<string, never>(),
  }
}

const aheadName = 'ahead'

/** @param unchanged whose files a checkout's are; null where they are no commit's. */
function checkpointsAhead(
  git: Git,
  unchanged: (ask: CheckoutAsk) => Promise<Unchanged | null>,
): CheckpointsAhead {
  return {
    async ahead(ask) {
      const same = await unchanged(ask)
      return same && keepCommit(git, { ...ask, ...same, ref: refOf(ask, aheadName) })
    },
    isAt: async (ask, commit) => (await unchanged(ask))?.commit === commit,
    dropAhead: ({ repository, threadId }) =>
      dropRef(git, repository, refOf({ threadId }, aheadName)),
  }
}

function checkpointsCompared(git: Git): Pick<Runner['checkpoints'], 'changed' | 'lines'> {
  // Nobody waits for what search is told of: whatever else is read has the other places.
  const oneByOne = createPool(1)
  return {
    changed: (ask) => changedPaths(git, ask),
    lines: (ask) => oneByOne(() => linesBetween(git, ask)),
  }
}

async function changedPaths(
  git: Git,
  { repository, from, to }: { repository: string; from: string; to: string },
): Promise<string[]> {
  // What a partial clone lacks is not worth a way to its server.
  const env = { GIT_NO_LAZY_FETCH: '1' }
  const run: Shadow['run'] = (args, name) => git(args, { cwd: repository, name, env })
  return (await changesBetween({ run }, from, to)).map(({ path }) => path)
}

function refOf({ threadId }: Pick<CheckoutAsk, 'threadId'>, name: string): string {
  return `${checkpointPrefix(threadId)}${name}`
}

/** What was there before an attempt that did not come to its end stays what can be gone back to. */
async function keepSafe(
  shadow: Shadow,
  ask: CheckoutAsk & { name: string },
  present: Present,
): Promise<string> {
  const ref = refOf(ask, `${ask.name}/present`)
  const known = await shadow.run(['rev-parse', '--verify', '--quiet', ref], 'checkpoint-known', {
    successExitCodes: [0, 1],
  })
  if (known.code !== 0) return keepTree(shadow, present, ref)
  await keepTree(shadow, present, refOf(ask, `${ask.name}/again`))
  return known.text.trim()
}

async function refuseGone(git: Git, { repository }: CheckoutAsk, commit: string): Promise<void> {
  if ((await existing(git, repository, [commit])).length > 0) return
  throw new Problem(
    'checkpoint_missing',
    'The files of this moment are no longer kept. Choose a later message.',
  )
}
