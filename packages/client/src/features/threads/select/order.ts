// Which threads stand where: by project, by need, by state. Pure, and stable: activity alone never moves a row.
import { asksPerson } from '@a-parallel/contract/model'
import type { Project, ProjectId, ThreadId, ThreadSummary } from '@a-parallel/shared'

type Threads = readonly ThreadSummary[]

export const byCreation = (a: ThreadSummary, b: ThreadSummary) =>
  b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id)

/** Pinned ones come first. */
const byPlace = (a: ThreadSummary, b: ThreadSummary) =>
  Number(b.pinned) - Number(a.pinned) || byCreation(a, b)

const wantedSince = ({ attention, since }: ThreadSummary) => attention?.since ?? since

/** Whoever wants something longest comes first. */
export const byAttention = (a: ThreadSummary, b: ThreadSummary) =>
  wantedSince(a).localeCompare(wantedSince(b)) || a.id.localeCompare(b.id)

const inUse = ({ archived }: Project) => !archived

/** The threads of the projects that are listed and not put away. */
export function listedAmong(projects: readonly Project[], threads: Threads): ThreadSummary[] {
  const listed = new Set(projects.filter(inUse).map(({ id }) => id))
  return threads.filter(({ projectId }) => listed.has(projectId))
}

const alive = (thread: ThreadSummary) => !thread.archived

/** Threads that wait for a person; whoever waits longest comes first, a new one goes to the end. */
export function needing(threads: Threads): ThreadSummary[] {
  return threads.filter(({ attention }) => asksPerson(attention)).toSorted(byAttention)
}

/** How many threads have something to tell that their owner has not looked at. */
export function telling(threads: Threads): number {
  return threads.filter(({ attention }) => attention !== null && !asksPerson(attention)).length
}

export interface Branchlet {
  project: Project
  threads: ThreadSummary[]
  archived: ThreadSummary[]
}

/** Each project with its threads, newest first; projects as they come, without those that were put away. */
export function treeOf(projects: readonly Project[], threads: Threads): Branchlet[] {
  const own = grouped(threads, (thread) => thread.projectId)
  return projects.filter(inUse).map((project) => {
    const all = (own.get(project.id) ?? []).toSorted(byPlace)
    return { project, threads: all.filter(alive), archived: all.filter((one) => one.archived) }
  })
}

export const groupNames = ['needs', 'failed', 'stalled', 'running', 'ready', 'others'] as const
export type Group = (typeof groupNames)[number]

function grouped<Key>(threads: Threads, keyOf: (thread: ThreadSummary) => Key) {
  const groups = new Map<Key, ThreadSummary[]>()
  for (const thread of threads) {
    const key = keyOf(thread)
    const group = groups.get(key)
    if (group) group.push(thread)
    else groups.set(key, [thread])
  }
  return groups
}

/** What a thread asks of a person. */
export function groupOf(thread: ThreadSummary): Group {
  const { status, stalledAt, attention } = thread
  if (asksPerson(attention)) return 'needs'
  if (attention?.kind === 'failed') return 'failed'
  if (status === 'running' && stalledAt !== null) return 'stalled'
  if (isBusy(thread)) return 'running'
  return attention === null ? 'others' : 'ready'
}

/** The id `step` places after `from`, around the ends; the first (or last) when `from` is not among them. */
export function walk(
  ids: readonly ThreadId[],
  from: ThreadId | undefined,
  step: 1 | -1,
): ThreadId | undefined {
  const at = from === undefined ? -1 : ids.indexOf(from)
  if (at === -1) return step === 1 ? ids[0] : ids.at(-1)
  return ids[(at + step + ids.length) % ids.length]
}

/** Threads whose turn waits for a free slot, or for room on the machine. */
export function waitingForSlot(threads: Threads): number {
  return threads.filter(({ pendingStep, archived }) => pendingStep === 'slot' && !archived).length
}

/** Threads at work right in a project's checkout. */
export function busyLocals(threads: Threads, projectId: ProjectId): number {
  return threads.filter(
    (thread) => thread.projectId === projectId && thread.mode === 'local' && atWork(thread),
  ).length
}

/** It does something, or is about to, without anybody. */
export function isBusy({
  status,
  subagentsOut,
}: Pick<ThreadSummary, 'status' | 'subagentsOut'>): boolean {
  return status === 'running' || status === 'pending' || subagentsOut > 0
}

export function atWork({ status }: Pick<ThreadSummary, 'status'>): boolean {
  return status === 'running' || status === 'waiting' || status === 'pending'
}
