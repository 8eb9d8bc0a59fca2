// All threads as they are now, and the orders made of them.
import type { ThreadSummary } from '@a-parallel/shared'
import { useMemo } from 'react'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { sameList } from '../../live/use-selected.ts'
import { listedAmong, needing, telling, treeOf, waitingForSlot } from './select/order.ts'

const none: readonly ThreadSummary[] = []
const threadsOf = (state: IndexState) => (state.kind === 'ready' ? state.threads : none)
const projectsOf = (state: IndexState) => (state.kind === 'ready' ? state.projects : [])

/** Every thread, archived ones too. */
export const useThreads = (): readonly ThreadSummary[] => useIndex(threadsOf)

const selectNeeding = (state: IndexState) => needing(threadsOf(state))

/** The threads that wait for a person: the one selector behind sidebar, title, icon and keys. */
export const useNeeding = (): readonly ThreadSummary[] => useIndex(selectNeeding, sameList)

const selectTelling = (state: IndexState) =>
  telling(listedAmong(projectsOf(state), threadsOf(state)))

/** How many of those that are in a list have finished or failed since their owner looked. */
export const useTelling = (): number => useIndex(selectTelling)

const selectWaiting = (state: IndexState) => waitingForSlot(threadsOf(state))

/** How many threads wait for a slot or for room. */
export const useWaitingForSlot = (): number => useIndex(selectWaiting)

export function useTree() {
  const threads = useThreads()
  const projects = useIndex(projectsOf, sameList)
  return useMemo(() => treeOf(projects, threads), [projects, threads])
}

/** The threads of the projects that are listed and not put away. */
export function useListed(): readonly ThreadSummary[] {
  const threads = useThreads()
  const projects = useIndex(projectsOf, sameList)
  return useMemo(() => listedAmong(projects, threads), [projects, threads])
}
