// Which item's events are on screen as they stand in the log.
import type { ItemId, ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'

type EventsShown = { shown: { threadId: ThreadId; itemId: ItemId } | null }

export const useEventsShown = create<EventsShown>()(() => ({ shown: null }))

export function showEvents(threadId: ThreadId, itemId: ItemId): void {
  useEventsShown.setState({ shown: { threadId, itemId } })
}

export function hideEvents(): void {
  useEventsShown.setState({ shown: null })
}
