// The calls about the agent's program itself.
import { z } from 'zod'
import { AgentProgram } from '../../nouns/agent/program.ts'
import { AgentSettings } from '../../nouns/settings/agents.ts'
import { ThreadId } from '../../nouns/ids.ts'
import { call } from '../call.ts'

/** A thread whose agent was started from another program than a new one would be. */
export const OtherAgent = z.object({
  threadId: ThreadId,
  title: z.string(),
  program: z.string(),
})
export type OtherAgent = z.infer<typeof OtherAgent>

export const agentCalls = {
  checkAgent: call({
    method: 'POST',
    path: '/api/agent/check',
    summary:
      'Tries a path as the agent’s program without keeping it; null: what is found by itself',
    body: z.object({ program: AgentSettings.shape.program }),
    result: AgentProgram,
  }),
  listOtherAgents: call({
    method: 'GET',
    path: '/api/agent/others',
    summary: 'Agents at work that were started from another program than new ones are',
    result: z.object({ agents: z.array(OtherAgent) }),
  }),
} as const
