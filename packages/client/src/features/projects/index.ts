// The face of projects: the list, adding one, and what can be done to one.
export { AddProjectDialog } from './add-project-dialog.tsx'
export { CommandLine } from './command-line.tsx'
export { FolderDialog } from './folder-dialog.tsx'
export { MoveProjectDialog } from './move-project-dialog.tsx'
export { ProjectMenu } from './project-menu.tsx'
export { useProjects, useProjectsKnown } from './use-projects.ts'
