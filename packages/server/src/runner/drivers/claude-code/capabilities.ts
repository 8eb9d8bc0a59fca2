// What Claude Code can do, as far as the product asks.
import type { AgentDriver } from '../port.ts'

export const capabilities: AgentDriver['can'] = {
  resume: true,
  interrupt: true,
  plan: true,
  partials: true,
}
