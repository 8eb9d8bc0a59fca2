// The face of the project page: what is set about one project, and the list of them all.
export { ProjectList } from './project-list.tsx'
export { ProjectPage } from './project-page.tsx'
