// All projects and threads in a component, read through a selector.
import type { IndexState } from './index-state.ts'
import { hub } from './live.ts'
import { useSelected, type Equal } from './use-selected.ts'

/** The selected part of the index. It is followed from the start of the page. */
export function useIndex<T>(select: (state: IndexState) => T, equal?: Equal<T>): T {
  return useSelected(hub.index, select, equal)
}

/** The index now, for handlers; components use useIndex. */
export const readIndex = (): IndexState => hub.index.getState()

/** Calls back after every change of the index; returns the way to stop. */
export const watchIndex = (changed: () => void): (() => void) => hub.index.subscribe(changed)
