// The face of effort: the menu that chooses it.
export { EffortMenu } from './effort-menu.tsx'
export { effortsOf } from './efforts.ts'
