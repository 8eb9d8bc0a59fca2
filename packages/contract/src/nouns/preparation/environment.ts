// What a thread's agent, commands and dev servers see beside the usual, as it can be told of.
import { z } from 'zod'

/** `thread`: a variable that every thread has. `port`: one that it holds. `recipe`: of the recipe's environment, filled in. */
export const ToldVariable = z.object({
  name: z.string(),
  value: z.string(),
  of: z.enum(['thread', 'port', 'recipe']),
})
export type ToldVariable = z.infer<typeof ToldVariable>

export const ThreadEnvironment = z.object({
  /** Empty while the thread has no files. */
  variables: z.array(ToldVariable),
  /** Of the recipe's environment: what counts only once the project is trusted. */
  withheld: z.array(z.string()),
})
export type ThreadEnvironment = z.infer<typeof ThreadEnvironment>
