// The checkouts that stand ready on this machine, one a repository and few at all: when one is made, renewed, taken and
// removed. Made in a pause behind the last worktree, for large repositories alone, and while the disk has room.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import type { Git } from '../git/core.ts'
import type { CreateAsk, CreateOutcome } from '../git/worktrees/create.ts'
import { removeWorktree } from '../git/worktrees/remove.ts'
import { oneAtATime } from '../local/one-at-a-time.ts'
import type { LocalTrust } from '../local/trust.ts'
import type { ReadyCheckouts } from '../ready-port.ts'
import { commitOf, differsInAttributes, filesIn, untouched } from './look.ts'
import { bringTo, makeReady } from './make.ts'
import { mannerOf } from './manner.ts'
import { mend } from './mend.ts'
import { openReadyNotes, type ReadyNote } from './notes.ts'
import { turnBack, turnInto, type MadeForNobody } from './turn.ts'

export interface StockAsk {
  git: Git
  /** Where it is written down which there are. */
  folder: string
  isTrusted: LocalTrust['isTrusted']
  /** Bytes that are free on the disk. */
  freeDisk: () => Promise<number>
  /** From how many files on a repository gets one; 0: none does. */
  leastFiles: number
  /** How long after the last worktree was made, in milliseconds. */
  afterMs: number
  /** Bytes of the disk below which all of them go; none is made below twice as much. */
  leastDisk: number
  log: Log
}

/** What a worktree that was just made tells of the next one. */
export interface NextWish {
  repository: string
  base: string
  /** Where worktrees of its threads lie. */
  folder: string
}

export interface ReadyStock extends ReadyCheckouts {
  /**
   * Once what an earlier server had begun can be told from what it had ended: a worktree that was on its way is half made
   * from then on.
   */
  mended(): Promise<void>
  /** The worktree that is asked for, out of a checkout that stands ready; null where none does that could be it. */
  turn(ask: CreateAsk): Promise<Extract<CreateOutcome, { kind: 'ready' }> | null>
  /** A worktree that was made for nobody stands ready from now on. False where it is left as it is. */
  putBack(made: MadeForNobody): Promise<boolean>
  /** A worktree was made: the next one is to be found ready. */
  expect(wish: NextWish): void
  /** Makes, renews and removes what is due. */
  tend(): Promise<void>
}

const most = 4

export function openStock(ports: StockAsk): ReadyStock {
  return new Stock(ports)
}

class Stock implements ReadyStock {
  readonly #ports: StockAsk
  readonly #notes: ReturnType<typeof openReadyNotes>
  readonly #inTurn = oneAtATime<string>()
  readonly #wishes = new Map<string, NextWish>()
  /** Of which none can be made: what was made was not clean, or could not be moved. */
  readonly #unfit = new Set<string>()
  /** Nothing begins in them. */
  readonly #away = new Set<string>()
  readonly #ending = new AbortController()
  #lastUse = performance.now()
  #mended: Promise<void> | null = null
  #tending: Promise<void> | null = null

  constructor(ports: StockAsk) {
    this.#ports = ports
    this.#notes = openReadyNotes(ports.folder)
  }

  known() {
    return this.#notes.all().filter(({ path }) => existsSync(path))
  }

  mended(): Promise<void> {
    this.#mended ??= this.#mendAll()
    return this.#mended
  }

  async turn(ask: CreateAsk) {
    this.#lastUse = performance.now()
    const { repository } = ask
    await this.mended()
    // One that is being written is not waited for.
    if (!this.#notes.find(repository)?.commit) return null
    return this.#inTurn(repository, async () => {
      const note = this.#notes.find(repository)
      if (!note?.commit) return null
      try {
        if (!(await this.#isAsTrusted(note))) {
          void this.#letGoInTurn(note)
          return null
        }
        const turned = await turnInto(this.#ports.git, this.#notes, note, ask)
        if (turned.kind === 'ready') return turned
        if (turned.kind === 'unfit') void this.#letGoInTurn(note)
        if (turned.kind !== 'stays') this.#log(note, turned, 'a ready checkout could not be used')
        if ('cause' in turned || (turned.kind === 'unfit' && typeof turned.why === 'object'))
          this.#unfit.add(repository)
      } catch (cause) {
        this.#log(note, { cause }, 'a ready checkout could not be looked at')
      }
      return null
    })
  }

  putBack(made: MadeForNobody): Promise<boolean> {
    const { repository } = made
    return this.#inTurn(repository, async () => {
      const { leastFiles, git, isTrusted } = this.#ports
      const isWanted = leastFiles > 0 && !this.#unfit.has(repository) && !this.#away.has(repository)
      if (!isWanted || this.#notes.find(repository)) return false
      if ((await filesIn(repository)) < leastFiles) return false
      if (made.trusted !== (await isTrusted(repository))) return false
      try {
        return await turnBack(git, this.#notes, made, placeIn(dirname(made.path)))
      } catch (cause) {
        // A full disk takes no note. It goes as any other, which makes room.
        this.#log(made, { cause }, 'a worktree could not be made a ready checkout')
        return false
      }
    })
  }

  expect(wish: NextWish): void {
    this.#lastUse = performance.now()
    const { repository } = wish
    this.#away.delete(repository)
    if (this.#ports.leastFiles > 0 && !this.#unfit.has(repository))
      this.#wishes.set(repository, wish)
  }

  drop(repository: string): void {
    this.#wishes.delete(repository)
    this.#away.add(repository)
    const note = this.#notes.find(repository)
    if (note) void this.#letGoInTurn(note)
  }

  /** One round at a time. */
  async tend(): Promise<void> {
    if (this.#ending.signal.aborted) return
    this.#tending ??= this.#tendAll()
      .catch((cause: unknown) => this.#ports.log.warn({ err: cause }, 'no checkout is made ready'))
      .finally(() => (this.#tending = null))
    await this.#tending
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#tending
  }

  async #tendAll(): Promise<void> {
    await this.mended()
    const { leastDisk, freeDisk, afterMs } = this.#ports
    const free = await freeDisk()
    if (free < leastDisk) for (const note of this.#notes.all()) await this.#letGoInTurn(note)
    if (free < 2 * leastDisk || performance.now() < this.#lastUse + afterMs) return
    for (const { repository } of this.#notes.all())
      await this.#inTurn(repository, () => this.#renew(repository))
    for (const wish of this.#wishes.values()) {
      if (this.#ending.signal.aborted) return
      await this.#inTurn(wish.repository, () => this.#make(wish))
    }
  }

  async #mendAll(): Promise<void> {
    for (const note of this.#notes.all()) await this.#mend(note)
  }

  async #mend(note: ReadyNote): Promise<void> {
    try {
      const now = await mend(this.#ports.git, note)
      if (now) this.#notes.write(now)
      else this.#notes.remove(note.repository)
    } catch (cause) {
      this.#log(note, { cause }, 'what was left of a ready checkout could not be looked at')
    }
  }

  async #make(wish: NextWish): Promise<void> {
    const { repository, base, folder } = wish
    this.#wishes.delete(repository)
    const { git, leastFiles, isTrusted } = this.#ports
    if (this.#notes.find(repository) || (await filesIn(repository)) < leastFiles) return
    const others = this.#notes.all()
    if (others.length >= most && others[0]) await this.#letGoInTurn(others[0])
    const trusted = await isTrusted(repository)
    const path = placeIn(folder)
    // Before it is written: what is set meanwhile counts as set afterwards.
    const manner = await mannerOf(git, repository)
    const note: ReadyNote = { repository, path, base, trusted, manner, commit: null, to: null }
    const { signal } = this.#ending
    try {
      const commit = await commitOf(git, note)
      // Put away meanwhile: nothing was there yet that could have been let go of.
      if (commit === null || this.#away.has(repository)) return
      this.#notes.write(note)
      await makeReady(git, { ...note, commit, signal })
      this.#notes.write({ ...note, commit })
      if (await untouched(git, { ...note, commit })) return
      // What checks it out already finds a difference, it would find in each worktree.
      this.#unfit.add(repository)
      await this.#remove(note, true)
    } catch (cause) {
      if (signal.aborted) return
      this.#unfit.add(repository)
      this.#notes.remove(repository)
      this.#log(note, { cause }, 'no checkout is made ready for this repository')
    }
  }

  /** Its base has moved on: only what differs is written. */
  async #renew(repository: string): Promise<void> {
    const { git, isTrusted } = this.#ports
    const note = this.#notes.find(repository)
    if (!note?.commit || !existsSync(repository)) return
    try {
      const [commit, trusted] = [await commitOf(git, note), await isTrusted(repository)]
      const isSo = trusted === note.trusted && (await mannerOf(git, repository)) === note.manner
      if (commit === note.commit && isSo) return
      const isAnother = commit === null || !isSo
      if (isAnother || !(await this.#isAsTrusted(note))) return await this.#letGo(note)
      if (await differsInAttributes(git, { ...note, from: note.commit, to: commit }))
        return await this.#letGo(note)
      const gitDir = await untouched(git, note)
      if (gitDir === null) return await this.#letGo(note)
      this.#notes.write({ ...note, commit: null })
      await bringTo(git, gitDir, { ...note, commit, signal: this.#ending.signal })
      this.#notes.write({ ...note, commit })
    } catch (cause) {
      if (this.#ending.signal.aborted) return
      this.#log(note, { cause }, 'a ready checkout could not be renewed')
      // As it would be found after the end of this server.
      await this.#mend(this.#notes.find(repository) ?? note)
    }
  }

  /** Not while it is being taken. */
  #letGoInTurn(note: ReadyNote): Promise<void> {
    return this.#inTurn(note.repository, () => this.#letGo(note))
  }

  /** What somebody has worked in is theirs: it stays, and is no longer known of here. */
  async #letGo(note: ReadyNote): Promise<void> {
    const found = this.#notes.find(note.repository)
    if (found?.path !== note.path) return
    try {
      const now = { ...found, trusted: found.trusted && (await this.#isAsTrusted(found)) }
      const isOurs = !existsSync(note.path) || (await untouched(this.#ports.git, now)) !== null
      if (isOurs) await this.#remove(now, false)
      else this.#log(note, {}, 'somebody has worked in a ready checkout: it stays')
      this.#notes.remove(note.repository)
    } catch (cause) {
      this.#log(note, { cause }, 'a ready checkout is not gone yet')
    }
  }

  /** An agent elsewhere may have written into it. */
  async #isAsTrusted({ trusted, repository, path }: ReadyNote): Promise<boolean> {
    return !trusted || this.#ports.isTrusted(repository, path)
  }

  /** @param fresh whatever is in it was made with it. */
  async #remove({ repository, path, trusted }: ReadyNote, fresh: boolean): Promise<void> {
    await removeWorktree(this.#ports.git, { repository, path, trusted, discardChanges: fresh })
    this.#notes.remove(repository)
  }

  #log(
    { repository, path }: Pick<ReadyNote, 'repository' | 'path'>,
    what: { cause?: unknown; why?: unknown },
    said: string,
  ) {
    const { cause: err, why } = what
    this.#ports.log.warn({ repository, path, err, why }, said)
  }
}

function placeIn(folder: string): string {
  return join(folder, `ready-${randomUUID().slice(0, 8)}`)
}
