// The part of the fold that concerns an agent's process, and what it tells of itself.
import type { ThreadEvent } from '../nouns/event.ts'
import type { Run } from '../nouns/run.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { givenBack } from './fold-queue.ts'
import { next } from './transitions.ts'

type RunEvent = Extract<ThreadEvent, { type: `run.${string}` }>

export function foldRun(view: ThreadView, event: RunEvent): ThreadView {
  const { runId } = event.data
  if (event.type === 'run.requested') {
    const { sessionId, resumes, copies = null } = event.data
    // A conversation that was named once stays known, even if this run ends before it names it again.
    const agentVersion = resumes ? (view.run?.agentVersion ?? null) : null
    return {
      ...view,
      run: {
        id: runId,
        state: 'requested',
        sessionId,
        agentVersion,
        stopping: false,
        stalledAt: null,
        copies,
      },
    }
  }
  if (view.run?.id !== runId) return view
  if (event.type === 'run.identified') {
    const { sessionId, agentVersion } = event.data
    const run = { ...view.run, sessionId, agentVersion, copies: null }
    return { ...view, run, continueAt: null }
  }
  if (event.type === 'run.commands-told') return { ...view, commands: event.data.commands }
  if (event.type === 'run.context-measured') {
    const { context } = event.data
    const { tokens, window } = context
    return { ...view, context: { tokens, window, measured: { ...context, at: event.at } } }
  }
  if (event.type === 'run.stop-requested') return { ...view, run: { ...view.run, stopping: true } }
  if (event.type === 'run.stalled') {
    return { ...view, run: { ...view.run, stalledAt: event.data.since ?? event.at } }
  }
  if (event.type === 'run.revived') return { ...view, run: { ...view.run, stalledAt: null } }
  const state = next('run', view.run.state, event.type)
  if (!state) return view
  const after = { ...view, run: { ...view.run, state, stalledAt: null } }
  return state === 'live' ? after : givenBack(after)
}

/** An agent finds a conversation by the folder that it was held in: in another one it begins anew. */
export function forgetful(run: Run | null): Run | null {
  return run && { ...run, agentVersion: null }
}
