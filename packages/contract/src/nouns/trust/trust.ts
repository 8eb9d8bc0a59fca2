// What a repository brings that runs, permits or redirects by itself, and whether its owner lets it.
import { z } from 'zod'
import { Instant, ProjectId } from '../ids.ts'

/** What kind of thing a repository brings. */
export const BroughtKind = z.enum([
  'setup-command',
  'teardown-command',
  'dev-server',
  'setup-variable',
  'agent-hook',
  'agent-permission',
  'agent-environment',
  'agent-setting',
  'mcp-server',
  'skill',
  'slash-command',
  'subagent',
  'git-setting',
  'git-hook',
  'embedded-repository',
  'unreadable',
])
export type BroughtKind = z.infer<typeof BroughtKind>

/** One thing that a repository brings. */
export const Brought = z.object({
  kind: BroughtKind,
  /** Relative to the checkout where it lies in one, else its whole path. */
  file: z.string(),
  /** Where in the file, or the name of the thing. */
  key: z.string(),
  /** What it would run or set, as it is written; its beginning when it is long. */
  text: z.string(),
  /** Over all of it: the same again is the same thing. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Brought = z.infer<typeof Brought>

/**
 * - `nothing`: it brings nothing that would need trust, so it is used as in a terminal.
 * - `restricted`: nothing that it brings runs.
 * - `trusted`: what it brings runs.
 * - `drifted`: it was trusted, and brings something since that was not there then. Until it is trusted again it is
 *   restricted.
 */
export const TrustState = z.enum(['nothing', 'restricted', 'trusted', 'drifted'])
export type TrustState = z.infer<typeof TrustState>

/** Over everything that a repository brings; a decision names what it was about by it. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/)

export const Trust = z.object({
  projectId: ProjectId,
  state: TrustState,
  fingerprint: Fingerprint,
  /** When its owner last trusted it. */
  trustedAt: Instant.nullable(),
  brought: z.array(Brought),
  /** Digests of what was not there when it was trusted. Empty unless it drifted. */
  fresh: z.array(z.string()),
})
export type Trust = z.infer<typeof Trust>
