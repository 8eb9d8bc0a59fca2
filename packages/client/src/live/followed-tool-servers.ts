// That tool servers stand otherwise than they did: told to whoever follows that, also when it may have been missed.
import type { ServerFrame, ThreadId } from '@a-parallel/shared'

/** @param threadId beside which thread; null: anywhere. */
type Changed = (threadId: ThreadId | null) => void

export interface FollowedToolServers {
  follow(changed: Changed): void
  /** @param known whether the index was known before these frames: then whatever came in between was missed. */
  hear(frames: readonly ServerFrame[], known: boolean): void
}

export function openFollowedToolServers(): FollowedToolServers {
  const followers = new Set<Changed>()
  return {
    follow: (changed) => void followers.add(changed),
    hear(frames, known) {
      for (const threadId of toldIn(frames, known)) for (const tell of followers) tell(threadId)
    },
  }
}

function toldIn(frames: readonly ServerFrame[], known: boolean): Set<ThreadId | null> {
  const told = new Set<ThreadId | null>()
  for (const frame of frames) {
    if (frame.type === 'tool-servers-changed') told.add(frame.threadId)
    if (frame.type === 'index' && known) told.add(null)
  }
  return told.has(null) ? new Set([null]) : told
}
