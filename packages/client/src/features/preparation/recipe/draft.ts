// What a person has written of a recipe and not saved. It is kept in this browser, whatever becomes of the page and of the
// recipe meanwhile: a file that another has changed stands beside it, never in its place.
import { useEffect } from 'react'
import { keep, useKept } from '../../../platform/kept.ts'
import { revivedDraft, standing, type Draft, type Standing } from './standing.ts'

export interface RecipeDraft extends Standing {
  write: (text: string) => void
  /** It was saved like this. What was typed meanwhile stays, on top of it. */
  saved: (text: string) => void
  /** Goes back to what is there, and gives what brings the text back. */
  giveUp: () => () => void
}

/** @param there what is kept now of what is written under `name`. */
export function useRecipeDraft(name: string, there: string | null): RecipeDraft {
  const [draft, change] = useKept(name, revivedDraft)
  const now = standing(draft, there)
  const isOver = draft !== undefined && !now.isChanged
  useEffect(() => {
    if (isOver) change(() => undefined)
  }, [isOver, change])
  return {
    ...now,
    write: (text) => change((before) => ({ was: standing(before, there).was, text })),
    saved: (text) =>
      // It is no draft any more as soon as `there` says the same; until then it stays in the field.
      change((last) => (last && last.text !== text ? { was: text, text: last.text } : last)),
    giveUp: () => {
      change(() => undefined)
      return () => {
        // The page may have been left by then.
        keep(name, draft)
        change((): Draft | undefined => draft)
      }
    },
  }
}
