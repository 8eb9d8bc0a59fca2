// What is said of the machine itself: health, setup, folders.
import { z } from 'zod'
import { Effort } from '../nouns/agent/effort.ts'
import { AgentLogin, AgentProgram } from '../nouns/agent/program.ts'

export const Health = z.object({ ok: z.literal(true), version: z.string() })

export const Model = z.object({
  value: z.string(),
  name: z.string(),
  description: z.string(),
  /** How hard it can be told to think; null where no agent has said so yet. */
  efforts: z.array(Effort).nullable().default(null),
})

export const Setup = z.object({
  git: z.object({
    version: z.string().nullable(),
    /** Older ones ignore settings on which the safety of a repository rests. */
    supported: z.boolean(),
    identity: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
  }),
  agent: AgentProgram.extend({
    signedIn: z.enum(['yes', 'no', 'unknown']),
    login: AgentLogin,
  }),
  models: z.array(Model),
  platform: z.string(),
  home: z.string(),
  /** A demo: its agents play scripts, and nothing leaves this machine. */
  demo: z.boolean(),
})
export type Setup = z.infer<typeof Setup>

export const Listing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      isRepository: z.boolean(),
      hidden: z.boolean(),
    }),
  ),
  truncated: z.boolean(),
})
export type Listing = z.infer<typeof Listing>
