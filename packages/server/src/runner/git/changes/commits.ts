// The commits of a branch since it parted from its base.
import type { Commit } from '@a-parallel/shared'
import type { BaseAsk } from '../../review-port.ts'
import { readBase } from './base.ts'
import type { Checkout } from './checkout.ts'
import { readHead } from './sides.ts'

export interface CommitsAsk {
  base: BaseAsk | null
  limit: number
}

const format = ['%H', '%P', '%s', '%b', '%aN', '%aE', '%ct'].join('%x00')
const fields = 7

/** Newest first. Without a base: all that HEAD holds. */
export async function listCommits(
  checkout: Checkout,
  { base: baseAsk, limit }: CommitsAsk,
): Promise<{ commits: Commit[]; more: boolean }> {
  const [head, base] = await Promise.all([readHead(checkout), readBase(checkout, baseAsk)])
  if (head === null) return { commits: [], more: false }
  const since = base?.mergeBase ? [`^${base.mergeBase}`] : []
  const [{ text }, unpushed] = await Promise.all([
    checkout.run(
      [
        'log',
        '--no-show-signature',
        '--no-color',
        '--no-mailmap',
        '--encoding=UTF-8',
        '-z',
        `--max-count=${limit + 1}`,
        `--format=tformat:${format}`,
        head,
        ...since,
        '--',
      ],
      'list-commits',
    ),
    readUnpushed(checkout, head, since),
  ])
  const commits = parseCommits(text, (oid) => unpushed !== null && !unpushed.has(oid))
  return { commits: commits.slice(0, limit), more: commits.length > limit }
}

/** What the upstream branch does not hold; null where there is none. */
async function readUnpushed(
  { run }: Checkout,
  head: string,
  since: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const { code, text } = await run(
    ['rev-list', head, ...since, '^HEAD@{upstream}', '--'],
    'unpushed-commits',
    { successExitCodes: [0, 128] },
  )
  return code === 0 ? new Set(text.split('\n')) : null
}

/** Seven fields and a NUL behind each. */
export function parseCommits(text: string, isPushed: (oid: string) => boolean): Commit[] {
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
      pushed: isPushed(oid),
    })
  }
  return commits
}
