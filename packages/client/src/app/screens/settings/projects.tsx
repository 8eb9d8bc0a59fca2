// All projects, those too that were put away.
import { ProjectList } from '../../../features/project-page/index.ts'

export function Projects() {
  return <ProjectList />
}
