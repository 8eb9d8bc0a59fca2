// What an agent's own git gets before a project is trusted, so that it runs nothing that the repository brings either.
import type { Git } from '../core.ts'
import { restriction, type Setting } from '../environment.ts'
import { neutralise } from '../filters.ts'
import { ownTransport } from './own-settings.ts'

/** The person's own ways to other machines, and their own filters, go on working. */
export async function restrictionOf(git: Git, cwd: string): Promise<Setting[]> {
  const [neutral, own] = await Promise.all([neutralise(git, cwd), ownTransport(git, cwd)])
  return [...restriction, ...neutral.settings, ...own]
}
