// The machine side on a repository that was left behind by somebody hostile, and whom its commands speak of. For tests only.
import { Problem } from '@a-parallel/contract/model'
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { localCheckpoints } from '../../local/checkpoints.ts'
import { oneAtATime } from '../../local/one-at-a-time.ts'
import { localFiles } from '../../files/local.ts'
import { localRepositories } from '../../local/repositories.ts'
import { localPublish } from '../../local/publish.ts'
import { localReview } from '../../local/review.ts'
import { localTrust } from '../../local/trust.ts'
import { localWorktrees } from '../../local/worktrees/worktrees.ts'
import type { Runner } from '../../port.ts'
import { openStock, type ReadyStock } from '../../ready/stock.ts'
import { localSpares } from '../../spares/local.ts'
import type { Spares } from '../../spares-port.ts'
import { preparationIn } from './preparing.ts'
import type { Place } from './steps.ts'

export interface Scene {
  place: Place
  runner: Pick<
    Runner,
    | 'repositories'
    | 'worktrees'
    | 'preparation'
    | 'checkpoints'
    | 'trust'
    | 'review'
    | 'files'
    | 'publish'
  >
  ready: ReadyStock
  spares: Spares
  /** The thread's worktree, as it was planned. */
  worktree: { path: string; branch: string }
  /** What an earlier command gave a later one. */
  commits: Record<string, string>
}

export const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // A UUID.

const unlimited = () => Promise.resolve(Infinity)

const noAgents = { startAhead: () => Promise.resolve(), dismiss: () => Promise.resolve() }

function sparesIn(directory: string): string {
  const folder = join(directory, 'spares')
  mkdirSync(folder)
  return folder
}

/** The machine side as a project has it that was never trusted, on what the agent left behind. */
export function sceneOf(place: Place): Scene {
  const { git, directory, environment } = place
  const worktrees = join(directory, 'worktrees')
  const nobody = { warn: (told: unknown) => void Promise.reject(new Error(JSON.stringify(told))) }
  const log = nobody as unknown as Parameters<typeof localTrust>[0]['log'] // Only warn is called.
  const quiet = pino({ enabled: false })
  const trust = localTrust({ git, folders: () => [worktrees], trustedAt: () => null, log })
  const { isTrusted } = trust
  const inTurn = oneAtATime<string>()
  const checkpoints = localCheckpoints(git, join(directory, 'indexes'), isTrusted)
  const folder = join(directory, 'ready')
  const limits = { freeDisk: unlimited, leastFiles: 1, afterMs: 0, leastDisk: 0 }
  const ready = openStock({ git, folder, isTrusted, ...limits, log: quiet })
  const local = localWorktrees({ git, root: worktrees, ready, isTrusted, umask: 0o022, log: quiet })
  return {
    place,
    ready,
    spares: localSpares({
      git,
      folder: sparesIn(directory),
      worktrees: local,
      runs: noAgents,
      checkpoints,
      trust,
    }),
    runner: {
      repositories: localRepositories(git, join(directory, 'home')),
      trust: { read: trust.read },
      review: localReview(git, { inTurn, umask: 0o022, isTrusted, environment, log }),
      files: localFiles(git, { isTrusted, environment }),
      preparation: preparationIn(place, trust.mayUse, log),
      publish: localPublish({ git, checkpoints, inTurn, isTrusted }),
      worktrees: local,
      checkpoints,
    },
    worktree: { path: join(worktrees, 'one'), branch: 'ap/one' },
    commits: {},
  }
}

export const here = ({ place, worktree }: Scene) => ({
  repository: place.root,
  path: worktree.path,
  threadId,
  ownsCheckout: true,
})

/** The project's checkout: repositories inside are checked out there alone. */
export const inCheckout = ({ place }: Scene) => ({
  repository: place.root,
  path: place.root,
  threadId,
  ownsCheckout: false,
})

/** As what something is kept, and whose it is. */
export const keeping = () => ({ id: randomUUID() as KeptId, owner: 'local' as OwnerId }) // Of the right shape.

/** What a filter would have to convert is refused. */
export const filtered = (cause: unknown): null => {
  if (cause instanceof Problem && cause.code === 'filter_untrusted') return null
  throw cause
}

const unharmed = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.safecrlf=false',
  'commit.gpgSign=false',
  'advice.addEmbeddedRepo=false',
  ...['clean=', 'smudge=', 'process=', 'required=false'].map((value) => `filter.evil.${value}`),
].flatMap((setting) => ['-c', setting])

/** As somebody works there who saw to it that nothing of the repository's runs. */
export const unharmedly = (place: Place, args: string[], cwd?: string) =>
  place.plain([...unharmed, ...args], cwd)

/** Writes and commits. */
export function committed({ place }: Scene, path: string, files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content)
  unharmedly(place, ['add', '--', ...Object.keys(files)], path)
  unharmedly(place, ['commit', '-q', '-m', 'work'], path)
}
