// The projects on the list, as they are now.
import type { Project } from '@a-parallel/shared'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { sameList } from '../../live/use-selected.ts'

const none: readonly Project[] = []
const all = (state: IndexState) => (state.kind === 'ready' ? state.projects : none)
const known = (state: IndexState) => state.kind === 'ready'

/** All of them, also those that were put away: for whoever looks one up. */
export const useProjects = (): readonly Project[] => useIndex(all)

const inUse = (state: IndexState) => all(state).filter(({ archived }) => !archived)

/** Those that something can begin in: for whoever offers a choice. */
export const useProjectsInUse = (): readonly Project[] => useIndex(inUse, sameList)

/** False until the list came for the first time. */
export const useProjectsKnown = (): boolean => useIndex(known)
