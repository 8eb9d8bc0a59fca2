// What is in a push: which thread of which project, and why; never what an agent wants to run or has said. Pure.
import type { Notice } from '@a-parallel/contract/model'
import type { PushMessage, Settings, ThreadSummary } from '@a-parallel/shared'
import type { Push } from './send/post.ts'

type Manner = Pick<PushMessage, 'language' | 'sound'>

const mostNamed = 5
const longestName = 100
/** A request may be answered hours later; an end is old by then. */
const keepFor = { asks: 12 * 3600, ended: 4 * 3600, try: 60 }

/** How its owner wants to be told. */
export function mannerOf({ general, notifications }: Settings): Manner {
  return { language: general.language, sound: notifications.sound }
}

export function pushOf(
  notice: Notice,
  manner: Manner,
  projectName: (thread: ThreadSummary) => string,
): Push {
  const named = (thread: ThreadSummary) => ({
    id: thread.id,
    project: short(projectName(thread)),
    title: short(thread.title),
    failed: thread.attention?.kind === 'failed',
  })
  if (notice.kind === 'ended') {
    const { threads } = notice
    const message: PushMessage = {
      ...manner,
      kind: 'ended',
      count: threads.length,
      threads: threads.slice(0, mostNamed).map(named),
    }
    return { message, topic: 'ended', urgent: false, keepFor: keepFor.ended }
  }
  const { thread, again } = notice
  const kind = thread.attention?.kind
  const what =
    kind === 'plan' || kind === 'question' || kind === 'budget' || kind === 'setup'
      ? kind
      : 'permission'
  const message: PushMessage = { ...manner, kind: 'asks', what, again, thread: named(thread) }
  // A UUID without its dashes is as long as a topic may be.
  const topic = thread.id.replaceAll('-', '')
  return { message, topic, urgent: true, keepFor: keepFor.asks }
}

export function tryOut(manner: Manner): Push {
  return { message: { ...manner, kind: 'try' }, topic: 'try', urgent: true, keepFor: keepFor.try }
}

function short(text: string): string {
  const letters = Array.from(text)
  return letters.length <= longestName ? text : `${letters.slice(0, longestName - 1).join('')}…`
}
