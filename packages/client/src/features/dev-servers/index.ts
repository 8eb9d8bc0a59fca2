// The face of dev servers: the button and its panel in a thread, and the mark in lists.
export { RunningMark } from './running-mark.tsx'
export { ServersButton } from './servers-button.tsx'
