// The threads whose files this page follows: whoever shows what changed in one is told when to ask again.
import type { ClientFrame, ServerFrame, ThreadId, Topic } from '@a-parallel/shared'

const topicOf = (threadId: ThreadId): Topic => `changes:${threadId}`

export interface FollowedFiles {
  /** Tells, until the returned function is called, whenever the files may have changed. */
  follow(threadId: ThreadId, changed: () => void): () => void
  /** A connection is open. */
  connected(): void
  /** Takes a frame, if it is about files. */
  hear(frame: ServerFrame): boolean
  /** Asks again for a topic, if it is still followed. */
  ask(topic: Topic): void
}

export function openFollowedFiles(send: (frame: ClientFrame) => void): FollowedFiles {
  const followed = new Map<Topic, Set<() => void>>()
  const ask = (topic: Topic) => followed.has(topic) && send({ type: 'subscribe', topic })
  return {
    follow(threadId, changed) {
      const topic = topicOf(threadId)
      // One listener may be given twice.
      const listener = () => changed()
      const listeners = followed.get(topic) ?? new Set()
      followed.set(topic, listeners.add(listener))
      if (listeners.size === 1) ask(topic)
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        followed.delete(topic)
        send({ type: 'unsubscribe', topic })
      }
    },
    connected: () => [...followed.keys()].forEach(ask),
    hear(frame) {
      if (!('topic' in frame) || !frame.topic?.startsWith('changes:')) return false
      if (frame.type === 'reset') ask(frame.topic)
      if (frame.type === 'files-changed') followed.get(frame.topic)?.forEach((tell) => tell())
      return true
    },
    ask,
  }
}
