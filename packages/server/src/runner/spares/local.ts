// Spares of this machine: a worktree on the branch that its thread will have, and an agent in it that was greeted. What
// the agent is told of branch and folder at its start holds for good, so a spare is made for one thread, and under its
// own name. Must never remove what somebody has worked in.
import { isProblemCode, Problem } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import type { Runner } from '../port.ts'
import type { Spares } from '../spares-port.ts'
import { openNotes, type Note } from './notes.ts'

export interface LocalSparesAsk {
  git: Git
  folder: string
  worktrees: Pick<Runner['worktrees'], 'create' | 'discard'>
  runs: Pick<Runner['runs'], 'startAhead' | 'dismiss'>
}

export function localSpares({ git, folder, worktrees, runs }: LocalSparesAsk): Spares {
  const notes = openNotes(folder)
  const remove = async (threadId: ThreadId) => {
    const note = notes.find(threadId)
    if (!note) return
    await runs.dismiss(note.runId)
    const { repository, path, branch, commit } = note
    await worktrees.discard({ repository, path, branch, commit })
    notes.remove(threadId)
  }
  return {
    async make({ threadId, repository, path, branch, base, agent }) {
      // One that could not be cleared away before must not be lost sight of.
      await remove(threadId)
      const note = { threadId, runId: agent.runId, repository, path, branch, base, commit: null }
      notes.write(note)
      try {
        const outcome = await worktrees.create({ repository, path, branch, base })
        if (outcome.kind === 'failed') {
          const { code, detail } = outcome.problem
          throw new Problem(isProblemCode(code) ? code : 'worktree_failed', detail)
        }
        notes.write({ ...note, path: outcome.path, commit: outcome.commit })
        const place = { threadId, repository, cwd: outcome.path, ownsCheckout: true }
        await runs.startAhead({ ...agent, ...place, resumes: false, orders: [] })
      } catch (cause) {
        await remove(threadId)
        throw cause
      }
    },
    async current(threadId) {
      const note = notes.find(threadId)
      if (!note?.commit || !existsSync(join(note.path, '.git'))) return null
      return (await standsAtBase(git, note)) ? { path: note.path, commit: note.commit } : null
    },
    handOver: (threadId) => notes.remove(threadId),
    async dismiss(threadId) {
      const note = notes.find(threadId)
      if (note) await runs.dismiss(note.runId)
    },
    remove,
    known: () => notes.all(),
  }
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
