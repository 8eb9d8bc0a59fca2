// Reads a part of a store in a component. The part keeps its identity while `equal` says that it is the same.
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'

export type Equal<T> = (a: T, b: T) => boolean

/** `select` may build a new value each time when `equal` can tell whether it says the same (see `sameList`). */
export function useSelected<S, T>(
  store: Pick<StoreApi<S>, 'getState' | 'subscribe'>,
  select: (state: S) => T,
  equal: Equal<T> = Object.is,
): T {
  const shown = useRef<{ value: T }>(undefined)
  const memo = useRef<{ state: S; select: (state: S) => T; value: T }>(undefined)
  const read = useCallback(() => {
    const state = store.getState()
    const known = memo.current
    if (known && known.state === state && known.select === select) return known.value
    const fresh = select(state)
    const value = shown.current && equal(shown.current.value, fresh) ? shown.current.value : fresh
    memo.current = { state, select, value }
    return value
  }, [store, select, equal])
  const value = useSyncExternalStore(store.subscribe, read)
  useEffect(() => {
    shown.current = { value }
  }, [value])
  return value
}

/** Same length, same members in the same order. */
export function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => Object.is(one, b[index])))
}

/** Same keys with the same values. */
export function sameShape<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[] // Object.keys forgets whose keys they are.
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}
