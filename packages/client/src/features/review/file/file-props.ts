// What the pane of a file is given.
import type { ThreadView } from '@a-parallel/shared'
import type { Place } from '../pane-props.ts'

export type FilePaneProps = {
  view: ThreadView
  /** From the top of the worktree. */
  path: string
  line: number | undefined
  place: Place
  /** The line that a link to what is shown leads to. */
  onLine: (line: number) => void
  onChangesOf: (path: string) => void
  onFull: (() => void) | undefined
  onClose: () => void
}
