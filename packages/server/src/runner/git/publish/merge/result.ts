// The commit that a merge gives, made of objects alone: no checkout, no branch and no index is touched.
import type { MergeHow } from '@a-parallel/shared'
import type { Run } from '../place.ts'
import { treeOf, tryMerge } from './predict.ts'

export interface ResultAsk {
  how: MergeHow
  base: string
  tip: string
  message: string
  /** Sign as the person has set it. */
  sign: boolean
}

export type MergeResult =
  | { kind: 'commit'; commit: string }
  | { kind: 'conflicts'; paths: string[] }
  | { kind: 'nothing' }
  /** This git cannot do that without a checkout; a rebase of the thread's own branch does it. */
  | { kind: 'rebase-first' }
  /** Merge commits of the branch hold something of their own, such as a solved conflict; a rebase leaves them out. */
  | { kind: 'rebase-loses' }
  /** One by one its commits conflict with the base; all together they do not. */
  | { kind: 'rebase-conflicts'; paths: string[] }

export async function makeResult(run: Run, ask: ResultAsk): Promise<MergeResult> {
  const { how, base, tip, message, sign } = ask
  if (await isAncestor(run, tip, base)) return { kind: 'nothing' }
  if (how === 'rebase') return rebased(run, ask)
  const trial = await tryMerge(run, base, tip)
  if (trial.kind === 'conflicts') return trial
  if (trial.kind === 'unknown') return { kind: 'rebase-first' }
  if (how === 'squash' && trial.tree === (await treeOf(run, base))) return { kind: 'nothing' }
  const parents = how === 'merge' ? [base, tip] : [base]
  return {
    kind: 'commit',
    commit: await makeCommit(run, { tree: trial.tree, parents, message, sign }),
  }
}

/** Each commit of the branch anew on top of the base, oldest first, by the same author and with the same message. */
async function rebased(run: Run, { base, tip, sign }: ResultAsk): Promise<MergeResult> {
  if (await isAncestor(run, base, tip)) return { kind: 'commit', commit: tip }
  const commits = await ownCommits(run, base, tip)
  let current = base
  for (const { commit, parent } of commits) {
    if (parent === null) return { kind: 'rebase-first' }
    const trial = await tryMerge(run, current, commit, parent)
    if (trial.kind === 'unknown') return { kind: 'rebase-first' }
    if (trial.kind === 'conflicts') {
      const whole = await tryMerge(run, base, tip)
      return whole.kind === 'tree' ? { ...trial, kind: 'rebase-conflicts' } : trial
    }
    // What the base holds already is left out.
    if (trial.tree === (await treeOf(run, current))) continue
    current = await copyCommit(run, commit, { tree: trial.tree, parents: [current], sign })
  }
  if (await losesByRebase(run, base, tip, current)) return { kind: 'rebase-loses' }
  return current === base ? { kind: 'nothing' } : { kind: 'commit', commit: current }
}

/** Whether the branch has merge commits without which something else comes out than a merge of it would give. */
async function losesByRebase(
  run: Run,
  base: string,
  tip: string,
  rebasedTo: string,
): Promise<boolean> {
  const { text } = await run(
    ['rev-list', '--merges', '--max-count=1', tip, '--not', base, '--'],
    'own-merges',
    { access: 'read' },
  )
  if (text.trim() === '') return false
  const trial = await tryMerge(run, base, tip)
  return trial.kind !== 'tree' || trial.tree !== (await treeOf(run, rebasedTo))
}

async function ownCommits(
  run: Run,
  base: string,
  tip: string,
): Promise<{ commit: string; parent: string | null }[]> {
  const { text } = await run(
    ['rev-list', '--reverse', '--topo-order', '--no-merges', '--parents', tip, '--not', base, '--'],
    'own-commits',
    { access: 'read' },
  )
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [commit = '', parent] = line.split(' ')
      return { commit, parent: parent ?? null }
    })
}

interface NewCommit {
  tree: string
  parents: readonly string[]
  sign: boolean
}

async function makeCommit(
  run: Run,
  { tree, parents, message, sign }: NewCommit & { message: string },
  env: Record<string, string> = {},
): Promise<string> {
  const args = parents.flatMap((parent) => ['-p', parent])
  const { text } = await run(
    ['commit-tree', ...(sign ? ['-S'] : []), ...args, '-F', '-', tree],
    'merge-commit',
    { stdin: message.endsWith('\n') ? message : `${message}\n`, env },
  )
  return text.trim()
}

async function copyCommit(run: Run, commit: string, made: NewCommit): Promise<string> {
  const { text } = await run(
    [
      'show',
      '--no-patch',
      '--no-show-signature',
      '--no-mailmap',
      '--format=%an%x00%ae%x00%ad%x00%B',
      '--date=raw',
      commit,
      '--',
    ],
    'read-commit',
    { access: 'read' },
  )
  const [name = '', email = '', date = '', message = ''] = text.split('\0')
  const env = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date }
  return makeCommit(run, { ...made, message: message.replace(/\n+$/, '\n') }, env)
}

async function isAncestor(run: Run, older: string, newer: string): Promise<boolean> {
  const { code } = await run(['merge-base', '--is-ancestor', older, newer], 'holds-commit', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  return code === 0
}
