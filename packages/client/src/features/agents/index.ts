// The face of agents: the settings about their program, its sign-in, and what threads begin with.
export { AgentsSection } from './agents-section.tsx'
