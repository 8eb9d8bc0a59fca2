// Starts the demo's threads over the API, as a person would.
import type { ThreadSummary } from '@a-parallel/shared'
import { shortId } from '../../packages/server/src/platform/short-id.ts'
import { branchName } from '../../packages/server/src/runner/git/branch-name.ts'
import { branchPrefix, until, type DemoApi } from './api.ts'
import { castOf, toMerge, type Cast } from './threads/all.ts'
import { titleOf, type Seed } from './threads/seed.ts'

/** The threads whose branches others name, known before they exist. */
export interface Roles {
  promo: string
  shipping: string
}

export function castFor(roles: Roles): Cast {
  return castOf({
    promo: branchOf(toMerge.promo, roles.promo),
    shipping: branchOf(toMerge.shipping, roles.shipping),
  })
}

function branchOf(seed: Seed, id: string): string {
  return branchName({ prefix: branchPrefix, title: titleOf(seed), shortId: shortId(id) })
}

export interface SeedAsk {
  api: DemoApi
  repository: string
  cast: Cast
  roles: Roles
  newId: () => string
  signal: AbortSignal
}

const mergeLimitMs = 120_000

/** Resolves when every thread is started. Rejects when the signal ends it. */
export async function seed({
  api,
  repository,
  cast,
  roles,
  newId,
  signal,
}: SeedAsk): Promise<void> {
  const project = await api.addProject(repository)
  const ids = new Map<Seed, string>([
    [toMerge.promo, roles.promo],
    [toMerge.shipping, roles.shipping],
  ])
  const begin = async (seeds: readonly Seed[]) => {
    for (const one of seeds) {
      signal.throwIfAborted()
      const { prompt, permissionMode, model } = one
      const id = ids.get(one) ?? newId()
      await api.createThread({ id, projectId: project.id, prompt, permissionMode, model })
    }
  }
  await begin(cast.first)
  const committed = async () => {
    const threads = await api.threads()
    return Object.values(roles).every((id) => hasEnded(threads.find((one) => one.id === id)))
  }
  await until(committed, mergeLimitMs, signal)
  await begin(cast.later)
}

const atWork: readonly string[] = ['pending', 'running', 'waiting']

function hasEnded(thread: ThreadSummary | undefined): boolean {
  return thread !== undefined && !atWork.includes(thread.status)
}
