// How long it takes to know what changed in a thread's large worktree, and to stage a hunk of it, beside what bare git needs
// for the same; and what it costs to watch checkouts in which nothing happens.
import { execFile, execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pino from 'pino'
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { createGit } from '../../../packages/server/src/runner/git/core.ts'
import { oneAtATime } from '../../../packages/server/src/runner/local/one-at-a-time.ts'
import { localReview } from '../../../packages/server/src/runner/local/review.ts'
import { localTrust } from '../../../packages/server/src/runner/local/trust.ts'
import type { ReviewAsk } from '../../../packages/server/src/runner/review-port.ts'
import { together, type Figure, type Findings } from '../../rig/figure.ts'
import { makeLarge, type LargeCheckout } from './large-checkout.ts'
import { median, now } from '../../rig/numbers.ts'
import type { Rig } from '../../rig/rig.ts'

const run = promisify(execFile)
const changed = 50
const owner = 'local' as OwnerId // Of the right shape.

export async function review(rig: Rig): Promise<Findings> {
  const sizes = rig.quick ? [2_000] : [20_000, 100_000]
  const all: Findings[] = []
  for (const size of sizes) all.push(await ofSize(rig, size))
  all.push(await watched(rig, rig.quick ? 1_000 : 20_000))
  return together(all)
}

/** As the server opens it, on a project that nobody has trusted: that takes the most looking. */
function openReview(large: LargeCheckout) {
  const git = createGit({ environment: process.env, umask: 0o022 })
  const log = pino({ enabled: false })
  const folders = () => [large.path]
  const { isTrusted } = localTrust({ git, folders, trustedAt: () => null, log })
  const inTurn = oneAtATime<string>()
  return localReview(git, { inTurn, umask: 0o022, isTrusted, environment: process.env, log })
}

type Review = ReturnType<typeof openReview>

function askOf({ repository, path }: LargeCheckout): ReviewAsk {
  const threadId = randomUUID() as ThreadId // Of the right shape.
  return { repository, path, threadId, ownsCheckout: true, base: { name: 'main', began: null } }
}

type Bare = (...args: string[]) => Promise<{ stdout: string }>

function bareIn(path: string): Bare {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
  return (...args) => run('git', args, { cwd: path, maxBuffer: 1 << 30, env })
}

/** What a person would ask a terminal for to see the same: which files, and how many lines of each. */
const status = ['status', '--porcelain=v2', '--branch', '--untracked-files=all']

async function ofSize(rig: Rig, size: number): Promise<Findings> {
  const large = await makeLarge(rig.place(`review-${size}`), size, changed)
  const ask = askOf(large)
  const ours = openReview(large)
  const bare = bareIn(large.path)
  const rounds = rig.quick ? 5 : 15
  const list = (scope: 'uncommitted' | 'branch') => () =>
    ours.changes({ ...ask, between: { scope }, most: 10_000 })
  const uncommitted = await inTurn(rounds, list('uncommitted'), () =>
    Promise.all([bare(...status), bare('diff', '--numstat', 'HEAD')]),
  )
  const ofBranch = await inTurn(rounds, list('branch'), async () => {
    const { stdout } = await bare('merge-base', 'main', 'HEAD')
    await Promise.all([bare(...status), bare('diff', '--numstat', stdout.trim())])
  })
  const lines = await timesToRead(ours, ask, large, rounds)
  const staging = await timesToStage(ours, ask, large, rounds)
  const { total } = await list('uncommitted')()
  const lost = changed + 1 - total
  const count = size.toLocaleString('en')
  const bothAtOnce = 'git status and git diff --numstat at once'
  return {
    figures: [
      against(`what is uncommitted among ${count} files`, uncommitted, bothAtOnce, {
        note: `${total} changed; with base, versions, and the lines of new files`,
      }),
      against(`what a branch changed among ${count} files`, ofBranch, `merge-base, ${bothAtOnce}`, {
        note: `${total} changed`,
      }),
      against(`one file’s lines among ${count}`, lines, 'git status and git diff of it at once', {
        note: 'another file each time',
      }),
      against(`staging a hunk among ${count} files`, staging, 'git apply --cached', {
        aim: { most: 150 },
        note: 'looked at again first, and the state behind it',
      }),
    ],
    lost,
    remarks: lost === 0 ? [] : [`review: ${lost} changes are not listed`],
  }
}

type Both = [ours: number, bare: number]

function against(
  name: string,
  [ours, limit]: Both,
  limitOf: string,
  more: Partial<Figure> & { note: string },
): Figure {
  return { name, unit: 'ms', ours, limitOf, limit, aim: { times: 1.3 }, ...more }
}

/** Both in turn, so that both meet the machine as it is at the moment. */
async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<unknown>,
  bare: (round: number) => Promise<unknown>,
): Promise<Both> {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, work] of [ours, bare].entries()) {
      const began = now()
      await work(round)
      // The first of each warms up.
      if (round > 0) times[index]?.push(now() - began)
    }
  }
  return [median(times[0]), median(times[1])]
}

const how = { from: null, context: 3, ignoreSpace: false, whole: false }

function timesToRead(
  ours: Review,
  ask: ReviewAsk,
  { path, changed: files }: LargeCheckout,
  rounds: number,
): Promise<Both> {
  const bare = bareIn(path)
  const fileOf = (round: number) => files[round % files.length] ?? ''
  return inTurn(
    rounds,
    (round) => ours.diff({ ...ask, between: { scope: 'unstaged' }, file: fileOf(round), ...how }),
    (round) =>
      Promise.all([bare(...status, '--', fileOf(round)), bare('diff', '--', fileOf(round))]),
  )
}

async function timesToStage(
  ours: Review,
  ask: ReviewAsk,
  { path: cwd, changed: [path = ''] }: LargeCheckout,
  rounds: number,
): Promise<Both> {
  const bare = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd, input, encoding: 'utf8', stdio: 'pipe' })
  const version = async () => {
    const seen = await ours.diff({ ...ask, between: { scope: 'unstaged' }, file: path, ...how })
    return seen.file.version
  }
  const times: [number[], number[]] = [[], []]
  const patch = bare(['diff', '--', path])
  for (let round = 0; round <= rounds; round += 1) {
    const files = [{ path, version: await version(), hunks: [{ hunk: 0 }] }]
    const began = now()
    const id = randomUUID() as KeptId // A UUID.
    await ours.stage({ ...ask, owner, id, action: 'stage', files })
    const between = now()
    bare(['reset', '-q', '--', path])
    const next = now()
    bare(['apply', '--cached', '-'], patch)
    const end = now()
    bare(['reset', '-q', '--', path])
    if (round === 0) continue
    times[0].push(between - began)
    times[1].push(end - next)
  }
  return [median(times[0]), median(times[1])]
}

async function watched(rig: Rig, size: number): Promise<Findings> {
  const large = await makeLarge(rig.place('review-watched'), size, 0)
  const ours = openReview(large)
  const watching = []
  let told = 0
  const began = now()
  for (let index = 0; index < 10; index += 1) {
    const path = join(large.path, '..', `watched-${index}`)
    execFileSync('git', ['worktree', 'add', '-q', '--detach', path], { cwd: large.path })
    watching.push(await ours.watch({ ...askOf(large), path }, () => (told += 1)))
  }
  const madeMs = now() - began
  // What the making of them stirred up is told first.
  await wait(2_000)
  told = 0
  const seconds = rig.quick ? 2 : 20
  const before = process.cpuUsage()
  await wait(seconds * 1000)
  const { user, system } = process.cpuUsage(before)
  for (const one of watching) one.stop()
  return {
    figures: [
      {
        name: 'ten watched worktrees at rest, of a second',
        unit: 'ms',
        ours: (user + system) / 1000 / seconds,
        limitOf: null,
        limit: null,
        aim: { most: 10 },
        note: `${size.toLocaleString('en')} files each; CPU, for ${seconds} s; made and watched in ${(madeMs / 1000).toFixed(0)} s; told ${told} times`,
      },
    ],
    lost: 0,
    remarks: told === 0 ? [] : [`review: ${told} changes were told of checkouts at rest`],
  }
}
