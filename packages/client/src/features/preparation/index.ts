// The face of preparation: how a thread's worktree was made ready, and the page on which that is said.
export { FaultList } from './fault-list.tsx'
export { SetupLink, TrustLink } from './links.tsx'
export { PreparationBody } from './preparation-body.tsx'
export { PreparationLine } from './preparation-line.tsx'
export { PrintedOutput } from './printed-output.tsx'
export { RecipePage } from './recipe/recipe-page.tsx'
export { preparationState } from './state.ts'
