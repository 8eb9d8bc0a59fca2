// What a rebase of a branch does not carry over: it leaves merge commits out, and makes all others anew as the branch's own.
import { treeOf, tryMerge } from '../merge/predict.ts'
import type { Run } from '../place.ts'

interface RebaseAsk {
  head: string
  /** The commit that the branch is put on top of. */
  onto: string
  /** The base of the branch, here and on its remote. */
  bases: readonly string[]
}

/** Whether commits of the base would be copied into the branch, or what a merge commit alone holds would be left out. */
export async function losesByRebase(run: Run, ask: RebaseAsk): Promise<boolean> {
  return (await copiesOfBase(run, ask)) || holdsInMerges(run, ask)
}

/** The branch has taken in commits of its base that lie not in what it is put on. */
async function copiesOfBase(run: Run, { head, onto, bases }: RebaseAsk): Promise<boolean> {
  const count = async (...more: string[]) => {
    const args = ['rev-list', '--count', '--no-merges', head, '--not', onto, ...more, '--']
    const { text } = await run(args, 'count-rebased', { access: 'read' })
    return text.trim()
  }
  return (await count()) !== (await count(...bases))
}

/** A conflict was solved in one, or something else was written there than git itself would have. */
async function holdsInMerges(run: Run, { head, onto }: RebaseAsk): Promise<boolean> {
  const args = ['rev-list', '--merges', '--parents', head, '--not', onto, '--']
  const { text } = await run(args, 'rebased-merges', { access: 'read' })
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [commit = '', ours = '', theirs = '', ...more] = line.split(' ')
    if (more.length > 0) return true
    const trial = await tryMerge(run, ours, theirs)
    if (trial.kind !== 'tree' || trial.tree !== (await treeOf(run, commit))) return true
  }
  return false
}
