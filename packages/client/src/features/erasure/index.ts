// The face of erasure: projects that were taken off the list, and how their data is erased.
export { RemovedProjects } from './removed-projects.tsx'
