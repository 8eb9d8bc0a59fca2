// The face of erasure: the data of projects that were taken off the list, and how its owner has it erased for good. A backup
// is made before; nothing of the repository is touched.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  Backup,
  Project,
  ProjectId,
  ProjectRemains,
  RemovedProject,
} from '@a-parallel/shared'
import type { BackupCare } from '../backups/index.ts'
import type { Projects } from '../projects/index.ts'
import type { Database } from '../store/port.ts'
import type { Threads } from '../threads/index.ts'
import { forgetProject } from './table.ts'

export interface ErasurePorts {
  db: Database
  projects: Pick<Projects, 'removed'>
  threads: Pick<Threads, 'countOfProject' | 'eraseOfProject' | 'remains'>
  backups: Pick<BackupCare, 'make'>
}

export type Erasure = ReturnType<typeof openErasure>

export function openErasure({ db, projects, threads, backups }: ErasurePorts) {
  const find = (actor: Actor, id: ProjectId): Project => {
    const found = projects.removed(actor).find((one) => one.id === id)
    if (!found) throw new Problem('project_not_found')
    return found
  }
  return {
    list: (actor: Actor): RemovedProject[] =>
      projects.removed(actor).map(({ id, name, path }) => ({
        id,
        name,
        path,
        threads: threads.countOfProject(actor, id),
      })),
    async remains(actor: Actor, id: ProjectId): Promise<ProjectRemains> {
      const { path } = find(actor, id)
      return { path, ...(await threads.remains(actor, id)) }
    },
    /** @param typed its name: whoever types it means it. Throws `thread_busy` while an agent of it lives. */
    async erase(actor: Actor, id: ProjectId, typed: string): Promise<Backup> {
      const { owner, name } = find(actor, id)
      if (typed.trim() !== name)
        throw new Problem('invalid_input', 'name: is not the name of the project', {
          field: 'name',
        })
      const backup = await backups.make(actor)
      // Somebody may have put it on the list again meanwhile.
      const stillMeant = () => void find(actor, id)
      stillMeant()
      await threads.eraseOfProject(actor, id, stillMeant)
      forgetProject(db, owner, id)
      return backup
    },
  }
}
