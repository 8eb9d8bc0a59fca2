// The face of commands: what can be done by a key or by its name, and doing it.
export { chordsOf, commandOf, rebound, unbound, type Bindings } from './bindings.ts'
export { commandGroups, commandIds, commands, type CommandId } from './catalog.ts'
export { chordOf, leader, led, refusalOf } from './chord.ts'
export { readKeyMap, writeKeyMap, type KeyFault, type KeyMap } from './key-map.ts'
export { CommandKeys } from './command-keys.tsx'
export { runCommand, useCommand, useDoers } from './use-command.ts'
export { useCommandKeys } from './use-command-keys.ts'
export { useKeysOf } from './use-keys-of.ts'
