// How a person likes to read changes, as this browser has kept it.
import { stored } from '../../../platform/stored.ts'

export type Choices = {
  /** Side by side where there is room, or one column. */
  split: boolean
  wrap: boolean
  ignoreSpace: boolean
  /** The list of files: in folders, and whether it is shown where there is room, and where there is little. */
  tree: boolean
  listWide: boolean
  listNarrow: boolean
  /** Of the pane beside the conversation, in px. */
  width: number
}

export const paneWidths = { min: 360, usual: 560 }

const usual: Choices = {
  split: true,
  wrap: true,
  ignoreSpace: false,
  tree: true,
  listWide: true,
  listNarrow: false,
  width: paneWidths.usual,
}

export const key = 'review'

export function storedChoices(): Choices {
  let kept: unknown
  try {
    kept = JSON.parse(stored(key) ?? '{}')
  } catch {
    return usual // Written by something else.
  }
  if (typeof kept !== 'object' || kept === null) return usual
  const known = Object.entries(kept).filter(
    ([name, value]) => name in usual && typeof value === typeof usual[name as keyof Choices], // As just asked.
  )
  return { ...usual, ...Object.fromEntries(known) }
}
