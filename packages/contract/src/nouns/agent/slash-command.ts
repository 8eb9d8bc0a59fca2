// What an agent's program does itself, or reads up, when a message begins with `/` and its name. Skills are told among them.
import { z } from 'zod'

export const SlashCommand = z.object({
  /** Without the slash. */
  name: z.string().min(1).max(100),
  description: z.string().max(200),
  /** What may follow the name, as the agent puts it: `[name]`. */
  hint: z.string().max(100),
  aliases: z.array(z.string().min(1).max(100)).default([]),
})
export type SlashCommand = z.infer<typeof SlashCommand>
