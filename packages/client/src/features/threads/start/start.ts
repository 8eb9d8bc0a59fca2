// Sends a draft to the server. The draft's id makes a repeated request the same thread; other words are another thread.
import type { ProblemValue, ProjectId, ThreadId } from '@a-parallel/shared'
import { useState } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import type { Draft } from './draft.ts'

export type Starting =
  | { kind: 'writing' }
  | { kind: 'sending' }
  | { kind: 'refused'; problem: ProblemValue }

export function useStart(projectId: ProjectId, onStarted: (id: ThreadId) => void) {
  const [state, setState] = useState<Starting>({ kind: 'writing' })
  const start = async (draft: Draft) => {
    setState({ kind: 'sending' })
    try {
      const { id } = await callApi('createThread', {
        body: {
          id: draft.id,
          projectId,
          prompt: draft.prompt,
          model: draft.model,
          permissionMode: draft.permissionMode,
          mode: draft.mode,
          baseBranch: draft.mode === 'worktree' ? (draft.baseBranch ?? undefined) : undefined,
        },
      })
      onStarted(id)
    } catch (cause) {
      setState({ kind: 'refused', problem: problemOf(cause) })
    }
  }
  return { state, start, forget: () => setState({ kind: 'writing' }) }
}
