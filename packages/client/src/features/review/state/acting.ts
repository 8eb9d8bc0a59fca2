// What is done to the changes, in the order in which it was asked for, one after the other. What is staged or unstaged is
// shown so at the press; what is refused comes back, with what was asked for behind it and was built on it.
import type { ChangedFile, ConflictSide, FileDiff, ProblemValue } from '@a-parallel/shared'
import i18next from 'i18next'
import { problemOf } from '../../../api/refusal.ts'
import { spelled } from '../../../ui/text/hidden.ts'
import { diffAfter, type Staging } from '../model/acted.ts'
import { idOf, linesOf } from '../model/lines.ts'
import {
  actOn,
  offerBack,
  solveBy,
  tellUnreverted,
  type Act,
  type ActAsk,
  type Meant,
  type Picked,
} from './acts.ts'
import type { Diffs } from './diffs.ts'

export type Refused = { act: Staging | 'solve'; path: string; problem: ProblemValue }

/** What is shown before it is known. */
export type Ahead = {
  /** Which diffs it is about; with others shown, it counts no more. */
  of: Diffs | null
  act: Staging | null
  /** Files of which nothing is left to it. */
  gone: ReadonlySet<string>
  /** What was refused last, until something else is done. */
  refused: Refused | null
}

export const nothingAhead: Ahead = { of: null, act: null, gone: new Set(), refused: null }

type Job = Picked & { act: Act; path: string; done: () => void }

type ActingAsk = ActAsk & {
  diffs: Diffs
  show: (change: (before: Ahead) => Ahead) => void
}

export class Acting {
  readonly #ask: ActingAsk
  #jobs: Job[] = []
  #going = false
  /** Files that more is to be done to, as what was done to them left them; null: nothing is left. */
  readonly #left = new Map<string, ChangedFile | null>()

  constructor(ask: ActingAsk) {
    this.#ask = ask
  }

  /** Resolves when what became of it is known. */
  run(act: Act, { file, lines }: Meant): Promise<void> {
    const { path } = file
    const shown = this.#ask.diffs.shown(path)
    const all = shown?.hunks.flatMap(linesOf).filter(({ kind }) => kind !== 'same')
    // Behind something else that was asked for, all of a file is what is still shown of it.
    const behind = this.#isMeant(path)
    const meant = lines ? (all ?? []).filter((line) => lines.has(idOf(line))) : behind && all
    if (act !== 'revert') this.#expect(act, path, shown && lines && diffAfter(shown, lines, act))
    return new Promise((done) => {
      this.#jobs.push({ act, path, file, lines: meant || null, done })
      if (!this.#going) void this.#go()
    })
  }

  /** Resolves when what became of a file in conflict is known. */
  async solve(file: ChangedFile, side: ConflictSide): Promise<void> {
    const { threadId, acted } = this.#ask
    const { path } = file
    this.#say(null)
    try {
      const kept = await solveBy(threadId, file, side)
      if (kept)
        offerBack(i18next.t('review.conflict.solved', { path: spelled(path) }), kept, () =>
          acted([path]),
        )
    } catch (cause) {
      this.#say({ act: 'solve', path, problem: problemOf(cause) })
    }
    await acted([path])
  }

  /** @param rest of the file, where not all of it is meant. */
  #expect(act: Staging, path: string, rest: FileDiff | undefined): void {
    const some = rest !== undefined && rest.hunks.length > 0
    if (some) this.#ask.diffs.expect(path, rest)
    this.#show({ act, refused: null }, (gone) => some || gone.add(path))
  }

  async #go(): Promise<void> {
    this.#going = true
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      try {
        await this.#told(job, await this.#send(job))
      } catch (cause) {
        await this.#refuse(job, problemOf(cause))
      }
      job.done()
    }
    this.#going = false
  }

  async #send({ act, path, file, lines }: Job): Promise<ChangedFile[]> {
    const now = this.#left.get(path)
    if (now === null) return []
    return actOn(this.#ask, act, { file: now ?? file, lines })
  }

  async #told({ act, path }: Job, left: ChangedFile[]): Promise<void> {
    const { acted, diffs } = this.#ask
    this.#jobs = this.#jobs.slice(1)
    const own = left.find((file) => file.path === path)
    this.#left.set(path, own ?? null)
    if (this.#isMeant(path)) return
    await acted([path], { left, act: act === 'revert' ? null : act })
    // Something more was asked for while it was taken over.
    if (this.#isMeant(path)) return
    diffs.settle(path, own)
    this.#left.delete(path)
    this.#show({}, (gone) => gone.delete(path))
  }

  async #refuse({ act, path }: Job, problem: ProblemValue): Promise<void> {
    const dropped = this.#jobs.filter((job) => job.path === path)
    this.#jobs = this.#jobs.filter((job) => job.path !== path)
    for (const { done } of dropped) done()
    this.#left.delete(path)
    this.#ask.diffs.takeBack(path)
    if (act === 'revert') tellUnreverted(problem, () => this.#ask.acted([path]))
    this.#show(act === 'revert' ? {} : { refused: { act, path, problem } }, (gone) =>
      gone.delete(path),
    )
    await this.#ask.acted([path])
  }

  #isMeant(path: string): boolean {
    return this.#jobs.some((job) => job.path === path)
  }

  #say(refused: Refused | null): void {
    this.#show({ refused }, () => undefined)
  }

  #show(more: Partial<Ahead>, change: (gone: Set<string>) => unknown): void {
    const { diffs, show } = this.#ask
    show((last) => {
      const before = last.of === diffs ? last : nothingAhead
      const gone = new Set(before.gone)
      change(gone)
      return { ...before, of: diffs, gone, ...more }
    })
  }
}
