// What people may ask of threads beyond seeing them.
import type { Asides } from './aside.ts'
import { checkoutAsks } from './checkout.ts'
import { contextAsks } from './context.ts'
import { skillAsks } from './skills.ts'
import { setupAsks, type SetupPorts } from './setup.ts'
import { threadSuggestions, type SuggestPorts } from './suggestions.ts'

export function threadAsks(ports: SuggestPorts & SetupPorts & { asides: Asides }) {
  return {
    ...threadSuggestions(ports),
    ...contextAsks(ports),
    ...checkoutAsks(ports),
    ...setupAsks(ports),
    ...skillAsks(ports),
    askAside: ports.asides.ask,
  }
}
