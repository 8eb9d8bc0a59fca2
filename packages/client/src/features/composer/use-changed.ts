// Changes a thread's model or mode: shown at once, taken back with a toast when the server refuses.
import { useState } from 'react'
import type { Effort, PermissionMode, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'

type Chosen = { model: string; effort: Effort | null; permissionMode: PermissionMode }

const choices = ['model', 'effort', 'permissionMode'] as const

/** The choices as they will be, and how to change one. */
export function useChanged(threadId: ThreadId, known: Chosen) {
  const [wanted, setWanted] = useState<Partial<Chosen>>({})
  const [base, setBase] = useState(known)
  if (choices.some((choice) => base[choice] !== known[choice])) {
    setBase(known)
    setWanted({})
  }
  const change = (part: Partial<Chosen>) => {
    setWanted((before) => ({ ...before, ...part }))
    callApi('changeThread', { params: { id: threadId }, body: part }).catch((cause: unknown) => {
      setWanted({})
      showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
    })
  }
  return { ...known, ...wanted, change }
}
