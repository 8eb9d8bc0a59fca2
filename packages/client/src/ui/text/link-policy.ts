// Which addresses in an agent's text may become links. Everything else stays text.
const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address if it is absolute and http, https or mailto; undefined otherwise. */
export function safeLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  return allowed.has(new URL(address).protocol) ? address : undefined
}
