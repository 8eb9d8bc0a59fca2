// Staging, unstaging and taking back, and what is said of it. Staging loses nothing; what is taken back can be had again.
import type {
  ChangedFile,
  ConflictSide,
  FileDiff,
  FilePick,
  Kept,
  KeptId,
  ProblemValue,
  ThreadId,
} from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf, Refusal } from '../../../api/refusal.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { holds } from '../model/acted.ts'
import { idOf, type DiffLine, type LineId } from '../model/lines.ts'
import { picksOf } from '../model/picks.ts'
import type { Between } from '../model/scope.ts'
import { readDiff } from './diffs.ts'
import type { Acted } from './use-changes.ts'

export type Act = 'stage' | 'unstage' | 'revert'

/** A file as a whole, or lines of it. */
export type Meant = { file: ChangedFile; lines?: ReadonlySet<LineId> }

export type ActAsk = {
  threadId: ThreadId
  between: Between
  /** The file's diff as the server counts it, where that is at hand. */
  known: (file: ChangedFile) => FileDiff | undefined
  /** Takes over what became of these files: what was told of them, or, without that, what the server says of all. */
  acted: (paths: readonly string[], told?: Acted) => Promise<void>
}

/** `lines`: as they were seen; null: all of the file. */
export type Picked = { file: ChangedFile; lines: readonly DiffLine[] | null }

/** Does it, and gives what is left of the file. Throws a Problem where it is refused. */
export async function actOn(ask: ActAsk, act: Act, picked: Picked): Promise<ChangedFile[]> {
  return send(ask, act, await pickFor(ask, picked))
}

/** Solves a file in conflict as it was seen, and gives what was kept of it. Throws as `callApi` does. */
export async function solveBy(
  threadId: ThreadId,
  file: ChangedFile,
  side: ConflictSide,
): Promise<Kept | null> {
  const body = { ...pickOf(file), side }
  return (await callApi('resolveConflict', { params: { id: threadId }, body })).kept
}

/** Says that something went, and offers what was kept of it. */
export function offerBack(words: string, kept: Kept, then: () => Promise<unknown>): void {
  showToast(words, { action: undoOf(kept, then) })
}

const pickOf = ({ path, from, version }: ChangedFile): FilePick => ({
  path,
  ...(from !== null && from !== path && { from }),
  version,
})

/** The server counts hunks as they are without further lines around. */
async function pickFor({ threadId, between, known }: ActAsk, picked: Picked): Promise<FilePick> {
  const { file, lines } = picked
  if (lines === null) return pickOf(file)
  const ask = { threadId, between, ignoreSpace: false }
  const diff = known(file) ?? (await readDiff(ask, file, { context: 3, whole: true }))
  const same = diff.file.version === file.version && holds(diff, lines)
  const hunks = same ? picksOf(diff, new Set(lines.map(idOf))) : null
  if (hunks) return { ...pickOf(file), hunks }
  const detail = `${file.path} was changed since it was shown.`
  throw new Refusal({ code: 'changed_meanwhile', detail, values: { path: file.path } })
}

/** @returns what is left of the file. */
async function send({ threadId, acted }: ActAsk, act: Act, pick: FilePick): Promise<ChangedFile[]> {
  const params = { id: threadId }
  const files = [pick]
  if (act !== 'revert')
    return (await callApi('stageChanges', { params, body: { action: act, files } })).left
  const { kept, left } = await callApi('revertChanges', { params, body: { files } })
  offerBack(i18next.t('review.reverted', { count: 1 }), kept, () => acted([pick.path]))
  return left
}

/** Says why it was not reverted. What was thrown away until then is offered to be had back. */
export function tellUnreverted(problem: ProblemValue, then: () => Promise<unknown>): void {
  const kept = problem.values?.['kept']
  const id = kept as KeptId // The server names nothing else by this.
  const action = kept === undefined ? undefined : undoOf({ id, thread: null }, then)
  showToast(problemWords(problem).text, { tone: 'bad', action })
}

function undoOf(kept: Pick<Kept, 'id' | 'thread'>, then: () => Promise<unknown>) {
  return { label: i18next.t('review.undo'), run: () => void bringBack(kept, then) }
}

/** Puts back what was kept before it was thrown away, or its thread, and says how that went. */
export async function bringBack(
  { id, thread }: Pick<Kept, 'id' | 'thread'>,
  then: () => Promise<unknown>,
): Promise<void> {
  try {
    const { kept } = await callApi('restoreKept', { params: { id } })
    const words =
      kept === null && thread !== null
        ? i18next.t('threads.broughtBack', { title: thread.title })
        : i18next.t('review.broughtBack')
    showToast(words, { tone: 'good' })
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
  }
  await then()
}
