// Takes back what made a worktree ready, when its thread is archived or deleted: its dev servers end, the recipe's commands
// run, what setup commands left running ends, and the ports are free again. It has a time limit, and a failure holds nobody up.
import { setTimeout as wait } from 'node:timers/promises'
import type { Actor, Preparation, TeardownResult, ThreadId, ThreadView } from '@a-parallel/shared'
import { keepBeside } from '../../put-away/archived.ts'
import type { Runner, SetupEnd, SetupId } from '../../../runner/port.ts'
import { placeOf, variablesOf, type PreparePorts } from './prepare.ts'

export interface TearDownPorts extends PreparePorts {
  runner: Pick<Runner, 'preparation' | 'devServers' | 'worktrees'>
  /** Tear-downs under way: whoever would use such a thread's worktree waits until its own is over. */
  tearing: Map<ThreadId, Promise<TornDown>>
  /** Sets in motion what a thread's state asks for. */
  advance: (threadId: ThreadId) => void
}

/** `in-use`: the thread was brought back. `detached`: this server lets go of its commands; the next one goes on. */
export type TornDown = 'torn-down' | 'in-use' | 'detached'

/** For all commands of a thread together. */
const limitMs = 60_000
/** Characters: the end of what a command printed. */
const mostSaid = 2_000

const system: Actor = { kind: 'system' }

/** One after the other for a thread. Where it was brought back meanwhile, what waited is set in motion. */
export async function tearDown(ports: TearDownPorts, threadId: ThreadId): Promise<TornDown> {
  const { tearing } = ports
  const before = tearing.get(threadId)
  const work = (async () => {
    await before?.catch(() => null) // It is told of to whoever asked for that one.
    return tearOne(ports, threadId)
  })()
  tearing.set(threadId, work)
  const outcome = await work.finally(() => {
    if (tearing.get(threadId) === work) tearing.delete(threadId)
  })
  if (outcome === 'in-use') ports.advance(threadId)
  return outcome
}

async function tearOne(ports: TearDownPorts, threadId: ThreadId): Promise<TornDown> {
  const view = ports.view(threadId)
  if (!view || !isAway(view)) return 'in-use'
  const { preparation, owner } = view
  // They may hold what is torn down, and write where the worktree was.
  await ports.runner.devServers.endAll(threadId)
  if (!preparation) {
    ports.preparations.releasePorts(owner, threadId)
    return 'torn-down'
  }
  const { round, downs, tornDown } = preparation
  // Brought back and put away again is another time: what was begun in this one is over.
  const isStillAway = () => {
    const now = ports.view(threadId)
    return now?.preparation?.round === round && now.preparation.downs === downs && isAway(now)
  }
  const results = tornDown === null ? await runAll(ports, view, isStillAway) : []
  if (results === 'detached') return results
  if (!isStillAway()) return 'in-use'
  await ports.runner.preparation.endAll(threadId)
  if (!isStillAway()) return 'in-use'
  ports.preparations.releasePorts(owner, threadId)
  const bad = results.filter(({ outcome }) => outcome !== 'done')
  if (bad.length > 0) ports.log.warn({ threadId, bad }, 'a worktree was not torn down as it should')
  if (tornDown === null) ports.lane.perform(threadId, { type: 'torn-down', round, results }, system)
  return 'torn-down'
}

function isAway({ archived, deleted }: ThreadView): boolean {
  return archived || deleted
}

async function runAll(
  ports: TearDownPorts,
  view: ThreadView,
  isStillAway: () => boolean,
): Promise<TeardownResult[] | 'detached'> {
  const place = placeOf(view)
  const { preparation, id: threadId } = view
  if (!place || !preparation || preparation.teardown.length === 0) return []
  if (!(await isKept(ports, view, preparation))) return preparation.teardown.map(notKept)
  const environment = await variablesOf(ports, view)
  const until = performance.now() + limitMs
  const results: TeardownResult[] = []
  const isOwn = preparation.own.includes('teardown')
  for (const [index, { name, command }] of preparation.teardown.entries()) {
    if (!isStillAway()) break
    const id = { threadId, key: downKey(preparation, index) }
    const { repository, path: cwd } = place
    const line = { name, command, field: 'teardown' as const, isOwn }
    const left = () => until - performance.now()
    if (left() <= 0) {
      results.push({ name, outcome: 'late', code: null, said: '' })
      continue
    }
    const isWanted = () => left() > 0 && isStillAway()
    const ask = { ...id, ...line, repository, cwd, environment, isWanted }
    const end = await within(left(), ports.runner.preparation.run(ask))
    if (end?.kind === 'detached') return 'detached'
    if (!end) await ports.runner.preparation.stop(id)
    results.push(await resultOf(ports, id, name, end))
  }
  return results
}

function downKey({ round, downs }: Preparation, index: number): string {
  return `${round}-down${index}-${downs}`
}

/** All of the worktree, before a command can touch it; what stands there once one was begun is another. */
async function isKept(
  ports: TearDownPorts,
  view: ThreadView,
  preparation: Preparation,
): Promise<boolean> {
  for (const index of preparation.teardown.keys()) {
    const id = { threadId: view.id, key: downKey(preparation, index) }
    if (await ports.runner.preparation.isBegun(id)) return true
  }
  return keepBeside(ports, view)
}

function notKept({ name }: { name: string }): TeardownResult {
  const said = 'It did not run: what the worktree holds could not be kept before.'
  return { name, outcome: 'failed', code: null, said }
}

async function within(ms: number, run: Promise<SetupEnd>): Promise<SetupEnd | null> {
  const over = new AbortController()
  const late = wait(Math.max(0, ms), null, { signal: over.signal }).catch(() => null)
  try {
    return await Promise.race([run, late])
  } finally {
    over.abort()
  }
}

async function resultOf(
  { runner }: PreparePorts,
  id: SetupId,
  name: string,
  end: SetupEnd | null,
): Promise<TeardownResult> {
  const code = end?.kind === 'exited' ? end.code : null
  if (code === 0) return { name, outcome: 'done', code, said: '' }
  if (end?.kind === 'withheld') return { name, outcome: 'withheld', code, said: '' }
  const { text } = await runner.preparation.output(id, null)
  const said = end?.kind === 'failed' ? end.detail : text.slice(-mostSaid)
  return { name, outcome: end ? 'failed' : 'late', code, said }
}
