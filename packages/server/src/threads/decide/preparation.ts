// What becomes of a thread's preparation: it begins with the worktree, its commands run and end, and a person runs one
// again or goes on without it.
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { Carried, Fact, Preparation, SetupCommand, ThreadView } from '@a-parallel/shared'
import type { PreparationPlan } from '../../preparation/index.ts'
import type { Command } from '../command.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

const types = [
  'carried',
  'ports-given',
  'setup-started',
  'setup-ended',
  'change-setup',
  'torn-down',
] as const

export type OfPreparation = Of<(typeof types)[number]>

export function isOfPreparation(command: Command): command is OfPreparation {
  return types.some((type) => type === command.type)
}

const none = { ports: {}, commands: [], teardown: [], carries: false }

/**
 * What stands in the log right behind a worktree that is ready.
 * @param carried what it was given before its thread was there.
 */
export function preparationBegun(
  view: ThreadView,
  plan: PreparationPlan | null,
  carried: Carried | null = null,
): Fact[] {
  const round = (view.preparation?.round ?? 0) + 1
  // What was to be done for an earlier worktree concerns this one no more, and holds nobody up.
  if (!plan)
    return view.preparation ? [{ type: 'preparation.begun', data: { round, ...none } }] : []
  const { kind, ...data } = plan
  if (kind === 'refused') {
    return [
      { type: 'preparation.refused', data: { round, faults: plan.faults, isOwn: plan.isOwn } },
    ]
  }
  const begun = { round, ...(data as Omit<typeof plan, 'kind'>) } // By its kind.
  const facts: Fact[] = [{ type: 'preparation.begun', data: begun }]
  if (begun.carries && carried)
    facts.push({ type: 'preparation.carried', data: { round, carried } })
  return facts
}

export function decidePreparation(view: ThreadView, command: OfPreparation): Fact[] {
  const { preparation } = view
  if (command.type === 'change-setup') return changed(preparation, command)
  if (preparation?.round !== command.round) return []
  const { round } = preparation
  switch (command.type) {
    case 'carried':
      if (preparation.carried !== null) return []
      return [{ type: 'preparation.carried', data: { round, carried: command.carried } }]
    case 'ports-given':
      return [{ type: 'preparation.ports-given', data: { round, ports: command.ports } }]
    case 'setup-started':
      return started(preparation, command.name)
    case 'setup-ended':
      return ended(preparation, command)
    case 'torn-down':
      return [{ type: 'preparation.torn-down', data: { round, results: command.results } }]
    default:
      return assertNever(command)
  }
}

/** What a person's stop ends: what runs to make the worktree ready. */
export function setupStopped({ preparation }: ThreadView): Fact[] {
  const running = preparation?.commands.filter(({ state }) => state === 'running') ?? []
  return running.map((one): Fact => {
    const end = { outcome: 'failed' as const, code: null, signal: 'SIGTERM', problem: null }
    const { name, attempt } = one
    return {
      type: 'preparation.command-ended',
      data: { round: preparation?.round ?? 1, name, attempt, ...end },
    }
  })
}

/** Whatever of a tear-down was begun, the next one begins anew. */
export function tearDownOver({ preparation }: ThreadView): Fact[] {
  if (!preparation || preparation.tornDown !== null || preparation.teardown.length === 0) return []
  return [{ type: 'preparation.torn-down', data: { round: preparation.round, results: [] } }]
}

function started(preparation: Preparation, name: string): Fact[] {
  const { round } = preparation
  const command = find(preparation, name)
  if (command?.state !== 'waiting') return []
  const attempt = command.attempt + 1
  return [{ type: 'preparation.command-started', data: { round, name, attempt } }]
}

function ended(preparation: Preparation, { name, attempt, end }: Of<'setup-ended'>): Fact[] {
  const command = find(preparation, name)
  // A person may have gone on without it, or begun it again.
  if (command?.state !== 'running' || command.attempt !== attempt) return []
  const data = { round: preparation.round, name, attempt, code: null, signal: null, problem: null }
  const ended = (
    more: Partial<Extract<Fact, { type: 'preparation.command-ended' }>['data']>,
  ): Fact[] => [
    { type: 'preparation.command-ended', data: { ...data, outcome: 'failed', ...more } },
  ]
  switch (end.kind) {
    case 'exited':
      return ended({
        code: end.code,
        signal: end.signal,
        outcome: end.code === 0 ? 'done' : 'failed',
      })
    case 'failed':
      return ended({ problem: new Problem('setup_failed', end.detail).toValue() })
    default:
      return ended({ outcome: end.kind })
  }
}

function changed(preparation: Preparation | null, { name, action }: Of<'change-setup'>): Fact[] {
  const command = preparation && find(preparation, name)
  if (!command) throw new Problem('setup_not_found')
  const data = { round: preparation.round, name, attempt: command.attempt }
  if (action === 'skip') {
    if (command.state === 'skipped' || command.state === 'done') return []
    return [{ type: 'preparation.command-skipped', data }]
  }
  if (command.state === 'running' || command.state === 'waiting') return []
  return [{ type: 'preparation.command-retried', data }]
}

function find({ commands }: Preparation, name: string): SetupCommand | undefined {
  return commands.find((one) => one.name === name)
}
