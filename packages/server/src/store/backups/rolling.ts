// Looks after the database while the server runs: checks it after an unclean end, and makes a backup of it from time to
// time. Everything beside the server; nothing waits for it.
import { Problem } from '@a-parallel/contract/model'
import type { BackupKind } from '@a-parallel/shared'
import { statSync } from 'node:fs'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { OpenDatabase } from '../sqlite/database.ts'
import { beside } from './beside.ts'
import { backupFile, listBackups, pruneBackups, roomIn, unfinished } from './files.ts'

export interface CareAsk {
  database: OpenDatabase
  file: string
  /** Where backups are kept. */
  folder: string
  clock: Clock
  log: Log
  /** The server before this one did not end in order. */
  unclean: boolean
  onDamage: (cause: unknown) => void
}

export interface Care {
  /** Whether what an unclean end may have left has been looked at. */
  checked(): boolean
  /** Does what is due. Done by itself, every hour. */
  round(): Promise<void>
  /** Makes one at once, and gives its file. Throws `disk_full`. */
  make(): Promise<string>
  /** Ends what is under way, at once. Resolves when nothing of it is left. */
  stop(): Promise<void>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** After a start there is more urgent work. */
const firstAfterMs = 3_000

export function takeCare(ask: CareAsk): Care {
  const { database, file, log } = ask
  const ending = new AbortController()
  let checked = !ask.unclean
  let seen: number | null = null
  const check = async () => {
    const outcome = await beside({ kind: 'check', file }, ending.signal)
    if (outcome.kind === 'done') checked = true
    else report(outcome)
  }
  const report = ({ kind, what }: { kind: string; what: string }) => {
    if (ending.signal.aborted) return
    log.error({ what }, 'the database could not be looked at or copied')
    if (kind === 'damaged') ask.onDamage(new Error(what))
  }
  /** Null: it failed, or was ended, and is told. */
  const copy = async (kind: BackupKind): Promise<string | null> => {
    // What earlier copies left unfinished takes the room of this one.
    pruneBackups(ask.folder, ask.clock.now())
    const into = backupFile(ask.folder, kind, ask.clock.now())
    const job = { kind: 'copy' as const, file, unfinished: unfinished(into), into }
    const outcome = await beside(job, ending.signal)
    if (outcome.kind !== 'done') report(outcome)
    else pruneBackups(ask.folder, ask.clock.now())
    return outcome.kind === 'done' ? into : null
  }
  const backUp = async () => {
    const changes = database.changes()
    const due = seen === null ? isOld(ask) : changes > seen
    if (!due || database.isEmpty()) return pruneBackups(ask.folder, ask.clock.now())
    if ((await hasRoom(ask)) && (await copy('rolling')) !== null) seen = changes
  }
  const round = async () => {
    if (!checked) await check()
    if (checked && !ending.signal.aborted) await backUp()
    seen ??= 0
  }
  const { inTurn, rest } = oneByOne()
  let timer: NodeJS.Timeout
  const later = (ms: number) => {
    timer = setTimeout(() => {
      inTurn(round)
        .catch((cause: unknown) => log.error({ err: cause }, 'no backup could be made'))
        .finally(() => !ending.signal.aborted && later(hourMs))
    }, ms).unref()
  }
  later(firstAfterMs)
  return {
    checked: () => checked,
    round: () => inTurn(round),
    make: () => inTurn(() => makeOne(ask, copy)),
    async stop() {
      clearTimeout(timer)
      ending.abort()
      await rest()
    },
  }
}

type Copy = (kind: BackupKind) => Promise<string | null>

async function makeOne(ask: CareAsk, copy: Copy): Promise<string> {
  if (!(await hasRoom(ask))) throw new Problem('disk_full')
  const made = await copy('asked')
  if (made === null) throw new Problem('internal', 'No backup was made. The log says why.')
  return made
}

/** Each copy clears away what is unfinished. */
function oneByOne() {
  let going: Promise<unknown> = Promise.resolve()
  return {
    inTurn: <T>(work: () => Promise<T>): Promise<T> => {
      const mine = going.then(work)
      going = mine.catch(() => undefined) // Whoever asked for it is told.
      return mine
    },
    rest: () => going,
  }
}

/** A clock that was set back makes a backup look young for long, so one from the future counts as old. */
function isOld({ folder, clock }: CareAsk): boolean {
  const last = listBackups(folder, clock.now()).find(({ kind }) => kind === 'rolling')
  const age = last ? Date.parse(clock.now()) - Date.parse(last.at) : dayMs
  return age < 0 || age >= dayMs
}

async function hasRoom({ folder, file, log }: CareAsk): Promise<boolean> {
  const room = await roomIn(folder)
  const enough = room > statSync(file).size
  if (!enough) log.warn({ room }, 'no backup: the disk is nearly full')
  return enough
}
