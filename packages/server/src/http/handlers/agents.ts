// The calls about the agent's program and what it tells of itself, bound to the features.
import type { Actor } from '@a-parallel/shared'
import type { Limits } from '../../limits/index.ts'
import type { Runner } from '../../runner/port.ts'
import type { AccountSettings } from '../../settings/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'readSetup' | 'checkAgent' | 'listOtherAgents' | 'readLimits'

interface Ports {
  settings: AccountSettings
  limits: Limits
  threads: Pick<Threads, 'askLimits' | 'otherAgents'>
  runner: Runner
}

export function agentHandlers(ports: Ports): Pick<Handlers, About> {
  const { settings, limits, threads, runner } = ports
  const setup = (actor: Actor, fresh: boolean) =>
    runner.setup({ own: settings.read(actor).agents.program, fresh })
  return {
    readSetup: (actor, { query }) => setup(actor, query.fresh ?? false),
    checkAgent: (_, { body }) => runner.tryProgram(body.program),
    listOtherAgents: async (actor) => {
      const { agent } = await setup(actor, false)
      return { agents: await threads.otherAgents(actor, agent.path) }
    },
    readLimits: async (actor, { query }) => {
      if (query.fresh === true) await threads.askLimits(actor)
      return { windows: limits.of(actor) }
    },
  }
}
