// A Problem as an answer: problem+json (RFC 9457), never a stack, never anybody's path in an unknown error.
import { Problem, problemKind } from '@a-parallel/contract/model'
import type { ProblemAnswer } from '@a-parallel/shared'

export function problemAnswer(cause: unknown, requestId: string, instance: string): Response {
  const problem =
    cause instanceof Problem ? cause : new Problem('internal', problemKind('internal').title)
  const body: ProblemAnswer = {
    type: `urn:a-parallel:problem:${problem.code}`,
    title: problemKind(problem.code).title,
    status: problem.status,
    instance,
    requestId,
    ...problem.toValue(),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
