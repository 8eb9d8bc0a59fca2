// What several calls about a thread are made of.
import { z } from 'zod'
import { ThreadId } from '../nouns/ids.ts'

export const Prompt = z
  .string()
  .max(900_000)
  .refine((text) => text.trim() !== '', 'say something')
export const Written = z.object({ seq: z.number().int() })
export const threadParams = z.object({ id: ThreadId })
