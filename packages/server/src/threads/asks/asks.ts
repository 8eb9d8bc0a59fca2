// What people may ask of threads beyond seeing them.
import type { Actor } from '@a-parallel/shared'
import type { Asides } from './aside.ts'
import { checkoutAsks } from './checkout.ts'
import { contextAsks } from './context.ts'
import { skillAsks } from './skills.ts'
import type { LimitAsks } from './limits.ts'
import { otherAgents, type OtherAgentPorts } from './others.ts'
import { setupAsks, type SetupPorts } from './setup.ts'
import { threadSuggestions, type SuggestPorts } from './suggestions.ts'

export function threadAsks(
  ports: SuggestPorts & SetupPorts & OtherAgentPorts & { asides: Asides; limits: LimitAsks },
) {
  return {
    ...threadSuggestions(ports),
    ...contextAsks(ports),
    ...checkoutAsks(ports),
    ...setupAsks(ports),
    ...skillAsks(ports),
    askAside: ports.asides.ask,
    /** Asks one of this actor's agents, if any lives, how far the subscription is used up. */
    askLimits: ports.limits.ask,
    otherAgents: (actor: Actor, program: string | null) => otherAgents(ports, actor, program),
  }
}
