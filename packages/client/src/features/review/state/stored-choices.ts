// How a person likes to read changes, and how the pane lies in this window, as this browser has them: for the page's first
// script, which imports nothing that weighs. The first of it is the mirror of their settings.
import type { ReviewSettings } from '@a-parallel/shared'
import { settingsMirror, stored } from '../../../platform/stored.ts'

export type Layout = {
  /** The list of files: whether it is shown where there is room, and where there is little. */
  listWide: boolean
  listNarrow: boolean
  /** Of the pane beside the conversation, in px. */
  width: number
}

export const paneWidths = { min: 360, usual: 560 }

const usualLayout: Layout = { listWide: true, listNarrow: false, width: paneWidths.usual }
const usualReading: ReviewSettings = { split: true, wrap: true, ignoreSpace: false, tree: true }

export const layoutKey = 'review'

export const storedLayout = (): Layout => filled(usualLayout, parsed(layoutKey))

export const storedReading = (): ReviewSettings =>
  filled(usualReading, shapeOf(parsed(settingsMirror))['review'])

function parsed(key: string): unknown {
  try {
    return JSON.parse(stored(key) ?? '{}')
  } catch {
    return {} // Written by something else.
  }
}

/** What of it has a place, each of its own kind. */
function filled<Shape extends object>(usual: Shape, found: unknown): Shape {
  const kept = shapeOf(found)
  const fields = Object.entries(shapeOf(usual)).map(([name, value]) => [
    name,
    typeof kept[name] === typeof value ? kept[name] : value,
  ])
  return Object.fromEntries(fields) as Shape // Each field as it is usual, or of the same kind.
}

function shapeOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
