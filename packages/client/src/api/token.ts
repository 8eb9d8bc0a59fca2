// The bearer token this browser holds, if any: the one place that says whether a person is signed in.
// Where storage is blocked it lasts as long as the page; signing in or out in another tab counts here too.
import { create } from 'zustand'
import { keepToken, readToken } from '../platform/browser.ts'

interface Held {
  token: string | undefined
}

/** The token as state; undefined means: ask the person to sign in. */
export const useToken = create<Held>()(() => ({ token: readToken() }))

export function setToken(token: string | undefined): void {
  keepToken(token)
  useToken.setState({ token })
}

/** Forgets a token that the server refused, unless another took its place meanwhile. */
export function dropToken(refused: string): void {
  if (useToken.getState().token === refused) setToken(undefined)
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === null || event.key.endsWith('.token'))
      useToken.setState({ token: readToken() })
  })
}
