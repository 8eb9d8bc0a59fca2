// What a person has typed or chosen and not yet sent, kept in this browser under a name: a reload, a closed tab or a server
// that comes back loses nothing. Whoever keeps something says how it is revived, as anything may have been written there.
import { useEffect, useRef, useState } from 'react'
import { store, stored } from './browser.ts'

/** Makes a value that can be relied on of what was kept; undefined where there was nothing, or nothing that can be read. */
export type Revive<Value> = (kept: unknown) => Value

export function kept<Value>(name: string, revive: Revive<Value>): Value {
  return revive(parsed(stored(name)))
}

/** Keeps a value; undefined forgets it. */
export function keep(name: string, value: unknown): void {
  store(name, value === undefined ? undefined : JSON.stringify(value))
}

/** A value that is kept with every change; `initial` is what need not be kept. Mount anew for each name. */
export function useKept<Value>(
  name: string,
  revive: Revive<Value>,
  initial?: Value,
): [Value, (change: (now: Value) => Value) => void] {
  const [value, setValue] = useState(() => kept(name, revive))
  const changed = useRef(false)
  useEffect(() => {
    if (changed.current) keep(name, value === initial ? undefined : value)
  }, [name, value, initial])
  return [
    value,
    (change) => {
      changed.current = true
      setValue(change)
    },
  ]
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    // Written by something else.
    return undefined
  }
}
