// What can be done right now: whoever is on the page and can do a thing says so, and the latest of them does it.
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { CommandId } from './catalog.ts'
import { useCommandScope } from './scope.ts'

export interface Doer {
  id: CommandId
  /** What it would be done to, for example a thread's title. */
  name: string | undefined
  run: () => void
}

export const useDoers = create<{ doers: readonly Doer[] }>()(() => ({ doers: [] }))

/** The latest that does it; the one further inside is mounted later. */
export function doerOf(id: CommandId): Doer | undefined {
  return useDoers.getState().doers.findLast((doer) => doer.id === id)
}

/** Does it as if its keys were pressed; nothing while it cannot be done. */
export function runCommand(id: CommandId): void {
  doerOf(id)?.run()
}

export interface CommandOptions {
  name?: string
  /** False while it cannot be done: then it has no keys and is not listed. */
  when?: boolean
}

/** Does a command while mounted and, in a part of which there are several, while that is the one to do it. */
export function useCommand(id: CommandId, run: () => void, options: CommandOptions = {}): void {
  const scope = useCommandScope()
  const name = options.name ?? scope?.name
  const when = (options.when ?? true) && (scope?.active ?? true)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!when) return
    const doer: Doer = { id, name, run: () => latest.current() }
    useDoers.setState(({ doers }) => ({ doers: [...doers, doer] }))
    return () =>
      useDoers.setState(({ doers }) => ({ doers: doers.filter((other) => other !== doer) }))
  }, [id, name, when])
}
