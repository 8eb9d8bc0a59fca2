// A thread's worktree of a real repository, looked at through the runner's port. For tests.
import type { ThreadId } from '@a-parallel/shared'
import { join } from 'node:path'
import pino from 'pino'
import { oneAtATime } from '../../local/one-at-a-time.ts'
import { localReview } from '../../local/review.ts'
import type { Runner } from '../../port.ts'
import type { Between, ReviewAsk } from '../../review-port.ts'
import { createGit } from '../core.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from '../worktrees/create.ts'

type Scope = 'branch' | 'uncommitted' | 'staged' | 'unstaged'

export interface ReviewRig {
  repository: TestRepository
  review: Runner['review']
  ask: ReviewAsk
  /** What our git was asked for, by its names. */
  asked: string[]
  /** Runs plain git in the worktree. */
  git(...args: string[]): string
  file(path: string): string
  list(between: Scope | Between): ReturnType<Runner['review']['changes']>
  diff(
    scope: Scope | Between,
    file: string,
    more?: { from?: string; context?: number; whole?: boolean; ignoreSpace?: boolean },
  ): ReturnType<Runner['review']['diff']>
}

export const rigThread = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.

const isTrusted = () => Promise.resolve(false)

export async function openReviewRig(
  files: Record<string, string>,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
  folder = 'repository',
): Promise<ReviewRig> {
  const repository = makeRepository(files, objectFormat, folder)
  const path = join(repository.directory, 'worktrees', folder === 'repository' ? 'one' : folder)
  const place = { repository: repository.root, path, branch: 'ap/one', base: 'main' }
  const made = await createWorktree(repository.git, place)
  if (made.kind !== 'ready') throw new Error(made.kind)
  const asked: string[] = []
  const git = createGit({
    environment: repository.environment,
    onCall: ({ name }) => asked.push(name),
  })
  const review = localReview(git, {
    inTurn: oneAtATime(),
    umask: 0o022,
    isTrusted,
    environment: repository.environment,
    log: pino({ enabled: false }),
  })
  const ask: ReviewAsk = {
    repository: repository.root,
    path,
    threadId: rigThread,
    ownsCheckout: true,
    base: { name: 'main', began: made.commit },
  }
  return {
    repository,
    review,
    ask,
    asked,
    git: (...args) => repository.plain(args, path),
    file: (name) => join(path, name),
    list: (scope) => review.changes({ ...ask, between: betweenOf(scope), most: 10_000 }),
    diff: (scope, file, more = {}) =>
      review.diff({
        ...ask,
        between: betweenOf(scope),
        file,
        from: more.from ?? null,
        context: more.context ?? 3,
        whole: more.whole ?? false,
        ignoreSpace: more.ignoreSpace ?? false,
      }),
  }
}

function betweenOf(scope: Scope | Between): Between {
  return typeof scope === 'string' ? { scope } : scope
}
