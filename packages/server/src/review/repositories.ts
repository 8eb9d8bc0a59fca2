// Asks the repositories of an owner's projects, one of which may be broken: that keeps nothing of the others from its owner,
// and what it would have said is not known.
import type { Actor } from '@a-parallel/shared'
import type { Log } from '../platform/log.ts'
import type { Projects } from '../projects/index.ts'

export interface RepositoryPorts {
  projects: Pick<Projects, 'list'>
  log: Log
}

export interface Asked<T> {
  told: { repository: string; answer: T }[]
  /** Names of the projects whose repositories did not answer. */
  unread: string[]
}

export function openRepositories({ projects, log }: RepositoryPorts) {
  const available = (actor: Actor) => projects.list(actor).filter((one) => one.available)
  const note = (cause: unknown, repository: string) =>
    log.warn({ err: cause, repository }, 'what a repository keeps was not told')
  return {
    async askAll<T>(actor: Actor, ask: (repository: string) => Promise<T>): Promise<Asked<T>> {
      const asked: Asked<T> = { told: [], unread: [] }
      const one = async ({ path: repository, name }: { path: string; name: string }) => {
        try {
          asked.told.push({ repository, answer: await ask(repository) })
        } catch (cause) {
          note(cause, repository)
          asked.unread.push(name)
        }
      }
      await Promise.all(available(actor).map(one))
      return { ...asked, unread: asked.unread.toSorted() }
    },
    /**
     * Looks through one after the other, until something is found.
     * @returns `unread`: why the first of those that did not answer did not; null: all of them did.
     */
    async findIn<T>(
      actor: Actor,
      look: (repository: string) => Promise<T | undefined>,
    ): Promise<{ found: T | undefined; unread: unknown }> {
      let unread: unknown = null
      for (const { path: repository } of available(actor)) {
        try {
          const found = await look(repository)
          if (found !== undefined) return { found, unread }
        } catch (cause) {
          note(cause, repository)
          unread ??= cause
        }
      }
      return { found: undefined, unread }
    },
  }
}
