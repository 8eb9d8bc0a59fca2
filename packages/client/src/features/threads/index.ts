// The face of threads: the lists, starting one, and what can be done to one from outside its page.
export { AtStakeList } from './act/at-stake-list.tsx'
export { DeleteDialog } from './act/delete-dialog.tsx'
export { RenameField } from './act/rename-field.tsx'
export { useTitle } from './act/use-title.ts'
export { Board } from './overview/board.tsx'
export {
  filtered,
  gridOf,
  mostCells,
  overviewSearch,
  overviewViews,
  stateOf,
  type OverviewSearch,
} from './overview/filter.ts'
export { FilterBar } from './overview/filter-bar.tsx'
export { OverviewList } from './overview/overview-list.tsx'
export {
  answerPermission,
  archiveThread,
  markSeen,
  markUnread,
  stopThread,
  tellProblem,
} from './act/actions.ts'
export { PendingAsk } from './overview/pending-ask.tsx'
export { Age } from './row/age.tsx'
export { ThreadGlyph } from './row/thread-glyph.tsx'
export { useStale } from './row/use-stale.ts'
export { atWork, needing, treeOf, walk } from './select/order.ts'
export { BranchPicker } from './start/branch-picker.tsx'
export { ModelMenu } from './start/model-menu.tsx'
export { NewThreadForm } from './start/new-thread-form.tsx'
export { useFolded } from './tree/folded.ts'
export { ThreadLists } from './tree/thread-lists.tsx'
export { Held, useHold, useSteady } from './tree/use-steady.ts'
export { useLack } from './use-lack.ts'
export { useNeeding, useListed, useTelling, useThreads, useWaitingForSlot } from './use-threads.ts'
