// How hard an agent's model thinks before it answers. What a model can do of it, the agent says.
import { z } from 'zod'

export const Effort = z.enum(['low', 'medium', 'high', 'xhigh', 'max'])
export type Effort = z.infer<typeof Effort>
