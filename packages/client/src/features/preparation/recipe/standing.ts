// How what is written of a recipe stands to what is kept of it. Pure.

export interface Draft {
  /** What was there when one began: whoever writes meanwhile is not written over. */
  was: string | null
  text: string
}

export interface Standing {
  /** What is in the field. */
  text: string
  /** What a save would take the place of. */
  was: string | null
  /** It says something else than what is kept. */
  isChanged: boolean
  /** Something else than what one began from is kept by now. */
  isOvertaken: boolean
}

/** @param there what is kept now; null: nothing is. */
export function standing(draft: Draft | undefined, there: string | null): Standing {
  const text = there ?? ''
  if (draft === undefined || draft.text === text || draft.text === (draft.was ?? ''))
    return { text, was: there, isChanged: false, isOvertaken: false }
  return { ...draft, isChanged: true, isOvertaken: draft.was !== there }
}

export function revivedDraft(kept: unknown): Draft | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined
  if (!('text' in kept) || typeof kept.text !== 'string' || !('was' in kept)) return undefined
  const { was, text } = kept
  return was === null || typeof was === 'string' ? { was, text } : undefined
}
