// What this browser keeps for us, read: for the page's first script, which imports nothing that weighs.

export const prefix = 'a-parallel.'

/** Where the settings stand that the server last told of. */
export const settingsMirror = 'settings'

/** The stored text under `key`, or undefined where there is none or storage is blocked. */
export function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? undefined
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
    return undefined
  }
}

export const readToken = (): string | undefined => stored('token')
