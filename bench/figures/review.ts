// How long it takes to know what changed in a large checkout, and to stage a hunk of it, beside what bare git needs for the
// same; and what it costs to watch checkouts in which nothing happens.
import { execFile, execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pino from 'pino'
import type { KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { createGit } from '../../packages/server/src/runner/git/core.ts'
import { oneAtATime } from '../../packages/server/src/runner/local/one-at-a-time.ts'
import { localReview } from '../../packages/server/src/runner/local/review.ts'
import type { ReviewAsk } from '../../packages/server/src/runner/port.ts'
import { together, type Figure, type Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'

const run = promisify(execFile)
const perFolder = 50
const changed = 50
const owner = 'local' as OwnerId // Of the right shape.

export async function review(rig: Rig): Promise<Findings> {
  const sizes = rig.quick ? [2_000] : [20_000, 100_000]
  const all: Findings[] = []
  for (const size of sizes) all.push(await ofSize(rig, size))
  all.push(await watched(rig, rig.quick ? 1_000 : 20_000))
  return together(all)
}

function openReview() {
  const git = createGit({ environment: process.env, umask: 0o022 })
  const log = pino({ enabled: false })
  const isTrusted = () => Promise.resolve(false)
  return localReview(git, { inTurn: oneAtATime(), umask: 0o022, isTrusted, log })
}

async function ofSize(rig: Rig, size: number): Promise<Findings> {
  const ask = makeCheckout(rig, size)
  const ours = openReview()
  const count = size.toLocaleString('en')
  const rounds = rig.quick ? 3 : 9
  const bare = (...args: string[]) =>
    run('git', args, {
      cwd: ask.path,
      maxBuffer: 1 << 30,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    })
  const between = { scope: 'uncommitted' as const }
  const list = () => ours.changes({ ...ask, between, most: 10_000 })
  const [mine, limit] = await inTurn(rounds, list, () =>
    Promise.all([
      bare('status', '--porcelain=v2', '--branch', '--untracked-files=all'),
      bare('diff', '--numstat', 'HEAD'),
    ]),
  )
  const { files, total } = await list()
  const file = files[0]?.path ?? ''
  const how = { from: null, context: 3, ignoreSpace: false, whole: false }
  const diff = () => ours.diff({ ...ask, between: { scope: 'unstaged' }, file, ...how })
  const [lines, bareLines] = await inTurn(rounds, diff, () => bare('diff', '--', file))
  const [staging, apply] = await timesToStage(ask, ours, file, rounds)
  const lost = changed + 1 - total
  return {
    figures: [
      figure(`what changed among ${count} files`, mine, {
        limitOf: 'git status and git diff --numstat at once',
        limit,
        aim: { times: 1.3 },
        note: `${total} changed; with base, versions and state`,
      }),
      figure(`one file’s lines among ${count}`, lines, {
        limitOf: 'git diff -- file',
        limit: bareLines,
      }),
      figure(`staging a hunk among ${count} files`, staging, {
        limitOf: 'git apply --cached',
        limit: apply,
        aim: { most: 150 },
        note: 'looked at again first, and the state behind it',
      }),
    ],
    lost,
    remarks: lost === 0 ? [] : [`review: ${lost} changes are not listed`],
  }
}

function figure(name: string, ours: number, more: Partial<Figure>): Figure {
  return { name, unit: 'ms', ours, limitOf: null, limit: null, aim: null, note: '', ...more }
}

/** Both in turn, so that both meet the machine as it is at the moment. */
async function inTurn(
  rounds: number,
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
): Promise<[ours: number, bare: number]> {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, work] of [ours, bare].entries()) {
      const began = now()
      await work()
      // The first of each warms up.
      if (round > 0) times[index]?.push(now() - began)
    }
  }
  return [median(times[0]), median(times[1])]
}

async function timesToStage(
  ask: ReviewAsk,
  ours: ReturnType<typeof openReview>,
  path: string,
  rounds: number,
): Promise<[ours: number, bare: number]> {
  const bare = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd: ask.path, input, encoding: 'utf8', stdio: 'pipe' })
  const version = async () => {
    const how = { from: null, context: 3, ignoreSpace: false, whole: false }
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
  const ask = makeCheckout(rig, size)
  const ours = openReview()
  const watching = []
  let told = 0
  const began = now()
  for (let index = 0; index < 10; index += 1) {
    const path = join(ask.path, '..', `watched-${index}`)
    execFileSync('git', ['worktree', 'add', '-q', '--detach', path], { cwd: ask.path })
    const place = { ...ask, path, ownsCheckout: false }
    watching.push(await ours.watch(place, () => (told += 1)))
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
      figure('ten watched checkouts at rest, of a second', (user + system) / 1000 / seconds, {
        aim: { most: 10 },
        note: `${size.toLocaleString('en')} files each; CPU, for ${seconds} s; made and watched in ${(madeMs / 1000).toFixed(0)} s; told ${told} times`,
      }),
    ],
    lost: 0,
    remarks: told === 0 ? [] : [`review: ${told} changes were told of checkouts at rest`],
  }
}

/** Some files changed, one of them at both ends, and one new. */
function makeCheckout(rig: Rig, size: number): ReviewAsk {
  const path = join(rig.place(`review-${size}-${randomUUID().slice(0, 4)}`), 'repository')
  mkdirSync(path)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.test')
  const line = (index: number) => `line ${index} of a file that somebody wrote\n`
  const text = Array.from({ length: 40 }, (_, index) => line(index)).join('')
  for (let index = 0; index < size; index += 1) {
    const folder = join(path, `folder-${Math.floor(index / perFolder)}`)
    if (index % perFolder === 0) mkdirSync(folder)
    writeFileSync(join(folder, `file-${index % perFolder}.ts`), `${index}\n${text}`)
  }
  git('add', '-A')
  git('-c', 'gc.auto=0', 'commit', '-q', '-m', 'all')
  for (let index = 0; index < changed; index += 1) {
    const file = join(path, `folder-${index % (size / perFolder)}`, `file-${index % perFolder}.ts`)
    const old = readFileSync(file, 'utf8')
    writeFileSync(file, old.replace(line(1), 'changed\n').replace(line(38), 'changed\nadded\n'))
  }
  writeFileSync(join(path, 'new.ts'), text)
  const threadId = randomUUID() as ThreadId // Of the right shape.
  return { repository: path, path, threadId, ownsCheckout: false, base: null }
}
