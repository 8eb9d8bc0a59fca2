// Sends a draft to the server. The draft's id makes a repeated request the same thread; other words are another thread.
import type {
  ProblemValue,
  ProjectId,
  ThreadId,
  ToolServerChoice,
  ToolServerId,
} from '@a-parallel/shared'
import { useState } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { askedOf, withImagesSent, type Attached } from '../../images/index.ts'
import type { Draft } from './draft.ts'

export type Starting =
  | { kind: 'writing' }
  | { kind: 'sending' }
  | { kind: 'refused'; problem: ProblemValue }

type Said = { text: string; images: readonly Attached[] }

/** What a thread begins with, as the server is told of it. */
export function beginningOf(draft: Draft, projectId: ProjectId, prompt: string) {
  return {
    projectId,
    prompt,
    model: draft.model,
    effort: draft.effort,
    permissionMode: draft.permissionMode,
    mode: draft.mode,
    baseBranch: draft.mode === 'worktree' ? (draft.baseBranch ?? undefined) : undefined,
  }
}

/** What its agent is given does not concern what is made ready for it. */
function chosenOf({ toolServers }: Draft): ToolServerChoice[] {
  return Object.entries(toolServers).map(([id, on]) => ({ id: id as ToolServerId, on })) // Of the list.
}

export function useStart(projectId: ProjectId, onStarted: (id: ThreadId) => Promise<void>) {
  const [state, setState] = useState<Starting>({ kind: 'writing' })
  const start = async (draft: Draft, { text, images }: Said) => {
    setState({ kind: 'sending' })
    const body = {
      id: draft.id,
      ...beginningOf(draft, projectId, text),
      ...(images.length > 0 && { images: askedOf(images) }),
      toolServers: chosenOf(draft),
    }
    try {
      const { id } = await withImagesSent(images, () => callApi('createThread', { body }))
      await onStarted(id)
      // Whoever turned back before the thread was shown has this very form before them, for another one.
      setState({ kind: 'writing' })
    } catch (cause) {
      setState({ kind: 'refused', problem: problemOf(cause) })
    }
  }
  return { state, start, forget: () => setState({ kind: 'writing' }) }
}
