// The one trusted-types policy of the page: it lets through our own worker scripts and nothing else.
// The browser refuses any other string where a script address is wanted.
type Policy = { createScriptURL: (url: string) => string }
type PolicyFactory = { createPolicy: (name: string, rules: Policy) => Policy }

function ownScript(url: string): string {
  const address = new URL(url, location.href)
  if (address.origin !== location.origin)
    throw new TypeError('a worker script must come from this server')
  return address.href
}

let policy: Policy | undefined

/** Blesses the address of a worker script that was built with the app. Throws TypeError for any other origin. */
export function trustedWorkerUrl(url: string): string {
  // `trustedTypes` is missing in browsers without the feature, and from TypeScript's DOM types.
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  policy ??= factory?.createPolicy('a-parallel', { createScriptURL: ownScript }) ?? {
    createScriptURL: ownScript,
  }
  return policy.createScriptURL(url)
}
