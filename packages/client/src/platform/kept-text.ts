// A text that a person changes in a window that can be closed by mistake: kept in this browser until it is sent or given up.
import { useState } from 'react'
import { store, stored } from './browser.ts'

export interface KeptText {
  text: string
  change: (text: string) => void
}

/** What was kept under `key`, or else `initial`, which itself is not kept. */
export function useKeptText(key: string, initial: string): KeptText {
  const [text, setText] = useState(() => stored(key) ?? initial)
  return {
    text,
    change: (next) => {
      setText(next)
      store(key, next === initial ? undefined : next)
    },
  }
}
