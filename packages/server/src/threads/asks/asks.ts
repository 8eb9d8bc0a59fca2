// What people may ask of threads beyond seeing them; nothing is changed by it.
import { checkoutAsks } from './checkout.ts'
import { contextAsks } from './context.ts'
import { threadSuggestions, type SuggestPorts } from './suggestions.ts'

export function threadAsks(ports: SuggestPorts) {
  return { ...threadSuggestions(ports), ...contextAsks(ports), ...checkoutAsks(ports) }
}
