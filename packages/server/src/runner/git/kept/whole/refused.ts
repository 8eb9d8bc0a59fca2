// What git cannot take of a checkout as it lies there: names that it refuses, and files that are closed to us. The former
// are kept beside what git takes, the latter stay where they are.
import type { RefusedAtStake } from '@a-parallel/shared'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../../changes/checkout.ts'
import { digitsOf } from '../../diff/object-names.ts'
import { inOneFile } from '../../diff/index-beside.ts'
import { look } from '../places.ts'
import { closedAmong } from './closed.ts'
import { walkFolders, type Walked } from './folders.ts'
import type { Ignored } from './ignored.ts'
import type { Uncommitted } from './reading.ts'
import type { Entry } from './tracked.ts'
import { temporaryFolder } from '../../../machine/temporary.ts'

export interface Unsaid {
  walked: Walked
  /** Files and folders (with a slash behind them) that cannot be read. */
  closed: string[]
}

/** What git does not say of a checkout. */
export async function readUnsaid(
  { path: root }: Pick<Checkout, 'path'>,
  { ignored, repositories, unstaged, untracked }: Uncommitted,
  { keep, closed }: Pick<Ignored, 'keep' | 'closed'>,
  entries: readonly Entry[],
): Promise<Unsaid> {
  const skipped = [
    ...[...ignored, ...repositories].map((path) => path.replace(/\/$/, '')),
    ...entries.flatMap(({ mode, path }) => (mode === '160000' ? [path] : [])),
  ]
  const walked = await walkFolders(root, new Set(skipped))
  const files = new Set([...unstaged, ...untracked, ...keep, ...walked.leavings])
  return { walked, closed: [...walked.closed, ...closed, ...(await closedAmong(root, files))] }
}

/** Those of these files whose names git takes into no index, such as `.GIT/config`. Git itself is asked. */
export async function refusedNames(
  { run }: Checkout,
  files: readonly { path: string; mode: string }[],
  /** Any object name of this repository’s kind. */
  oid: string,
): Promise<Set<string>> {
  if (files.length === 0) return new Set()
  const folder = await temporaryFolder('names')
  const env = { GIT_INDEX_FILE: join(folder, 'index') }
  const more = { access: 'write', env, settings: inOneFile } as const
  try {
    const stdin = files.map(({ path, mode }) => `${mode} ${oid}\t${path}\0`).join('')
    const into = ['update-index', '--add', '-z', '--index-info']
    const { stderr } = await run(into, 'names-tried', { ...more, stdin })
    if (!/^Ignoring path /m.test(stderr)) return new Set()
    const { text } = await run(['ls-files', '-z'], 'names-taken', more)
    const taken = new Set(text.split('\0'))
    return new Set(files.flatMap(({ path }) => (taken.has(path) ? [] : [path])))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What is told of these before the checkout goes. */
export async function readRefused(
  checkout: Checkout,
  { head, unstaged, untracked }: Uncommitted,
  { walked, closed }: Unsaid,
): Promise<RefusedAtStake[]> {
  const files: { path: string; mode: string }[] = []
  const readable = new Set([...unstaged, ...untracked, ...walked.leavings])
  for (const path of closed) readable.delete(path)
  for (const path of readable) {
    const seen = await look(checkout.path, path)
    if (seen !== null && seen !== 'folder') files.push({ path, mode: seen.mode })
  }
  const oid = head ?? '1'.repeat(await digitsOf(checkout, null))
  const names = await refusedNames(checkout, files, oid)
  return [
    ...closed.map((path) => ({ path, reason: 'unreadable', kept: false }) as const),
    ...[...names].map((path) => ({ path, reason: 'name', kept: true }) as const),
  ]
}
