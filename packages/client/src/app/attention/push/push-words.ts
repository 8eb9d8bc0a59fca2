// What a push says, in words. Pure: `say` gives the sentence of a key.
import type { PushMessage, ThreadId } from '@a-parallel/shared'
import type { ParseKeys } from 'i18next'

export interface PushWords {
  title: string
  body: string
  /** A later notice with the same tag takes the place of this one; those of the pages have the same. */
  tag: string
  /** What it leads to; null: the inbox. */
  threadId: ThreadId | null
}

type Say = (key: ParseKeys, values?: Record<string, string | number>) => string

export function pushWords(message: PushMessage, say: Say): PushWords {
  const nameOf = ({ project, title }: { project: string; title: string }) =>
    say('notices.name', { project, title })
  switch (message.kind) {
    case 'asks': {
      const { what, again, thread } = message
      const plain = say(
        what === 'plan' || what === 'budget' || what === 'setup'
          ? `notices.${what}`
          : `pushes.${what}`,
      )
      const body = again ? say('notices.still', { body: plain }) : plain
      return { title: nameOf(thread), body, tag: thread.id, threadId: thread.id }
    }
    case 'ended': {
      const { count, threads } = message
      const [first] = threads
      if (first && count === 1) {
        const body = say(first.failed ? 'notices.failed' : 'notices.finished')
        return { title: nameOf(first), body, tag: 'ended', threadId: first.id }
      }
      const title = say('notices.several', { count })
      return { title, body: threads.map(nameOf).join('\n'), tag: 'ended', threadId: null }
    }
    default:
      // Also what a newer server than this worker may send: something must be shown.
      return { title: say('pushes.app'), body: say('pushes.tried'), tag: 'try', threadId: null }
  }
}
