// The part of the fold that concerns preparations.
import type { ThreadEvent } from '../nouns/event.ts'
import type { Preparation, SetupCommand } from '../nouns/preparation/preparation.ts'
import type { ThreadView } from '../nouns/thread-view.ts'

type PreparationEvent = Extract<ThreadEvent, { type: `preparation.${string}` }>
type Of<T extends PreparationEvent['type']> = Extract<PreparationEvent, { type: T }>

const nothing = {
  carried: null,
  ports: {},
  commands: [],
  teardown: [],
  own: [],
  tornDown: null,
  downs: 0,
  faults: [],
}
const nothingCarried = { things: [], thingCount: 0, left: [], leftCount: 0, ms: 0 }
const unbegun = { startedAt: null, endedAt: null, code: null, signal: null, problem: null }

export function foldPreparation(view: ThreadView, event: PreparationEvent): ThreadView {
  if (event.type === 'preparation.begun') return { ...view, preparation: begun(event) }
  if (event.type === 'preparation.refused') return { ...view, preparation: refused(event) }
  const { preparation } = view
  // What is told of an earlier worktree says nothing of this one.
  if (preparation?.round !== event.data.round) return view
  return { ...view, preparation: advanced(preparation, event) }
}

function begun({ at, data }: Of<'preparation.begun'>): Preparation {
  const { round, ports, teardown, own = [], carries } = data
  const commands = data.commands.map((command): SetupCommand => ({
    ...command,
    state: 'waiting',
    attempt: 0,
    ...unbegun,
  }))
  const carried = carries ? null : nothingCarried
  return { ...nothing, round, at, ports, teardown, own, commands, carried, isOwnFaulty: false }
}

function refused({ at, data: { round, faults, isOwn } }: Of<'preparation.refused'>): Preparation {
  return { ...nothing, round, at, faults, isOwnFaulty: isOwn, carried: nothingCarried }
}

/** The thread is used again. */
export function restored(preparation: Preparation | null): Preparation | null {
  return preparation && { ...preparation, tornDown: null }
}

type Later = Exclude<PreparationEvent, Of<'preparation.begun' | 'preparation.refused'>>

function advanced(preparation: Preparation, event: Later): Preparation {
  switch (event.type) {
    case 'preparation.carried':
      return { ...preparation, carried: event.data.carried }
    case 'preparation.ports-given':
      return { ...preparation, ports: event.data.ports }
    case 'preparation.torn-down':
      return { ...preparation, tornDown: event.data.results, downs: preparation.downs + 1 }
    default: {
      const { name } = event.data
      const commands = preparation.commands.map((one) =>
        one.name === name ? after(one, event) : one,
      )
      return { ...preparation, commands }
    }
  }
}

type OfCommand = Extract<Later, { type: `preparation.command-${string}` }>

function after(command: SetupCommand, event: OfCommand): SetupCommand {
  const { at, data } = event
  if (event.type === 'preparation.command-started')
    return { ...command, ...unbegun, state: 'running', attempt: data.attempt, startedAt: at }
  // An end that comes late is of an attempt that nobody waits for any more.
  if (data.attempt !== command.attempt) return command
  if (event.type === 'preparation.command-retried') return { ...command, state: 'waiting' }
  if (event.type === 'preparation.command-skipped')
    return { ...command, state: 'skipped', endedAt: at }
  const { outcome: state, code, signal, problem } = event.data
  return { ...command, state, endedAt: at, code, signal, problem }
}
