// Which keys a command has: the usual ones, or those that the person gave it. Pure.
import { commandIds, commands, type CommandId } from './catalog.ts'

/** By command; one that is not named has its usual keys, one with none has no keys at all. */
export type Bindings = Readonly<Record<string, readonly string[]>>

export function chordsOf(id: CommandId, bindings: Bindings): readonly string[] {
  return bindings[id] ?? commands[id].chords
}

/** The command that a chord means, or undefined. */
export function commandOf(chord: string, bindings: Bindings): CommandId | undefined {
  return commandIds.find((id) => chordsOf(id, bindings).includes(chord))
}

/** The bindings once `id` has `chord`, and only that; whoever had it gives it up. Null takes all keys from `id`. */
export function rebound(bindings: Bindings, id: CommandId, chord: string | null): Bindings {
  const before = chord === null ? undefined : commandOf(chord, bindings)
  const robbed =
    before === undefined || before === id
      ? {}
      : { [before]: chordsOf(before, bindings).filter((other) => other !== chord) }
  return { ...bindings, ...robbed, [id]: chord === null ? [] : [chord] }
}

/** The bindings with the usual keys for `id` again; others that hold one of them give it up. */
export function unbound(bindings: Bindings, id: CommandId): Bindings {
  const usual = commands[id].chords
  const rest = Object.entries(bindings)
    .filter(([other]) => other !== id)
    .map(([other, chords]) => [other, chords.filter((chord) => !usual.includes(chord))])
  return Object.fromEntries(rest)
}
