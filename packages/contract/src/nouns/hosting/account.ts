// A sign-in at a host of repositories. Its token is kept sealed on the server, and never leaves it again.
import { z } from 'zod'
import { Instant } from '../ids.ts'
import { ProblemValue } from '../problem.ts'

/** `github.com`, or the name of a GitHub Enterprise server; without a port. */
export const HostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
    'a name like github.com',
  )
export type HostName = z.infer<typeof HostName>

export const HostAccount = z.object({
  host: HostName,
  /** `token`: given by its owner. `gh`: the GitHub CLI’s on this machine, read whenever it is needed and never kept. */
  source: z.enum(['token', 'gh']),
  /** Null where the host could not be asked. */
  login: z.string().nullable(),
  /** The token’s last four characters; null for one that is not kept. */
  lastFour: z.string().nullable(),
  /** What a classic token may do; fine-grained ones do not say. */
  scopes: z.array(z.string()).nullable(),
  since: Instant.nullable(),
  /** Why it cannot be used. */
  problem: ProblemValue.nullable(),
})
export type HostAccount = z.infer<typeof HostAccount>
