// Of which thread the pull request is shown.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'

export const useShown = create<{ threadId: ThreadId | null }>()(() => ({ threadId: null }))

export const showPullRequest = (threadId: ThreadId): void => useShown.setState({ threadId })
export const hidePullRequest = (): void => useShown.setState({ threadId: null })
