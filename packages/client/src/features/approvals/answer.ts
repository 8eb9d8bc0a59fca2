// Sends a person's answer to what an agent waits for. Never optimistic: the card stays until the log tells the outcome.
import { useCallback, useRef, useState } from 'react'
import type {
  AnswerScope,
  Approval,
  PermissionMode,
  ProblemValue,
  RuleWords,
  ThreadId,
} from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'

export type Reply = {
  decision: 'allow' | 'deny'
  message?: string
  answers?: Record<string, string>
  permissionMode?: PermissionMode
  scope?: AnswerScope
  rule?: RuleWords
  stop?: boolean
}

export type Answering = {
  /** The reply that is on its way or was taken; null while none is. */
  sent: Reply | null
  problem: ProblemValue | null
  answer: (reply: Reply) => void
}

/** Codes that say somebody or something else has settled it: no fault of the person's. */
const settledCodes = new Set(['approval_already_answered', 'approval_expired'])

export const isSettledElsewhere = ({ code }: ProblemValue): boolean => settledCodes.has(code)

/** Answers one request at most once. A failed try gives the card back with the problem. */
export function useAnswer(threadId: ThreadId, approval: Approval): Answering {
  const [sent, setSent] = useState<Reply | null>(null)
  const [problem, setProblem] = useState<ProblemValue | null>(null)
  const busy = useRef(false)
  const { id } = approval
  const answer = useCallback(
    (reply: Reply) => {
      if (busy.current) return
      busy.current = true
      setSent(reply)
      setProblem(null)
      callApi('answerApproval', { params: { id: threadId, approvalId: id }, body: reply }).catch(
        (cause: unknown) => {
          const failed = problemOf(cause)
          setProblem(failed)
          if (isSettledElsewhere(failed)) return
          busy.current = false
          setSent(null)
        },
      )
    },
    [threadId, id],
  )
  return { sent, problem, answer }
}
