// A refusal or failure as it travels: in problem+json answers, socket frames and events.
import { z } from 'zod'

export const ProblemValue = z.object({
  code: z.string().max(60),
  detail: z.string().max(4000),
  /** Values named by the translated text of the code. */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ProblemValue = z.infer<typeof ProblemValue>

/** The body of every error answer (RFC 9457, `application/problem+json`). */
export const ProblemAnswer = ProblemValue.extend({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  instance: z.string().optional(),
  requestId: z.string(),
})
export type ProblemAnswer = z.infer<typeof ProblemAnswer>
