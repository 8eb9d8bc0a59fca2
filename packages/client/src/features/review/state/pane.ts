// What the parts of the pane share: what they look at, what can be done to it, and what a person points at. Rows read of it
// only what concerns them, so that pointing at a line does not draw the others anew.
import type {
  ChangedFile,
  ConflictedFile,
  ConflictSide,
  FileDiff,
  ThreadId,
} from '@a-parallel/shared'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LineId } from '../model/lines.ts'
import type { Selection } from '../model/picks.ts'
import type { Between } from '../model/scope.ts'
import type { Act, Meant } from './acts.ts'
import type { Diffs } from './diffs.ts'

export type PaneUi = {
  selection: Selection | null
  /** The comment that is being written. */
  writing: string | null
  /** Files that something is being done to. */
  busy: ReadonlySet<string>
  /** Folded or not by hand; else a file is folded once it was viewed. */
  folded: ReadonlyMap<string, boolean>
}

export type Pane = {
  threadId: ThreadId
  between: Between
  /** What can be done to what is shown: stage (and take back), unstage, or neither. */
  acts: 'stage' | 'unstage' | null
  /** False: changes of white space are left out, so that no part of a file can be meant. */
  canPick: boolean
  /** Of the files’ names, below the heading of the pane. */
  heading: 'h2' | 'h3'
  split: boolean
  wrap: boolean
  diffs: Diffs
  ui: StoreApi<PaneUi>
  run: (act: Act, meant: Meant) => void
  /** By path; empty while they are not known. */
  conflicts: ReadonlyMap<string, ConflictedFile>
  solve: (file: ChangedFile, side: ConflictSide) => void
  /** Begins a comment on lines of a file; on the line alone where nothing is selected. */
  comment: (path: string, line: LineId) => void
  view: (file: ChangedFile, seen: boolean) => void
  fold: (path: string, folded: boolean) => void
  /** Shows a file as it is now. */
  read: (path: string) => void
}

export const createUi = (): StoreApi<PaneUi> =>
  createStore(() => ({ selection: null, writing: null, busy: new Set(), folded: new Map() }))

const PaneContext = createContext<Pane | null>(null)
export const PaneProvider = PaneContext.Provider

/** Only inside the pane. */
export function usePane(): Pane {
  const pane = useContext(PaneContext)
  if (!pane) throw new Error('a part of the pane stands outside of it')
  return pane
}

export function useUi<T>(select: (ui: PaneUi) => T): T {
  return useStore(usePane().ui, select)
}

/** The diff of a file, as far as it is there. */
export function usePaneDiff(path: string | undefined): FileDiff | undefined {
  return useStore(usePane().diffs.store, (loaded) =>
    path === undefined ? undefined : loaded.get(path)?.diff,
  )
}
