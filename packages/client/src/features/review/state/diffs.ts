// The diffs of the files that are near what is looked at: asked for a few at a time, and forgotten when they are far away
// and many. A file that changed is asked for again while what is known of it stays on screen.
import type { ChangedFile, FileDiff, ThreadId } from '@a-parallel/shared'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { diffQuery, usualHow, type How } from '../model/asks.ts'
import { scopeText, type Between } from '../model/scope.ts'
import type { Loaded } from '../model/sections.ts'

/** Beyond so many the ones that were wanted longest ago go. */
const most = 80
const atOnce = 4

/**
 * What is shown before the server has told it. `told` is the diff that it is made of, if the server told that one; `back`
 * is what is shown again where it does not come true; `open`: whether it does is not known.
 */
type Expected = { back: FileDiff; told: FileDiff | undefined; open: boolean }

type Entry = Loaded & { asked: string; expected?: Expected | undefined }

export type DiffsAsk = { threadId: ThreadId; between: Between; ignoreSpace: boolean }

/** Reads one diff from the server. Throws as `callApi` does. */
export function readDiff(
  { threadId, between, ignoreSpace }: DiffsAsk,
  file: Pick<ChangedFile, 'path' | 'from'>,
  how?: How,
): Promise<FileDiff> {
  const query = diffQuery(between, ignoreSpace, file, how)
  return callApi('readDiff', { params: { id: threadId }, query })
}

const nameOf = ({ threadId, between, ignoreSpace }: DiffsAsk): string =>
  JSON.stringify([threadId, scopeText(between), ignoreSpace])

type Primed = { of: string; file: ChangedFile; answer: Promise<FileDiff>; diff?: FileDiff }

/** The one that was asked for before there was anything to show it in. */
let primed: Primed | undefined

/** Asks for the diff of the file that will be looked at first. */
export function primeDiff(ask: DiffsAsk, file: ChangedFile): void {
  const asked: Primed = { of: nameOf(ask), file, answer: readDiff(ask, file) }
  primed = asked
  asked.answer.then(
    (diff) => {
      asked.diff = diff
    },
    () => undefined, // Whoever takes it is told.
  )
}

function takePrimed(fits: (one: Primed) => boolean): Primed | undefined {
  if (!primed || !fits(primed)) return undefined
  const taken = primed
  primed = undefined
  return taken
}

export class Diffs {
  readonly store: StoreApi<ReadonlyMap<string, Loaded>> = createStore(() => new Map())
  readonly #ask: DiffsAsk
  readonly #entries = new Map<string, Entry>()
  readonly #how = new Map<string, How>()
  /** Near what is looked at, the nearest first; and all that were wanted lately, the latest last. */
  #wanted: readonly ChangedFile[] = []
  readonly #lately = new Set<string>()
  #running = 0

  /** Begins with what is there already. */
  constructor(ask: DiffsAsk) {
    this.#ask = ask
    const name = nameOf(ask)
    const begun = takePrimed(({ of, diff }) => of === name && diff !== undefined)
    if (!begun) return
    const { path } = begun.file
    this.#lately.add(path)
    this.#put(path, { diff: begun.diff, problem: undefined, asked: this.#nameOf(begun.file) })
  }

  howOf(path: string): How {
    return this.#how.get(path) ?? usualHow
  }

  /** A file's diff as it is usually asked for, if it is of the very version. */
  plain({ path, version }: ChangedFile): FileDiff | undefined {
    const entry = this.#entries.get(path)
    const diff = entry?.expected ? entry.expected.told : entry?.diff
    const usual = this.howOf(path).context === usualHow.context
    return usual && diff?.file.version === version && diff.large === null ? diff : undefined
  }

  /** Shows a file with more lines around, or though it is long. */
  showAs(file: ChangedFile, how: Partial<How>): void {
    this.#how.set(file.path, { ...this.howOf(file.path), ...how })
    this.want([file, ...this.#wanted])
  }

  want(files: readonly ChangedFile[]): void {
    this.#wanted = files
    for (const { path } of files) {
      this.#lately.delete(path)
      this.#lately.add(path)
    }
    this.#forget()
    this.#next()
  }

  /** Asks again for one that failed. */
  again(file: ChangedFile): void {
    this.#entries.delete(file.path)
    this.want([file, ...this.#wanted])
  }

  shown(path: string): FileDiff | undefined {
    return this.store.getState().get(path)?.diff
  }

  /** Shows what is to come of a file that something is being done to, and asks for nothing of it until it is known. */
  expect(path: string, diff: FileDiff): void {
    const entry = this.#entries.get(path)
    if (!entry?.diff) return
    const { back, told } = entry.expected ?? { back: entry.diff, told: entry.diff }
    this.#put(path, { ...entry, diff, asked: '', expected: { back, told, open: true } })
  }

  /** It came true, and left this file; how it is now is asked for. */
  settle(path: string, file: ChangedFile | undefined): void {
    const entry = this.#entries.get(path)
    if (!entry?.diff || !entry.expected) return
    const diff = { ...entry.diff, file: file ?? entry.diff.file }
    this.#put(path, { ...entry, diff, expected: { back: diff, told: undefined, open: false } })
    this.#wanted = this.#wanted.map((one) => (one.path === path ? (file ?? one) : one))
    this.#next()
  }

  /** It did not. */
  takeBack(path: string): void {
    const entry = this.#entries.get(path)
    if (!entry?.expected) return
    const { back, told } = entry.expected
    const expected = told === undefined ? { back, told, open: false } : undefined
    this.#put(path, { ...entry, diff: back, expected })
    this.#next()
  }

  /** Asks for nothing more. */
  close(): void {
    this.#wanted = []
  }

  #nameOf(file: ChangedFile): string {
    const { context, whole } = this.howOf(file.path)
    return `${file.version} ${context} ${whole}`
  }

  #next(): void {
    // The first one has the server to itself.
    const room = this.store.getState().size === 0 ? 1 : atOnce
    while (this.#running < room) {
      const file = this.#wanted.find(
        (one) => !this.#isOpen(one) && this.#entries.get(one.path)?.asked !== this.#nameOf(one),
      )
      if (!file) return
      void this.#load(file)
    }
  }

  #isOpen({ path }: ChangedFile): boolean {
    return this.#entries.get(path)?.expected?.open ?? false
  }

  async #load(file: ChangedFile): Promise<void> {
    const asked = this.#nameOf(file)
    const { path } = file
    this.#entries.set(path, {
      ...this.#entries.get(path),
      diff: this.#entries.get(path)?.diff,
      problem: undefined,
      asked,
    })
    this.#running += 1
    const loaded = await this.#answer(file).then(
      (diff): Loaded => ({ diff, problem: undefined }),
      (cause: unknown): Loaded => ({ diff: undefined, problem: problemOf(cause) }),
    )
    this.#running -= 1
    if (this.#entries.get(path)?.asked === asked) this.#put(path, { ...loaded, asked })
    this.#next()
  }

  #answer(file: ChangedFile): Promise<FileDiff> {
    const [name, how] = [nameOf(this.#ask), this.howOf(file.path)]
    const isMeant = (one: Primed) =>
      one.of === name && one.file.path === file.path && one.file.version === file.version
    const begun = how === usualHow ? takePrimed(isMeant) : undefined
    return begun?.answer ?? readDiff(this.#ask, file, how)
  }

  #put(path: string, entry: Entry): void {
    const { diff, problem } = entry
    this.#entries.set(path, entry)
    this.store.setState(new Map(this.store.getState()).set(path, { diff, problem }), true)
  }

  #forget(): void {
    if (this.#lately.size <= most) return
    const far = [...this.#lately].slice(0, this.#lately.size - most)
    const next = new Map(this.store.getState())
    for (const path of far) {
      this.#lately.delete(path)
      this.#entries.delete(path)
      next.delete(path)
    }
    this.store.setState(next, true)
  }
}
