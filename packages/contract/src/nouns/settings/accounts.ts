// The section "accounts" of a person's settings. The accounts themselves are no settings: their tokens are secrets.
import { z } from 'zod'

export const AccountsSettings = z.object({
  /** Whether the GitHub CLI's sign-in on this machine is used where no token was given. */
  gh: z.boolean(),
})
