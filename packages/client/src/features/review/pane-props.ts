// What the pane is given, and what its parts get of that.
import type { ReactNode, RefObject } from 'react'
import type { ThreadView } from '@a-parallel/shared'
import type { Between } from './model/scope.ts'
import type { PaneParts } from './state/use-pane.ts'

export type Place = 'beside' | 'whole' | 'phone'

export type ReviewPaneProps = {
  view: ThreadView
  between: Between
  /** The commits of the branch are listed, instead of what changed. */
  history: boolean
  /** The file that a link leads to. */
  file: string | undefined
  place: Place
  onScope: (between: Between) => void
  onHistory: () => void
  /** Shows a file as it is now. */
  onFile: (at: { path: string; line?: number }) => void
  onFull: (() => void) | undefined
  onClose: () => void
  /** What stands at the foot: the next step. `refresh` shows what became of the changes. */
  children?: (now: Pick<PaneParts['changes'], 'seen' | 'files' | 'refresh'>) => ReactNode
}

export type InsideProps = ReviewPaneProps & {
  region: RefObject<HTMLElement | null>
  width: number
  parts: PaneParts
}
