// Spares of this machine: a worktree on the branch that its thread will have, and an agent in it that was greeted. What
// the agent is told of branch and folder at its start holds for good, so a spare is made for one thread, and under its
// own name. Must never remove what somebody has worked in.
import { isProblemCode, Problem } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { removeAside } from '../git/worktrees/aside.ts'
import { listChanges } from '../git/worktrees/remove.ts'
import type { CheckpointsAhead } from '../local/checkpoints.ts'
import type { LocalTrust } from '../local/trust.ts'
import type { CheckoutAsk, Runner } from '../port.ts'
import type { SpareAsk, Spares } from '../spares-port.ts'
import { openNotes, type Note } from './notes.ts'
import { openStills } from './stills.ts'

export interface LocalSparesAsk {
  git: Git
  folder: string
  worktrees: Pick<Runner['worktrees'], 'create' | 'discard'>
  runs: Pick<Runner['runs'], 'startAhead' | 'dismiss'>
  checkpoints: CheckpointsAhead
  trust: Pick<LocalTrust, 'isTrusted' | 'expectAgent'>
}

export function localSpares(ports: LocalSparesAsk): Spares {
  const { worktrees, runs, checkpoints } = ports
  const notes = openNotes(ports.folder)
  const stills = openStills(ports.git, (note) => isAsMade(ports, note))
  const remove = async (threadId: ThreadId) => {
    const note = notes.find(threadId)
    if (!note) return
    stills.forget(threadId)
    await runs.dismiss(note.runId)
    const { repository, path, branch, commit, base, trusted } = note
    const made = { base, trusted }
    if (!(await worktrees.discard({ repository, path, branch, commit, made }))) throw workedIn(note)
    await removeAside(path)
    await checkpoints.dropAhead(note)
    notes.remove(threadId)
  }
  return {
    async make(ask) {
      const { threadId } = ask
      // One that could not be cleared away before must not be lost sight of.
      await remove(threadId)
      if (existsSync(ask.path)) throw new Problem('worktree_failed', `${ask.path} exists already.`)
      try {
        const { path } = await makeClean(ports, notes, ask)
        return { path }
      } catch (cause) {
        await remove(threadId)
        throw cause
      }
    },
    async start(threadId, { environment, ...agent }) {
      const note = notes.find(threadId)
      if (!note?.commit) throw new Error(`no worktree waits for ${threadId}`)
      const { runId, repository, path: cwd } = note
      if (runId !== agent.runId) {
        await runs.dismiss(runId)
        notes.write({ ...note, runId: agent.runId })
      }
      const place = { threadId, repository, cwd, ownsCheckout: true }
      const how = { ...agent, environment: () => Promise.resolve(environment) }
      await runs.startAhead({ ...how, ...place, resumes: false, orders: [] })
      stills.expect(note)
    },
    async current(threadId) {
      const note = notes.find(threadId)
      return note && currentOf(ports, note, stills.holds(threadId))
    },
    handOver(threadId) {
      stills.forget(threadId)
      notes.remove(threadId)
    },
    async dismiss(threadId) {
      const note = notes.find(threadId)
      if (note) await runs.dismiss(note.runId)
    },
    remove,
    known: () => notes.all(),
  }
}

/** Its note, once its worktree is there. */
async function makeClean(
  { git, worktrees, checkpoints, trust }: LocalSparesAsk,
  notes: ReturnType<typeof openNotes>,
  { owner, threadId, runId, repository, path, branch, base }: SpareAsk,
): Promise<Note> {
  const trusted = await trust.isTrusted(repository)
  const place = { owner, threadId, runId, repository, path, branch, base, trusted }
  notes.write({ ...place, commit: null, checkpoint: null })
  const outcome = await worktrees.create({ repository, path, branch, base })
  if (outcome.kind === 'failed') {
    const { code, detail } = outcome.problem
    throw new Problem(isProblemCode(code) ? code : 'worktree_failed', detail)
  }
  const { commit } = outcome
  const made: Note = { ...place, path: outcome.path, commit, checkpoint: null }
  notes.write(made)
  if ((await listChanges(git, made.path, trusted)).length === 0) {
    const kept = { ...made, checkpoint: await checkpoints.ahead(checkoutOf(made)) }
    notes.write(kept)
    return kept
  }
  // A hook that leaves files: such a worktree could not be told from one that was worked in.
  await worktrees.discard({ repository, path: made.path, branch, commit, fresh: true })
  throw new Problem('worktree_has_changes', 'It is not clean from the start.')
}

/** @param isStill git found it as it was made, and nothing was written since. */
async function currentOf(ports: LocalSparesAsk, note: Note, isStill: boolean): Promise<Current> {
  const { path, commit, repository } = note
  if (commit === null || !existsSync(join(path, '.git'))) return null
  ports.trust.expectAgent(repository, path)
  // All at once: a thread's first words wait for it.
  const [asTrusted, stands, holds] = await Promise.all([
    // Made by the repository's own filters and hooks it is as good as ever; else they may be trusted by now.
    note.trusted || ports.trust.isTrusted(repository).then((trusted) => !trusted),
    isStill || standsAtBase(ports.git, note),
    isStill || filesAreThose(ports, note),
  ])
  if (!asTrusted || !stands) return null
  return { path, commit, checkpoint: holds ? note.checkpoint : null }
}

type Current = Awaited<ReturnType<Spares['current']>>

function checkoutOf({ repository, path, threadId }: Note): CheckoutAsk {
  return { repository, path, threadId, ownsCheckout: true }
}

/** Whether the checkpoint that was made ahead holds its files as they are now; what cannot be told is kept anew. */
async function filesAreThose({ checkpoints }: LocalSparesAsk, note: Note): Promise<boolean> {
  const { checkpoint, commit } = note
  if (checkpoint === null || commit === null) return false
  return checkpoints.isAt(checkoutOf(note), commit).catch(() => false)
}

async function isAsMade(ports: LocalSparesAsk, note: Note): Promise<boolean> {
  const both = [standsAtBase(ports.git, note), filesAreThose(ports, note)]
  return (await Promise.all(both)).every(Boolean)
}

function workedIn({ path }: Note): Problem {
  const detail = `${path} was made for a thread that was never begun. Somebody has worked there, so it stays.`
  return new Problem('worktree_has_changes', detail, { path })
}

/** Whether branch and base are where they were when it was made. */
async function standsAtBase(
  git: Git,
  { repository, branch, base, commit }: Note,
): Promise<boolean> {
  const said = await git(['rev-parse', `${base}^{commit}`, `refs/heads/${branch}`, '--'], {
    cwd: repository,
    name: 'spare-base',
    successExitCodes: [0, 128],
  })
  const [baseNow, branchNow] = said.text.split('\n')
  return said.code === 0 && baseNow === commit && branchNow === commit
}
