// The turns of a session: from each message of the person to what the agent said last before the next one.
import type { Item, Leaf, Turn, TurnId } from '@a-parallel/shared'

/** The whole text stands in the turn's message. */
const longest = 10_000

export interface Ending {
  at: string
  leaf: Leaf | null
}

export class SessionTurns {
  readonly #sessionId: string
  readonly #turns = new Map<TurnId, Turn>()
  #last: Turn | null = null

  constructor(sessionId: string) {
    this.#sessionId = sessionId
  }

  /** The turn that runs. */
  current(): TurnId | null {
    return this.#last?.id ?? null
  }

  /** @param before when the agent was heard of last, and its last words. */
  begin({ id, text, at }: { id: TurnId; text: string; at: string }, before: Ending): TurnId {
    this.#close(before)
    const turn: Turn = {
      id,
      state: 'running',
      origin: 'person',
      text: text.slice(0, longest),
      queuedAt: at,
      startedAt: at,
      endedAt: null,
      usage: null,
      problem: null,
      reason: null,
      resultId: null,
      leaf: null,
      held: false,
      parked: false,
      handed: false,
      interrupting: false,
    }
    this.#last = turn
    this.#turns.set(id, turn)
    return id
  }

  interrupt(at: string): void {
    this.#set({ state: 'interrupted', reason: 'stopped', endedAt: at })
  }

  /** All of them that any of these items belong to, each of them over. */
  end(ending: Ending, items: readonly Item[]): Turn[] {
    this.#close(ending)
    const needed = new Set(items.map(({ turnId }) => turnId))
    return [...this.#turns.values()].filter(({ id }) => needed.has(id))
  }

  #close({ at, leaf }: Ending): void {
    const last = this.#last
    if (!last) return
    const own = leaf?.sessionId === this.#sessionId ? leaf : null
    this.#set({
      state: last.state === 'running' ? 'completed' : last.state,
      endedAt: last.endedAt ?? at,
      leaf: own,
    })
  }

  #set(change: Partial<Turn>): void {
    if (!this.#last) return
    const turn = { ...this.#last, ...change }
    this.#last = turn
    this.#turns.set(turn.id, turn)
  }
}
