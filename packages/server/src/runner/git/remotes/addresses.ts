// The addresses that git goes to, from its settings: short names for addresses, several of them for one remote, and other
// ones for pushing. Asks nothing. Pure.

/** In the order in which git takes them; keys as git prints them. */
export type Settings = readonly { key: string; value: string | null }[]

export interface Addresses {
  /** Git fetches from this one alone. */
  fetched: string
  /** Git pushes to each of them, in this order. */
  pushed: string[]
}

/** Of the remote of this name; of an address, what it stands for (`git remote get-url --push --all`, which knows only names). */
export function addressesOf(settings: Settings, nameOrAddress: string): Addresses {
  const named = valuesOf(settings, `remote.${nameOrAddress}.url`)
  const own = valuesOf(settings, `remote.${nameOrAddress}.pushurl`)
  const written = named.length > 0 ? named : [nameOrAddress]
  const led = (address: string) => aliasOf(settings, address, 'insteadof') ?? address
  const elsewhere = written.flatMap((address) => aliasOf(settings, address, 'pushinsteadof') ?? [])
  const places = written.map(led)
  const pushed = own.length > 0 ? own.map(led) : elsewhere
  return { fetched: places[0] ?? nameOrAddress, pushed: pushed.length > 0 ? pushed : places }
}

/** An empty one takes back those before it. */
function valuesOf(settings: Settings, wanted: string): string[] {
  const values = settings.flatMap(({ key, value }) => (key === wanted ? [value ?? ''] : []))
  return values.slice(values.lastIndexOf('') + 1)
}

/** The longest beginning that is a short name for another one counts, and of two the first. Null: none is. */
export function aliasOf(
  settings: Settings,
  address: string,
  kind: 'insteadof' | 'pushinsteadof',
): string | null {
  let found: { short: string; whole: string } | null = null
  for (const { key, value } of settings) {
    if (value === null || !key.startsWith('url.') || !key.endsWith(`.${kind}`)) continue
    if (!address.startsWith(value) || (found && value.length <= found.short.length)) continue
    found = { short: value, whole: key.slice('url.'.length, -`.${kind}`.length) }
  }
  return found && found.whole + address.slice(found.short.length)
}

/** As people may see it: without a password, and over http without a name, which may be a token. */
export function shownAddress(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/]*)@/i, (_, scheme: string, user: string) =>
    /^http/i.test(scheme) ? scheme : `${scheme}${user.replace(/:[^]*$/, '')}@`,
  )
}

/** The same of every address in what git printed. */
export function withoutPasswords(text: string): string {
  return text.replace(/[a-z][a-z0-9+.-]*:\/\/[^/\s'"]*@/gi, shownAddress)
}
