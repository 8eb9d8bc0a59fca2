// The keys of a command as this platform's people read them: what every hint shows.
import { keysFor } from '../../platform/browser.ts'
import { useSettings } from '../settings/index.ts'
import { chordsOf } from './bindings.ts'
import type { CommandId } from './catalog.ts'

/** Undefined where the command has no keys. */
export function useKeysOf(id: CommandId): string | undefined {
  const chord = useSettings(({ keyboard }) => chordsOf(id, keyboard.bindings)[0])
  return chord === undefined ? undefined : keysFor(chord)
}
