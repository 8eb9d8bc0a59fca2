// A part of a page of which there are several side by side, such as a cell of the grid: only the one that the person was
// in last does commands, to what it is called.
import { createContext, useContext } from 'react'

export interface CommandScope {
  name: string
  /** The person was in it last. */
  active: boolean
  /** The part itself; null while it is not on the page. */
  element: HTMLElement | null
}

const Context = createContext<CommandScope | null>(null)

export const CommandScopeProvider = Context.Provider

/** The part that this stands in; null where there is but one of its kind. */
export const useCommandScope = (): CommandScope | null => useContext(Context)
