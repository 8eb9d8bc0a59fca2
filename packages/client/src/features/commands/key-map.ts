// A person's keys as a file: to be kept, or taken along to another machine. What a file says is checked key by key, and
// what cannot be had is said. Pure.
import { chordsOf, commandOf, type Bindings } from './bindings.ts'
import { commandIds, type CommandId } from './catalog.ts'
import { isChord, refusalOf } from './chord.ts'

const format = 'a-parallel keys'
const mostChords = 4

export type KeyFault =
  | { why: 'command'; name: string }
  /** No keys, or none that a command may have. */
  | { why: 'chord'; id: CommandId; chord: string }
  /** Two commands of the file want it; the first has it. */
  | { why: 'twice'; id: CommandId; other: CommandId; chord: string }
  /** A command that the file does not name gives it up. */
  | { why: 'taken'; id: CommandId; other: CommandId; chord: string }

export interface KeyMap {
  bindings: Bindings
  faults: readonly KeyFault[]
}

export function writeKeyMap(bindings: Bindings): string {
  const known = commandIds.filter((id) => bindings[id] !== undefined)
  const keys = Object.fromEntries(known.map((id) => [id, bindings[id]]))
  return `${JSON.stringify({ format, version: 1, keys }, null, 2)}\n`
}

/** Null for what is no such file. */
export function readKeyMap(text: string): KeyMap | null {
  const keys = keysIn(text)
  if (keys === null) return null
  const faults: KeyFault[] = []
  const had = new Map<string, CommandId>()
  const bindings: Record<string, string[]> = {}
  for (const [name, chords] of Object.entries(keys)) {
    const id = commandIds.find((known) => known === name)
    if (id === undefined || !Array.isArray(chords)) {
      faults.push({ why: 'command', name: name.slice(0, 60) })
      continue
    }
    bindings[id] = chords.slice(0, mostChords).flatMap((chord: unknown) => {
      if (typeof chord !== 'string' || !isChord(chord) || refusalOf(chord) !== null) {
        faults.push({ why: 'chord', id, chord: String(chord).slice(0, 40) })
        return []
      }
      const other = had.get(chord)
      if (other !== undefined) {
        if (other !== id) faults.push({ why: 'twice', id, other, chord })
        return []
      }
      had.set(chord, id)
      return [chord]
    })
  }
  return settled(bindings, had, faults)
}

/** Commands that the file does not name have their usual keys, but those that it gives away. */
function settled(
  bindings: Record<string, string[]>,
  had: ReadonlyMap<string, CommandId>,
  faults: KeyFault[],
): KeyMap {
  const all = { ...bindings }
  for (const [chord, id] of had) {
    const other = commandIds.find((one) => one !== id && chordsOf(one, all).includes(chord))
    if (other === undefined || commandOf(chord, bindings) === undefined) continue
    all[other] = chordsOf(other, all).filter((kept) => kept !== chord)
    faults.push({ why: 'taken', id, other, chord })
  }
  return { bindings: all, faults }
}

function keysIn(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found !== 'object' || found === null) return null
    if (!('format' in found) || found.format !== format || !('keys' in found)) return null
    const { keys } = found
    return typeof keys === 'object' && keys !== null && !Array.isArray(keys)
      ? (keys as Record<string, unknown>) // Its values are looked at one by one.
      : null
  } catch {
    return null // No JSON.
  }
}
