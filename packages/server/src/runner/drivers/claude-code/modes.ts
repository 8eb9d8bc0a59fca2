// The product's permission modes in the agent's words.
import type { PermissionMode } from '@a-parallel/shared'

/**
 * The agent's mode. Never `acceptEdits`: that also runs `rm -rf` and `mv` inside the checkout unasked,
 * so the product allows edits itself.
 */
export function modeName(mode: PermissionMode): 'plan' | 'default' {
  return mode === 'plan' ? 'plan' : 'default'
}
