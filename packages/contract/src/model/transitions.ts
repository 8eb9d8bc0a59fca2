// The four state tables, and the one way to use them: next(). Refuse on the server, advance in the fold,
// enable a button in the browser. No actors, no set-state event.
import { createMachine, initialTransition, transition, type AnyStateMachine } from 'xstate'
import type { ApprovalState } from '../nouns/approval.ts'
import type { RunState } from '../nouns/run.ts'
import type { TurnState } from '../nouns/turn.ts'
import type { WorktreeState } from '../nouns/worktree.ts'

const interruptible = { 'turn.interrupted': 'interrupted', 'turn.failed': 'failed' }

const machines = {
  turn: createMachine({
    id: 'turn',
    initial: 'queued',
    states: {
      queued: { on: { 'turn.started': 'running', ...interruptible } },
      running: {
        on: { 'approval.requested': 'awaiting', 'turn.completed': 'completed', ...interruptible },
      },
      awaiting: {
        on: { 'approvals.settled': 'running', 'turn.completed': 'completed', ...interruptible },
      },
      completed: {},
      failed: {},
      interrupted: {},
    },
  }),
  run: createMachine({
    id: 'run',
    initial: 'requested',
    states: {
      requested: { on: { 'run.started': 'live', 'run.exited': 'exited', 'run.lost': 'lost' } },
      live: { on: { 'run.exited': 'exited', 'run.lost': 'lost' } },
      exited: {},
      lost: {},
    },
  }),
  approval: createMachine({
    id: 'approval',
    initial: 'pending',
    states: {
      pending: { on: { 'approval.answered': 'answered', 'approval.expired': 'expired' } },
      answered: {},
      expired: {},
    },
  }),
  worktree: createMachine({
    id: 'worktree',
    initial: 'requested',
    states: {
      requested: { on: { 'worktree.ready': 'ready', 'worktree.failed': 'failed' } },
      ready: { on: { 'worktree.removed': 'removed', 'worktree.failed': 'failed' } },
      failed: { on: { 'worktree.requested': 'requested' } },
      removed: { on: { 'worktree.requested': 'requested' } },
    },
  }),
}

interface States {
  turn: TurnState
  run: RunState
  approval: ApprovalState
  worktree: WorktreeState
}
export type MachineName = keyof States

/** Every state and event type of a machine, for tests and pictures. */
export function tableOf(machine: MachineName): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [state, node] of Object.entries(machines[machine].states)) {
    table[state] = {}
    for (const type of node.ownEvents) {
      const to = next(machine, state as never, type) // `state` is a key of this very machine.
      if (to !== null) table[state][type] = to
    }
  }
  return table
}

/** The state that an event leads to, or null where the table does not allow it. */
export function next<M extends MachineName>(
  machine: M,
  state: States[M],
  type: string,
): States[M] | null {
  const key = `${machine} ${state} ${type}`
  let after = known.get(key)
  if (after === undefined) known.set(key, (after = ask(machine, state, type)))
  return after as States[M] | null // The machine's states are exactly the noun's states (proven in the test).
}

/** Every answer given so far: the tables are small and fixed, and asking the machine costs a thousand times more. */
const known = new Map<string, string | null>()

function ask(machine: MachineName, state: string, type: string): string | null {
  const logic: AnyStateMachine = machines[machine]
  const before = logic.resolveState({ value: state, context: {} })
  if (!before.can({ type })) return null
  const [after] = transition(logic, before, { type })
  return String(after.value)
}

const beginnings = new Map<MachineName, string>()

/** The state in which a thing of this kind begins. */
export function initial<M extends MachineName>(machine: M): States[M] {
  let state = beginnings.get(machine)
  if (state === undefined) {
    const [first] = initialTransition(machines[machine] as AnyStateMachine) // One type for four machines.
    beginnings.set(machine, (state = String(first.value)))
  }
  return state as States[M] // As above.
}
