// Whose skill is meant by a name in which project: several projects, and their owner, may each have one of it.
import type { Actor, Project, ProjectId, SkillUse, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../runner/port.ts'

/** Project → the names that stand for a skill of its own there, whoever else has one of them. */
export type MeantByProject = ReadonlyMap<ProjectId, ReadonlySet<string>>

interface MeantPorts {
  runner: { skills: Pick<Runner['skills'], 'namesOf'> }
  projects: { list: (actor: Actor) => Project[] }
}

/** Of the projects in which any skill was used. */
export async function meantByProject(
  { runner, projects }: MeantPorts,
  actor: Actor,
  uses: ReadonlyMap<string, ReadonlyMap<ThreadId, SkillUse>>,
): Promise<MeantByProject> {
  const used = new Set(
    [...uses.values()].flatMap((threads) => [...threads.values()].map((one) => one.projectId)),
  )
  const meant = new Map<ProjectId, ReadonlySet<string>>()
  for (const { id, path } of projects.list(actor))
    if (used.has(id)) meant.set(id, new Set(await runner.skills.namesOf(path)))
  return meant
}
