// The dev servers of this machine, as the port promises it: asked right before each begins, what it runs must be trusted.
import type { Log } from '../../platform/log.ts'
import type { DevServerRunner } from '../dev-server-port.ts'
import { agentGitEnvironment } from '../git/environment.ts'
import type { Holder } from '../holder/port.ts'
import type { LocalTrust } from '../local/trust.ts'
import { agentEnvironment } from '../runs/environment.ts'
import { broughtBySaid } from '../trust/recipe-brought.ts'
import { openDevServers } from './dev-servers.ts'

export interface LocalDevServersAsk {
  holder: Holder
  home: { devServers: string }
  env: NodeJS.ProcessEnv
  mayUse: LocalTrust['mayUse']
  log: Log
}

export function localDevServers({
  holder,
  home,
  env,
  mayUse,
  log,
}: LocalDevServersAsk): DevServerRunner {
  const environment = { ...agentEnvironment(env), ...agentGitEnvironment() }
  return openDevServers({
    holder,
    folder: home.devServers,
    environment,
    mayRun: ({ repository, cwd, name, command, isOwn }) =>
      mayUse(repository, cwd, isOwn ? [] : broughtBySaid({ servers: [{ name, command }] })),
    log,
  })
}
