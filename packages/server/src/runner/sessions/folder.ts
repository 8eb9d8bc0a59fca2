// Where the agent's program keeps its sessions.
import { join } from 'node:path'
import { configFolder, type Environment } from '../skills/roots.ts'

/** A folder for each working directory lies in it. By the environment that agents get. */
export function sessionsFolder(env: Environment): string {
  return join(configFolder(env), 'projects')
}

/** Each running program notes itself there. */
export function runningFolder(env: Environment): string {
  return join(configFolder(env), 'sessions')
}
