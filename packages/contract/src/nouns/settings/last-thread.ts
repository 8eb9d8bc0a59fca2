// The section "lastThread" of a person's settings: what they last chose for a new thread. The next one begins so where
// neither its project nor the section "agents" says otherwise.
import type { z } from 'zod'
import { AgentSettings } from './agents.ts'

export const LastThreadSettings = AgentSettings.pick({
  model: true,
  effort: true,
  permissionMode: true,
})
export type LastThreadSettings = z.infer<typeof LastThreadSettings>
