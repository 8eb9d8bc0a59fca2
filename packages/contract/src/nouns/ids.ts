// The names of things. Branded, so that a project's id never passes for a thread's.
import { z } from 'zod'

export const ProjectId = z.uuid().brand<'ProjectId'>()
export type ProjectId = z.infer<typeof ProjectId>

export const ThreadId = z.uuid().brand<'ThreadId'>()
export type ThreadId = z.infer<typeof ThreadId>

/** A turn bears the id of the user message that began it; the agent uses it as an idempotency key. */
export const TurnId = z.uuid().brand<'TurnId'>()
export type TurnId = z.infer<typeof TurnId>

export const RunId = z.uuid().brand<'RunId'>()
export type RunId = z.infer<typeof RunId>

/** Taken from the agent's own output (message id and block, tool call id), so that reading it twice gives one item. */
export const ItemId = z.string().min(1).max(200).brand<'ItemId'>()
export type ItemId = z.infer<typeof ItemId>

/** The agent's own id of the request that waits for an answer. */
export const ApprovalId = z.string().min(1).max(200).brand<'ApprovalId'>()
export type ApprovalId = z.infer<typeof ApprovalId>

export const RuleId = z.uuid().brand<'RuleId'>()
export type RuleId = z.infer<typeof RuleId>

export const ToolServerId = z.uuid().brand<'ToolServerId'>()
export type ToolServerId = z.infer<typeof ToolServerId>

/** The account that a thing belongs to. `local` is the one person of the local mode. */
export const OwnerId = z.string().min(1).max(100).brand<'OwnerId'>()
export type OwnerId = z.infer<typeof OwnerId>

/** An instant, ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>
