// What people may ask of threads beyond seeing them; nothing is changed by it.
import type { Asides } from './aside.ts'
import { checkoutAsks } from './checkout.ts'
import { contextAsks } from './context.ts'
import { threadSuggestions, type SuggestPorts } from './suggestions.ts'

export function threadAsks(ports: SuggestPorts & { asides: Asides }) {
  return {
    ...threadSuggestions(ports),
    ...contextAsks(ports),
    ...checkoutAsks(ports),
    askAside: ports.asides.ask,
  }
}
