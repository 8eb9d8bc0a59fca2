// Whether a rule's pattern is about where an address leads. Only plain names are read: whatever a program would mend
// first, or could read in two ways, is no host for sure.

const address = /^https?:\/\/([a-z0-9.-]+)(:\d{1,5})?(?:[/?#]|$)/i
const unsure = /[\s\\\p{Cc}]/u
const name = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const pattern = /^(\*\.)?([a-z0-9.-]+)(:\d{1,5})?$/

/** Whether a text is an address at all, and no words to search for. */
export function isAddress(target: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(target)
}

/** The host of an address in small letters, with its port where one is named; null where it is not certain. */
export function hostOf(target: string): string | null {
  const [, host = '', port = ''] = unsure.test(target) ? [] : (address.exec(target) ?? [])
  const plain = host.toLowerCase()
  return name.test(plain) ? plain + port : null
}

/** The pattern in its plain form, or null where it names no host: `*.org` would be too many. */
export function plainHost(text: string): string | null {
  const plain = text.toLowerCase()
  const [, open, host = ''] = pattern.exec(plain) ?? []
  return name.test(host) && (!open || host.includes('.')) ? plain : null
}

export function hostMatches(text: string, target: string): boolean {
  const [wanted, found] = [plainHost(text), hostOf(target)]
  if (wanted === null || found === null) return false
  return wanted.startsWith('*.') ? found.endsWith(wanted.slice(1)) : found === wanted
}
