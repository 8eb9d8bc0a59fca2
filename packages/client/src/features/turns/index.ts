// The face of turns: going back to an earlier message, undoing that, and forking.
export { Cost } from './cost/cost.tsx'
export { ForkLinks } from './fork-links.tsx'
export { useTurnActs } from './use-turn-acts.tsx'
