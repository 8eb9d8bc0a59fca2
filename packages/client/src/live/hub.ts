// The topics this page follows: one store each, fed from the one socket. Says what to subscribe to after a connect,
// asks again for what is missing, and keeps the threads last looked at ready to be shown at once.
import type { ClientFrame, ServerFrame, ThreadId, Topic } from '@a-parallel/shared'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { hearIndex, type IndexFrame, type IndexState } from './index-state.ts'
import { openFollowedFiles } from './followed-files.ts'
import { openFollowedToolServers, type FollowedToolServers } from './followed-tool-servers.ts'
import {
  hearThread,
  undoubted,
  type Heard,
  type ThreadFrame,
  type ThreadState,
} from './thread-state.ts'

/** How long a text stays in sight that the server did not name after a reconnect: by then it has read its way there. */
const doubtMs = 5_000

/** What the server could not do right now; it is asked again. What it says no to stays no. */
const passing = new Set(['database_busy', 'disk_full', 'internal'])
const askAgainMs = 1_000

/** Threads that stay in memory after nobody looks at them. */
const warm = 10

export interface Hub {
  readonly index: StoreApi<IndexState>
  /** The store of a thread; it is fed while held. */
  thread(threadId: ThreadId): StoreApi<ThreadState>
  /** Follows a thread until the returned function is called. */
  hold(threadId: ThreadId): () => void
  /** Tells, until the returned function is called, whenever the files of a thread may have changed. */
  followFiles(threadId: ThreadId, changed: () => void): () => void
  /** Tells whenever tool servers stand otherwise than they did. */
  followToolServers: FollowedToolServers['follow']
  /** A connection is open: subscribes to everything followed. */
  connected(): void
  receive(frames: readonly ServerFrame[]): void
}

interface Followed {
  store: StoreApi<ThreadState>
  holders: number
  /** What was asked for and has not come yet. */
  asked: Heard['missing']
  /** Ends the doubt about texts that the server did not name. */
  doubt: ReturnType<typeof setTimeout> | undefined
}

/** `send` drops a frame when there is no connection; `connected` makes up for it. */
export function openHub(send: (frame: ClientFrame) => void): Hub {
  const index = createStore<IndexState>()(() => ({ kind: 'loading' }))
  const threads = new Map<ThreadId, Followed>()

  const files = openFollowedFiles(send)
  const toolServers = openFollowedToolServers()
  const { follow, ask, hear } = following(threads, send)
  const again = ({ topic }: Passing) => {
    if (topic === 'index') return send({ type: 'subscribe', topic })
    if (topic.startsWith('changes:')) return files.ask(topic)
    const threadId = idOf(topic)
    const followed = threads.get(threadId)
    if (followed === undefined || followed.holders === 0) return
    followed.asked = null
    ask(threadId, followed, 'tail')
  }
  return {
    index,
    thread: (threadId) => (threads.get(threadId) ?? follow(threadId)).store,
    hold(threadId) {
      const followed = follow(threadId)
      followed.holders += 1
      if (followed.holders === 1) ask(threadId, followed, 'tail')
      let held = true
      return () => {
        if (!held) return
        held = false
        followed.holders -= 1
        if (followed.holders > 0) return
        followed.asked = null
        send({ type: 'unsubscribe', topic: topicOf(threadId) })
        forgetOldest(threads)
      }
    },
    followFiles: (threadId, changed) => files.follow(threadId, changed),
    followToolServers: (changed) => toolServers.follow(changed),
    connected() {
      send({ type: 'subscribe', topic: 'index' })
      files.connected()
      for (const [threadId, followed] of threads) {
        followed.asked = null
        if (followed.holders > 0) ask(threadId, followed, 'tail')
      }
    },
    receive(arrived) {
      const frames = arrived.filter((frame) => !isPassing(frame) && !files.hear(frame))
      for (const frame of arrived) if (isPassing(frame)) setTimeout(() => again(frame), askAgainMs)
      const { forIndex, forThreads } = sorted(frames)
      toolServers.hear(frames, index.getState().kind === 'ready')
      if (forIndex.length > 0) {
        const next = hearIndex(index.getState(), forIndex)
        if (next !== index.getState()) index.setState(next, true)
      }
      for (const [threadId, own] of forThreads) hear(threadId, own)
      if (frames.some((frame) => frame.type === 'reset' && frame.topic === 'index'))
        send({ type: 'subscribe', topic: 'index' })
    },
  }
}

function following(threads: Map<ThreadId, Followed>, send: (frame: ClientFrame) => void) {
  const follow = (threadId: ThreadId): Followed => {
    const followed = threads.get(threadId) ?? {
      store: newStore(),
      holders: 0,
      asked: null,
      doubt: undefined,
    }
    threads.delete(threadId)
    threads.set(threadId, followed)
    return followed
  }
  const ask = (threadId: ThreadId, followed: Followed, missing: 'tail' | 'everything') => {
    if (followed.asked === 'everything' || followed.asked === missing) return
    followed.asked = missing
    const state = followed.store.getState()
    const after = missing === 'tail' && state.kind === 'ready' ? { after: state.view.seq } : {}
    send({ type: 'subscribe', topic: topicOf(threadId), ...after })
  }
  const hear = (threadId: ThreadId, frames: readonly ThreadFrame[]) => {
    const followed = threads.get(threadId)
    if (followed === undefined) return
    if (frames.some(({ type }) => answers.has(type))) followed.asked = null
    const { state, missing } = hearThread(followed.store.getState(), frames)
    if (state !== followed.store.getState()) followed.store.setState(state, true)
    if (frames.some(({ type }) => type === 'resumed')) awaitDoubt(followed)
    if (missing !== null) ask(threadId, followed, missing)
  }
  return { follow, ask, hear }
}

function awaitDoubt(followed: Followed): void {
  clearTimeout(followed.doubt)
  const { store } = followed
  const state = store.getState()
  if (state.kind !== 'ready' || state.doubted.length === 0) return
  followed.doubt = setTimeout(() => store.setState(undoubted(store.getState()), true), doubtMs)
}

/** A reset too: the server has dropped what was asked of it. */
const answers = new Set<ThreadFrame['type']>(['snapshot', 'resumed', 'problem', 'reset'])

const newStore = () => createStore<ThreadState>()(() => ({ kind: 'loading' }))
const topicOf = (threadId: ThreadId): Topic => `thread:${threadId}`

function forgetOldest(threads: Map<ThreadId, Followed>): void {
  const idle = [...threads].filter(([, followed]) => followed.holders === 0)
  for (const [threadId] of idle.slice(0, Math.max(0, idle.length - warm))) threads.delete(threadId)
}

type Passing = Extract<ServerFrame, { type: 'problem' }> & { topic: Topic }

function isPassing(frame: ServerFrame): frame is Passing {
  return frame.type === 'problem' && frame.topic !== null && passing.has(frame.problem.code)
}

const idOf = (topic: Topic) => topic.slice('thread:'.length) as ThreadId // All that a topic but the index can be.

function sorted(frames: readonly ServerFrame[]) {
  const forIndex: IndexFrame[] = []
  const forThreads = new Map<ThreadId, ThreadFrame[]>()
  for (const frame of frames) {
    if (frame.type === 'index' || frame.type === 'changed') forIndex.push(frame)
    else if (
      frame.type !== 'ping' &&
      frame.type !== 'files-changed' &&
      frame.type !== 'tool-servers-changed' &&
      frame.topic !== null &&
      frame.topic !== 'index'
    ) {
      const threadId = idOf(frame.topic)
      const own = forThreads.get(threadId)
      if (own) own.push(frame)
      else forThreads.set(threadId, [frame])
    }
  }
  return { forIndex, forThreads }
}
