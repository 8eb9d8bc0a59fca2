// The ids under which the product knows what the agent produced. Taken from its own output, never made up,
// so that reading the same journal twice gives the same items.
import type { ApprovalId, ItemId, TurnId } from '@a-parallel/shared'

const longest = 200
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

export function itemId(text: string): ItemId {
  return text.slice(0, longest) as ItemId // Cut to what the schema allows; parsing each would only cost.
}

/** One block of a message: text or thinking. */
export function blockId(messageId: string, index: number): ItemId {
  return itemId(`${messageId}:${index}`)
}

export function approvalId(text: string): ApprovalId {
  return text.slice(0, longest) as ApprovalId // As above.
}

/** A message's id as the product gave it, or null where it is not one of the product's. */
export function turnId(text: string): TurnId | null {
  return uuid.test(text) ? (text.toLowerCase() as TurnId) : null // Just checked.
}
