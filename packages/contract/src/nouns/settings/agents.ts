// The section "agents" of a person's settings: their program, and what new threads begin with.
import { z } from 'zod'
import { Effort } from '../agent/effort.ts'
import { StartingMode } from '../project.ts'
import { ModelName } from '../thread.ts'

const longestPath = 4096

export const AgentSettings = z.object({
  /** Where the agent's program lies; null: where it is found. It is tried before it is kept. */
  program: z.string().trim().min(1).max(longestPath).nullable(),
  /** What new threads begin with where their project says nothing; null: as the last one did, or else the usual. */
  model: ModelName.nullable(),
  effort: Effort.nullable(),
  permissionMode: StartingMode.nullable(),
})
export type AgentSettings = z.infer<typeof AgentSettings>
