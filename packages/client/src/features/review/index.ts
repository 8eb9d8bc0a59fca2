// The face of review: what changed in a thread, and the way to it.
export { SideButtons } from './conflicts/sides.tsx'
export { useConflicts } from './conflicts/use-conflicts.ts'
export { KeptAbout } from './kept/kept-about.tsx'
export { bringBack } from './state/acts.ts'
export { ReviewButton } from './review-button.tsx'
export {
  choose as chooseReview,
  paneWidths,
  useChoices as useReviewChoices,
} from './state/choices.ts'
export { readScope, scopeText, type Between } from './model/scope.ts'
export { FullButton } from './pane-buttons.tsx'
export type { Seen } from './model/seen.ts'
export type { Place as ReviewPlace } from './pane-props.ts'
export { useFirstLines } from './state/first-lines.ts'
export { changesKey } from './state/use-changes.ts'
