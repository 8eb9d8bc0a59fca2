// A thread's worktree that is kept, removed and made again through the runner's port, and all that can be told of it. For
// tests.
import type { AtStake, OwnerId } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { localWorktrees } from '../../../local/worktrees/worktrees.ts'
import type { KeepWorktree, Runner, WorktreeOutcome } from '../../../port.ts'
import { openStock } from '../../../ready/stock.ts'
import { rigThread } from '../../changes/review-rig.ts'
import type { Git } from '../../core.ts'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { createWorktree } from '../../worktrees/create.ts'

export interface WholeRig {
  repository: TestRepository
  path: string
  /** As the runner is asked. */
  place: { repository: string; path: string; keep: KeepWorktree }
  runner: Runner['worktrees']
  write(path: string, content: string | Buffer, mode?: number): void
  read(path: string): string
  /** Plain git in the worktree; what it refuses is part of the story. */
  git(...args: string[]): string
  atStake(): Promise<AtStake>
  remove(runner?: Runner['worktrees']): Promise<void>
  restore(runner?: Runner['worktrees']): Promise<WorktreeOutcome>
  /** As when its thread is archived. */
  keepArchived(): Promise<void>
  /** The runner with another git. */
  with(git: Git): Runner['worktrees']
  /** Every byte, mode, link and empty folder, and what git says of it. */
  all(): Record<string, string>
}

export const branch = 'ap/one'
const owner = 'local' as OwnerId // Of the right shape.
const keep = { threadId: rigThread, owner, title: 'One', branch }
const isTrusted = () => Promise.resolve(false)

export async function openWholeRig(
  files: Record<string, string>,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
  folder = 'repository',
): Promise<WholeRig> {
  const repository = makeRepository(files, objectFormat, folder)
  const root = join(repository.directory, 'worktrees')
  const path = join(root, folder === 'repository' ? 'one' : folder)
  const place = { repository: repository.root, path }
  const made = await createWorktree(repository.git, { ...place, branch, base: 'main' })
  if (made.kind !== 'ready') throw new Error(made.kind)
  const log = pino({ enabled: false })
  const open = { isTrusted, log }
  const stock = { folder: join(repository.directory, 'ready'), ...open }
  const none = {
    freeDisk: () => Promise.resolve(Infinity),
    leastFiles: 0,
    afterMs: 0,
    leastDisk: 0,
  }
  const withGit = (git: Git) =>
    localWorktrees({
      git,
      root,
      umask: 0o022,
      ready: openStock({ git, ...stock, ...none }),
      ...open,
    })
  const runner = withGit(repository.git)
  const git = (...args: string[]) => repository.plain(args, path)
  return {
    repository,
    path,
    place: { ...place, keep },
    runner,
    with: withGit,
    git,
    write(name, content, mode = 0o644) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), content, { mode })
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    atStake: () => runner.atStake({ ...place, wasWhole: true }),
    remove: (by = runner) => by.remove({ ...place, keep }),
    keepArchived: () => runner.keepArchived({ ...place, keep }),
    restore: (by = runner) =>
      by.restore({ ...place, branch, threadId: rigThread, commit: made.commit }),
    all: () => ({ ...bytesOf(path), ...saidOf(repository, path) }),
  }
}

function saidOf(repository: TestRepository, path: string): Record<string, string> {
  const asked = {
    index: ['ls-files', '--stage', '-v', '-z'],
    status: ['status', '--porcelain=v2', '--branch', '-z', '--ignored=matching', '-uall'],
    head: ['rev-parse', 'HEAD'],
    staged: ['diff', '--cached', '--no-ext-diff'],
  }
  const said = Object.entries(asked).map(([name, args]) => [
    `git ${name}`,
    repository.exact(args, path),
  ])
  return Object.fromEntries(said)
}

function bytesOf(root: string): Record<string, string> {
  const found: Record<string, string> = {}
  const look = (below: string) => {
    const names = readdirSync(join(root, below)).filter((name) => below !== '' || name !== '.git')
    if (names.length === 0) found[below] = 'empty'
    for (const name of names) {
      const at = below === '' ? name : `${below}/${name}`
      const seen = lstatSync(join(root, at))
      if (seen.isDirectory()) look(at)
      else if (seen.isSymbolicLink()) found[at] = `link ${readlinkSync(join(root, at))}`
      else {
        const hash = createHash('sha256')
          .update(readFileSync(join(root, at)))
          .digest('hex')
        found[at] = `${(seen.mode & 0o777).toString(8)} ${seen.size} ${hash}`
      }
    }
  }
  if (existsSync(root)) look('')
  return found
}
