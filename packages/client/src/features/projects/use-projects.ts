// The projects on the list, as they are now.
import type { Project } from '@a-parallel/shared'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'

const none: readonly Project[] = []
const all = (state: IndexState) => (state.kind === 'ready' ? state.projects : none)
const known = (state: IndexState) => state.kind === 'ready'

export const useProjects = (): readonly Project[] => useIndex(all)

/** False until the list came for the first time. */
export const useProjectsKnown = (): boolean => useIndex(known)
