// The section "keyboard" of a person's settings.
import { z } from 'zod'

const mostBindings = 200

export const KeyboardSettings = z.object({
  /** Whether keys without Ctrl, ⌘ or Alt do anything outside of fields: who dictates may press them unawares. */
  singleKeys: z.boolean(),
  /** The keys of commands that have others than the usual ones, by the command's id: `Mod+K`. */
  bindings: z
    .record(z.string().min(1).max(60), z.array(z.string().min(1).max(40)).max(4))
    .refine((all) => Object.keys(all).length <= mostBindings, `at most ${mostBindings} commands`),
})
