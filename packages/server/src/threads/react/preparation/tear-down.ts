// Takes back what made a worktree ready, when its thread is archived or deleted: the recipe's commands run, what setup
// commands left running ends, and the ports are free again. It has a time limit, and a failure holds nobody up.
import { setTimeout as wait } from 'node:timers/promises'
import type { Actor, TeardownResult, ThreadView } from '@a-parallel/shared'
import type { SetupEnd, SetupId } from '../../../runner/port.ts'
import { placeOf, variablesOf, type PreparePorts } from './prepare.ts'

/** For all commands of a thread together. */
const limitMs = 60_000
/** Characters: the end of what a command printed. */
const mostSaid = 2_000

const system: Actor = { kind: 'system' }

export async function tearDown(ports: PreparePorts, view: ThreadView): Promise<void> {
  const { id: threadId, owner, preparation, deleted } = view
  if (!preparation) return
  const results = preparation.tornDown === null ? await runAll(ports, view) : []
  // This server lets go of them: the next one goes on.
  if (results === null) return
  await ports.runner.preparation.endAll(threadId)
  ports.preparations.releasePorts(owner, threadId)
  const bad = results.filter(({ outcome }) => outcome !== 'done')
  if (bad.length > 0) ports.log.warn({ threadId, bad }, 'a worktree was not torn down as it should')
  // It may have been restored meanwhile: then it is in use.
  if (deleted || ports.view(threadId)?.archived !== true || preparation.tornDown !== null) return
  const command = { type: 'torn-down' as const, round: preparation.round, results }
  ports.lane.perform(threadId, command, system)
}

async function runAll(ports: PreparePorts, view: ThreadView): Promise<TeardownResult[] | null> {
  const place = placeOf(view)
  const { preparation, id: threadId } = view
  if (!place || !preparation || preparation.teardown.length === 0) return []
  const environment = await variablesOf(ports, view)
  const until = performance.now() + limitMs
  const results: TeardownResult[] = []
  const isOwn = preparation.own.includes('teardown')
  for (const [index, { name, command }] of preparation.teardown.entries()) {
    const id = { threadId, key: `${preparation.round}-down${index}-${preparation.downs}` }
    const { repository, path: cwd } = place
    const line = { name, command, field: 'teardown' as const, isOwn }
    const run = ports.runner.preparation.run({ ...id, ...line, repository, cwd, environment })
    const end = await within(until - performance.now(), run)
    if (end?.kind === 'detached') return null
    if (!end) await ports.runner.preparation.stop(id)
    results.push(await resultOf(ports, id, name, end))
  }
  return results
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
