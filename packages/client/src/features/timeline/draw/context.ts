// What every row of one transcript shares. Text being produced is read through it, so that rows can be drawn from
// made-up data as well.
import type { ProjectId, ThreadId, ToolOutput, TurnId, TurnOrigin } from '@a-parallel/shared'
import { createContext, useCallback, useContext, useSyncExternalStore, type ReactNode } from 'react'

/** Text being produced, by its item's id. */
export type OpenTexts = {
  subscribe: (reader: () => void) => () => void
  /** '' where there is none. */
  read: (id: string) => string
  /** The end of what a running call has printed. */
  printed: (id: string) => ToolOutput | undefined
}

export type TranscriptContext = {
  threadId: ThreadId
  /** Left out where rows are drawn outside of a thread. */
  projectId?: ProjectId
  isArchived?: boolean
  /** False where what is shown stands in no thread's log: there are no links to it, and no events. */
  isThread?: boolean
  openTexts: OpenTexts
  /**
   * What can be done with a message that was taken up, by its turn's id, and `into` what turn it was sent where it did
   * not begin its own; and about a notice, by its item's.
   */
  actsOfMessage?: (turnId: TurnId, into: TurnOrigin | null) => ReactNode
  /** What the message that begins next waits for, in words, and what can be done with it. */
  startWaits?: string
  actsOfStarting?: (turnId: TurnId, text: string) => ReactNode
  actsOfNotice?: (itemId: string) => ReactNode
  /** Shows a file of the worktree beside the conversation. */
  openFile?: (at: { path: string; line?: number }) => void
}

const none: OpenTexts = {
  subscribe: () => () => undefined,
  read: () => '',
  printed: () => undefined,
}
const Context = createContext<TranscriptContext>({
  threadId: '' as ThreadId, // Drawn outside of a thread: there is none.
  openTexts: none,
})
export const TranscriptProvider = Context.Provider
export const useTranscript = (): TranscriptContext => useContext(Context)

/** The text being produced under an item's id; redraws only who asks for it. */
export function useOpenText(id: string): string {
  const { subscribe, read } = useTranscript().openTexts
  const now = useCallback(() => read(id), [read, id])
  return useSyncExternalStore(subscribe, now, now)
}

/** What a running call has printed so far; redraws only who asks for it. */
export function usePrinted(id: string): ToolOutput | undefined {
  const { subscribe, printed } = useTranscript().openTexts
  const now = useCallback(() => printed(id), [printed, id])
  return useSyncExternalStore(subscribe, now, now)
}
