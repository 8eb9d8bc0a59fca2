// The agent's program on this machine: where it lies, whether it answers, and how it is signed in.
import { z } from 'zod'

/** Why a path is none that the program can be started from. */
export const ProgramFault = z.enum([
  /** Not an absolute path. */
  'relative',
  /** It lies in a project's repository, or in a worktree: whoever writes there, agents too, would be run as the agent. */
  'repository',
  'absent',
  /** No file: a folder, a device. */
  'no-file',
  /** A file that this user may not run. */
  'locked',
  /** It did not answer in time. */
  'silent',
  /** It could not be run, or ended with an error. */
  'failed',
  /** It answered, but told no version. */
  'unversioned',
])
export type ProgramFault = z.infer<typeof ProgramFault>

export const AgentProgram = z.object({
  /** found, missing (nothing was named, and nothing was found), or what was named does not run. */
  state: z.enum(['found', 'missing', 'invalid']),
  path: z.string().nullable(),
  version: z.string().nullable(),
  /** Where it was looked for, in order. */
  searched: z.array(z.string()),
  /** Who named it: the person in their settings, CLAUDE_PATH, or nobody. */
  namedBy: z.enum(['settings', 'environment', 'search']),
  /** Of what was named; null where it runs, or nobody named it. */
  fault: ProgramFault.nullable(),
  /** What it said instead of its version. */
  detail: z.string().nullable(),
})
export type AgentProgram = z.infer<typeof AgentProgram>

export const LoginKind = z.enum([
  'subscription',
  'api-key',
  /** A bearer token, as gateways want one. */
  'token',
  'bedrock',
  'vertex',
  'foundry',
  /** Another service that the program knows. */
  'other',
])
export type LoginKind = z.infer<typeof LoginKind>

/** How the program is signed in, as far as it or its surroundings tell. */
export const AgentLogin = z.object({
  /** Null: not at all, or nobody can tell. */
  kind: LoginKind.nullable(),
  /** The variable or the file that tells it; null where the program itself said so. */
  by: z.string().nullable(),
  /** What the program calls the subscription: `Claude Max`. */
  plan: z.string().nullable(),
  /** The origin that requests go to where it is not the vendor's usual one. Never a name or a password. */
  baseUrl: z.string().nullable(),
})
export type AgentLogin = z.infer<typeof AgentLogin>
