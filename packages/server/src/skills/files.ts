// The files of skills, for those who read before they give them to an agent: of one that stands, and of one that is staged,
// beside what it would replace. Only what was told of as its files is read.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  DiffHunk,
  Project,
  ProjectId,
  SkillFilePiece,
  StagedId,
  StagedSkill,
} from '@a-parallel/shared'
import type { Runner } from '../runner/port.ts'
import type { StagedSkillsHeld } from './staged.ts'

type Query<C extends keyof Calls> = CallRequest<Calls[C]>['query']
type StagedFile = Query<'compareStagedSkillFile'>

export interface SkillFilesPorts {
  runner: Pick<Runner, 'skills'>
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

export function skillFiles({ runner, project }: SkillFilesPorts, staged: StagedSkillsHeld) {
  const rootOf = (actor: Actor, projectId: ProjectId | null) =>
    projectId === null ? null : project(actor, projectId).path
  const find = (actor: Actor, id: StagedId, { inside, path }: StagedFile) => {
    if (actor.kind !== 'person') throw new Problem('unauthorized')
    const { projectId, skills } = staged.find(actor.id, id)
    const skill = skills.find((one) => one.inside === inside)
    if (!skill) throw new Problem('skill_not_found')
    const repository = rootOf(actor, projectId)
    return { skill, ask: { repository, id, inside, name: skill.name ?? '', path } }
  }
  return {
    /** Throws `skill_not_found`, `skill_file_not_found`, `skill_file_denied`. */
    async readFile(
      actor: Actor,
      projectId: ProjectId | null,
      { skill, path, from }: Omit<Query<'readSkillFile'>, 'projectId'>,
    ): Promise<SkillFilePiece> {
      if (actor.kind !== 'person') throw new Problem('unauthorized')
      const repository = rootOf(actor, projectId)
      const piece = await runner.skills.readFile({
        repository,
        id: skill,
        path: path ?? null,
        from,
      })
      if (piece === null) throw new Problem('skill_not_found')
      return piece
    },
    /** Throws `staged_not_found`, and as above. */
    async readStaged(
      actor: Actor,
      id: StagedId,
      { side, from, ...file }: Query<'readStagedSkillFile'>,
    ): Promise<SkillFilePiece> {
      const { skill, ask } = find(actor, id, file)
      if (!sidesOf(skill, file.path)[side]) throw missing(file.path)
      return runner.skills.readStaged({ ...ask, side, from })
    },
    /** Null: they are too large, or no text. Throws as above. */
    async compareStaged(actor: Actor, id: StagedId, file: StagedFile): Promise<DiffHunk[] | null> {
      const { skill, ask } = find(actor, id, file)
      const sides = sidesOf(skill, file.path)
      if (!sides.staged || !sides.standing) throw missing(file.path)
      return runner.skills.compareStaged(ask)
    },
  }
}

function sidesOf({ files, change }: StagedSkill, path: string) {
  const isStaged = files.some((file) => file.path === path)
  const stood = change !== null && (isStaged ? !change.added.includes(path) : isGone(change, path))
  return { staged: isStaged, standing: stood }
}

const isGone = ({ removed }: NonNullable<StagedSkill['change']>, path: string) =>
  removed.includes(path)

function missing(path: string): Problem {
  return new Problem('skill_file_not_found', `The skill has no file at ${path}.`)
}
