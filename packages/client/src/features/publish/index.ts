// The face of publishing: the next step of a thread's work, at the foot of its changes.
export { PublishBar } from './publish-bar.tsx'
