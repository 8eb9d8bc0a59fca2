// Which two states of the files are compared, as it stands in the address. Pure.
import type { ChangeScope, TurnId } from '@a-parallel/shared'

/** `turnId` and `commit` go with the scopes of their names. */
export type Between = { scope: ChangeScope; turnId?: TurnId; commit?: string }

const plain: ReadonlySet<string> = new Set(['branch', 'uncommitted', 'staged', 'unstaged'])

/** What is shown where the address says nothing: what is left to review. */
export const toReview: Between = { scope: 'unstaged' }

/** `unstaged`, `turn:<id>`, `commit:<name>`. */
export function scopeText({ scope, turnId, commit }: Between): string {
  if (turnId !== undefined) return `turn:${turnId}`
  return commit === undefined ? scope : `commit:${commit}`
}

/** A scope as it stands in an address; anything else is what is left to review. */
export function readScope(text: string | undefined): Between {
  if (text === undefined) return toReview
  if (plain.has(text)) return { scope: text as ChangeScope } // One of them, as just asked.
  const [, kind, id] = /^(turn|commit):([0-9a-f-]{36,64})$/.exec(text) ?? []
  if (id === undefined) return toReview
  return kind === 'turn'
    ? { scope: 'turn', turnId: id as TurnId } // Whether there is such a turn the server says.
    : { scope: 'commit', commit: id }
}

/** Whether what is shown can be staged or taken back, or be unstaged. */
export function actsOf({ scope }: Between): 'stage' | 'unstage' | null {
  if (scope === 'unstaged') return 'stage'
  return scope === 'staged' ? 'unstage' : null
}
