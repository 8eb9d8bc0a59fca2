// Trades a sign-in link's one-time code for the token. What went wrong on the way in is kept for the sign-in screen.
import type { ProblemValue } from '@a-parallel/shared'
import { create } from 'zustand'
import { callApi } from './call.ts'
import { problemOf } from './refusal.ts'
import { setToken } from './token.ts'

export const useSignInProblem = create<{ problem: ProblemValue | null }>()(() => ({
  problem: null,
}))

/** True when the browser is signed in now; otherwise useSignInProblem says why not. */
export async function signInWith(code: string): Promise<boolean> {
  useSignInProblem.setState({ problem: null })
  try {
    const { token } = await callApi('exchangeCode', { body: { code } })
    setToken(token)
    return true
  } catch (cause) {
    useSignInProblem.setState({ problem: problemOf(cause) })
    return false
  }
}

/** The code in what a person pasted: the whole link, its fragment, or the code alone. Null where there is none. */
export function codeIn(pasted: string): string | null {
  const text = pasted.trim()
  const inLink = /#(?:.*&)?code=([^&\s]+)/.exec(text)?.[1]
  if (inLink !== undefined) return decodeURIComponent(inLink)
  return /^[\w-]{8,200}$/.test(text) ? text : null
}
