// The commits of a branch since it parted from its base, also those that the base holds by now.
import type { Commit } from '@a-parallel/shared'
import type { BaseAsk } from '../../review-port.ts'
import { chosenRemote } from '../remotes/chosen.ts'
import { currentBranch } from '../current-branch.ts'
import { readTips } from '../history/tips.ts'
import { readUpstream } from '../history/upstream.ts'
import { readBase } from './base.ts'
import type { Checkout } from './checkout.ts'
import { readHead } from './sides.ts'

export interface CommitsAsk {
  base: BaseAsk | null
  limit: number
  /** Beginning with which; the newest is 0. */
  from: number
}

/** A part of a list. */
interface Range {
  from: number
  most: number
}

const format = ['%H', '%P', '%s', '%b', '%aN', '%aE', '%ct'].join('%x00')
const fields = 7

/**
 * Newest first: what HEAD holds and its base does not, then what the base has taken over by a merge. Without a base: all
 * that HEAD holds.
 */
export async function listCommits(
  checkout: Checkout,
  { base: baseAsk, limit, from }: CommitsAsk,
): Promise<{ commits: Commit[]; more: boolean }> {
  const [head, base] = await Promise.all([readHead(checkout), readBase(checkout, baseAsk)])
  if (head === null) return { commits: [], more: false }
  const since = base?.mergeBase ? [`^${base.mergeBase}`] : []
  const own = await readLog(checkout, [head, ...since], { from, most: limit + 1 })
  const lacking = limit + 1 - own.length
  const merged =
    lacking > 0 && baseAsk && base?.mergeBase
      ? await readMerged(checkout, baseAsk, base.mergeBase, {
          from: own.length > 0 ? 0 : from - (await countOf(checkout, [head, ...since])),
          most: lacking,
        })
      : []
  const all = [...own, ...merged.map((commit) => ({ ...commit, merged: true }))]
  const parted = merged.length > 0 && baseAsk?.began ? [`^${baseAsk.began}`] : since
  const unpushed = await readUnpushed(checkout, head, parted)
  const commits = all
    .slice(0, limit)
    .map((commit) => ({ ...commit, pushed: unpushed !== null && !unpushed.has(commit.oid) }))
  return { commits, more: all.length > limit }
}

async function countOf({ run }: Checkout, revisions: readonly string[]): Promise<number> {
  const { text } = await run(['rev-list', '--count', ...revisions, '--'], 'count-commits')
  return Number(text)
}

async function readLog(
  { run }: Checkout,
  revisions: readonly string[],
  { from, most }: Range,
): Promise<Commit[]> {
  const { text } = await run(
    [
      'log',
      '--no-show-signature',
      '--no-color',
      '--no-mailmap',
      '--encoding=UTF-8',
      '-z',
      `--skip=${from}`,
      `--max-count=${most}`,
      `--format=tformat:${format}`,
      ...revisions,
      '--',
    ],
    'list-commits',
  )
  return parseCommits(text)
}

/**
 * The thread's commits that a merge brought into the base. On the base's own line, by first parents, lie the base's; a
 * branch that the base was moved forward to cannot be told from it.
 */
async function readMerged(
  checkout: Checkout,
  { name, began }: BaseAsk,
  mergeBase: string,
  { from, most }: Range,
): Promise<Commit[]> {
  if (began === null || began === mergeBase) return []
  const [{ tip }, upstream] = await Promise.all([
    readTips(checkout, name),
    readUpstream(checkout, name),
  ])
  if (tip === null) return []
  // A branch that took in what lies on the remote parted from the line there.
  const tips = upstream?.commit ? [tip, upstream.commit] : [tip]
  const { code, text } = await checkout.run(
    ['rev-list', '--first-parent', ...tips, `^${began}`, '--'],
    'base-line',
    { successExitCodes: [0, 128] },
  )
  const line = new Set(text.split('\n'))
  if (code !== 0 || line.has(mergeBase)) return []
  const revisions = ['--first-parent', mergeBase, `^${began}`]
  const found = await readLog(checkout, revisions, { from: 0, most: from + most })
  const end = found.findIndex(({ oid }) => line.has(oid))
  return (end < 0 ? found : found.slice(0, end)).slice(from)
}

/** What the branch does not hold where it is pushed to; null where it is not known to be there. */
async function readUnpushed(
  { run, settings }: Checkout,
  head: string,
  since: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const branch = await currentBranch(run)
  const remote = branch === null ? null : chosenRemote(await settings(), branch)
  if (remote === null) return null
  const { code, text } = await run(
    ['rev-list', head, ...since, `^${remote.seen}`, '--'],
    'unpushed-commits',
    { successExitCodes: [0, 128] },
  )
  return code === 0 ? new Set(text.split('\n')) : null
}

/** Seven fields and a NUL behind each. Whether they were pushed, or merged, no field says. */
export function parseCommits(text: string): Commit[] {
  const parts = text.split('\0')
  const commits: Commit[] = []
  for (let at = 0; at + fields <= parts.length; at += fields) {
    const [oid = '', parents = '', subject = '', body = '', name = '', email = '', time] =
      parts.slice(at, at + fields)
    commits.push({
      oid,
      parents: parents === '' ? [] : parents.split(' '),
      subject,
      body: body.trimEnd(),
      author: { name, email },
      at: new Date(Number(time) * 1000).toISOString(),
      pushed: false,
      merged: false,
    })
  }
  return commits
}
