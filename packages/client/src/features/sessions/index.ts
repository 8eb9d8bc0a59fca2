// The face of sessions: what was held with the agent's own program in a project, to be read and gone on with.
export { SessionReader } from './session-reader.tsx'
export { SessionsPage } from './sessions-page.tsx'
