// The face of the trash: all that was thrown away and is still there, of whatever kind, for its owner. What is past its time
// goes by itself, whether anybody looks or not.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, CallResult, Calls, TrashItem, TrashPick } from '@a-parallel/shared'
import type { BackupCare } from '../backups/index.ts'
import type { Log } from '../platform/log.ts'
import type { Projects } from '../projects/index.ts'
import type { Review } from '../review/index.ts'
import type { Runner } from '../runner/port.ts'
import type { Skills } from '../skills/index.ts'

export interface TrashPorts {
  review: { kept: Pick<Review['kept'], 'list' | 'bytes' | 'drop'> }
  skills: Pick<Skills, 'kept' | 'dropKept'>
  backups: Pick<BackupCare, 'list' | 'remove'>
  projects: Pick<Projects, 'places'>
  runner: Pick<Runner, 'review' | 'skills'>
  log: Log
  /** Milliseconds behind the start, and between two sweeps. */
  times?: { first: number; between: number }
}

/** Other work is more urgent at the start. */
const usual = { first: 5_000, between: 6 * 3_600_000 }

export type Trash = ReturnType<typeof openTrash>

export function openTrash(ports: TrashPorts) {
  const { review, skills, backups } = ports
  const sweep = () => sweepAll(ports)
  return {
    async list(actor: Actor): Promise<CallResult<Calls['readTrash']>> {
      const [{ kept, unread }, bytes, kinds] = await Promise.all([
        review.kept.list(actor),
        review.kept.bytes(actor),
        skills.kept(actor),
      ])
      const replaced = backups.list(actor).backups.filter(({ kind }) => kind === 'replaced')
      const items: TrashItem[] = [
        ...kept.map((one): TrashItem => ({
          kind: 'kept',
          id: one.id,
          bytes: bytes.get(one.id) ?? null,
          kept: one,
        })),
        ...kinds.map((one): TrashItem => ({
          kind: 'skill',
          id: one.id,
          bytes: one.bytes,
          skill: one.kept,
        })),
        ...replaced.map((one): TrashItem => ({
          kind: 'backup',
          id: one.name,
          bytes: one.bytes,
          backup: one,
        })),
      ]
      return { items: items.toSorted((a, b) => (atOf(a) < atOf(b) ? 1 : -1)), unread }
    },
    /** What is not there any more is passed over. */
    async empty(actor: Actor, picks: readonly TrashPick[]): Promise<{ destroyed: number }> {
      const of = (kind: TrashPick['kind']) =>
        new Set(picks.filter((one) => one.kind === kind).map(({ id }) => id))
      let destroyed = await review.kept.drop(actor, of('kept'))
      for (const id of of('skill')) destroyed += await ifThere(() => skills.dropKept(actor, id))
      const replaced = new Set(
        backups
          .list(actor)
          .backups.flatMap(({ kind, name }) => (kind === 'replaced' ? [name] : [])),
      )
      for (const name of of('backup'))
        if (replaced.has(name)) destroyed += await ifThere(() => backups.remove(actor, name))
      return { destroyed }
    },
    sweep,
    ...sweeping(sweep, ports),
  }
}

function atOf(item: TrashItem): string {
  if (item.kind === 'kept') return item.kept.at
  return item.kind === 'skill' ? item.skill.at : item.backup.at
}

async function ifThere(work: () => Promise<void> | void): Promise<number> {
  try {
    await work()
    return 1
  } catch (cause) {
    const gone =
      cause instanceof Problem && ['kept_not_found', 'backup_not_found'].includes(cause.code)
    if (!gone) throw cause
    return 0
  }
}

/** Backups see to themselves, and what deleted threads left is put away by the threads. */
async function sweepAll({ projects, runner, log }: TrashPorts): Promise<void> {
  await runner.skills.sweepKept()
  for (const repository of projects.places())
    await runner.review
      .sweepKept(repository)
      .catch((cause: unknown) => log.warn({ err: cause, repository }, 'the trash was not swept'))
}

function sweeping(sweep: () => Promise<void>, { log, times = usual }: TrashPorts) {
  let timer: NodeJS.Timeout
  let going: Promise<void> = Promise.resolve()
  let isClosed = false
  const later = (ms: number) => {
    timer = setTimeout(() => {
      going = sweep()
        .catch((cause: unknown) => log.warn({ err: cause }, 'the trash was not swept'))
        .finally(() => !isClosed && later(times.between))
    }, ms).unref()
  }
  later(times.first)
  return {
    close(): Promise<void> {
      isClosed = true
      clearTimeout(timer)
      return going
    },
  }
}
