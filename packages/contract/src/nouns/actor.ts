// Who caused a fact.
import { z } from 'zod'
import { OwnerId, RuleId } from './ids.ts'

export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: OwnerId }),
  z.object({ kind: z.literal('agent') }),
  /** A standing answer: a permission mode by its name, or a rule. */
  z.object({ kind: z.literal('rule'), name: z.string().max(100), ruleId: RuleId.optional() }),
  z.object({ kind: z.literal('system') }),
])
export type Actor = z.infer<typeof Actor>
