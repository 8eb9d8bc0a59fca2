// What a topic is worth: its state now, then its tail. A subscriber is registered before its snapshot is taken, and
// everything here happens in one go, so nothing can fall between the two.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  IndexState,
  Restored,
  Room,
  ServerFrame,
  ThreadEvent,
  ThreadId,
  Topic,
} from '@a-parallel/shared'
import type { DevServers } from '../dev-servers/index.ts'
import type { Projects } from '../projects/index.ts'
import type { AccountSettings } from '../settings/index.ts'
import type { Threads } from '../threads/index.ts'

/** A reader further behind than this is given a snapshot. */
const tailLimit = 2000

export interface Topics {
  /** The frames that bring a new subscriber up to now. Throws the Problem that refuses it. */
  opening(actor: Actor, topic: Topic, after: number | undefined): ServerFrame[]
}

/** What the machine has to say to everybody. */
export interface Machine {
  room(): Room
  restored: Restored | null
}

export interface TopicsPorts {
  threads: Threads
  projects: Projects
  settings: AccountSettings
  devServers: Pick<DevServers, 'ofAll'>
  machine: Machine
}

export function openTopics(ports: TopicsPorts): Topics {
  const { threads } = ports
  return {
    opening(actor, topic, after) {
      if (topic === 'index') return [{ type: 'index', index: indexOf(actor, ports) }]
      const threadId = threadOf(topic)
      if (topic.startsWith('changes:')) {
        threads.read(actor, threadId)
        return [{ type: 'files-changed', topic }]
      }
      const thread = threads.read(actor, threadId)
      if (after === undefined || after > thread.seq || thread.seq - after > tailLimit) {
        return [{ type: 'snapshot', topic, thread }, ...printedFrames(threads, topic, threadId)]
      }
      const { events } = threads.events(actor, threadId, after, tailLimit)
      return [
        { type: 'resumed', topic, open: thread.open },
        ...eventFrames(topic, events),
        ...printedFrames(threads, topic, threadId),
      ]
    },
  }
}

function printedFrames(threads: Threads, topic: Topic, threadId: ThreadId): ServerFrame[] {
  return threads.printed(threadId).map((printed) => ({ type: 'printed', topic, printed }))
}

function eventFrames(topic: Topic, events: ThreadEvent[]): ServerFrame[] {
  return events.length === 0 ? [] : [{ type: 'events', topic, events }]
}

function indexOf(actor: Actor, ports: TopicsPorts): IndexState {
  const { threads, projects, settings, machine, devServers } = ports
  const all = []
  let after: ThreadId | undefined
  for (;;) {
    const page = threads.list(actor, { limit: 500, after })
    all.push(...page.threads)
    if (page.next === null) {
      return {
        projects: projects.list(actor),
        threads: all,
        room: machine.room(),
        restored: machine.restored,
        settings: settings.read(actor),
        devServers: devServers.ofAll(actor),
      }
    }
    after = page.next
  }
}

/** The thread whose changes a topic tells of. */
export function changesOf(topic: Topic): ThreadId | null {
  return topic.startsWith('changes:') ? threadOf(topic) : null
}

function threadOf(topic: Topic): ThreadId {
  if (topic === 'index') throw new Problem('internal')
  return topic.slice(topic.indexOf(':') + 1) as ThreadId // The topic's schema holds a UUID there.
}
