// The face of skills: what agents can be taught, from where it came, and which projects do without it. Nothing is put where
// an agent looks that its owner was not shown.
import { mayRun, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  KeptId,
  OwnerId,
  Project,
  ProjectId,
  SkillBody,
  SkillOrigin,
  SlashCommand,
  StagedId,
  StagedSkill,
  StagedSkills,
  Trust,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { CredentialFor, KeepSkill, Runner, StageFrom } from '../runner/port.ts'
import type { Database, SkillUseLog } from '../store/port.ts'
import { skillFiles } from './files.ts'
import { listingOf, slashCommandsOf, type OfferAsk, type SlashPlace } from './listing.ts'
import { meantByProject } from './meant.ts'
import { openStagedSkills, type StagedSkillsHeld } from './staged.ts'
import { skillTable, type OffSkill, type SkillTable } from './table.ts'

export type { OffSkill }

/** Which skills projects do without, for those who start agents and show what they understand. */
export interface SkillChoices {
  off(owner: OwnerId, projectId: ProjectId): OffSkill[]
}

export interface SkillsPorts {
  db: Database
  clock: Clock
  newId: NewId
  runner: Pick<Runner, 'skills'>
  uses: SkillUseLog
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
  projects: { list: (actor: Actor) => Project[] }
  trust: { read: (actor: Actor, id: ProjectId) => Promise<Trust> }
}

type Body<C extends keyof Calls> = CallRequest<Calls[C]>['body']
type Place = ProjectId | null
export type Skills = ReturnType<typeof openSkills>

export function openSkills(ports: SkillsPorts) {
  const table = skillTable(ports.db)
  const staged = openStagedSkills((id) => ports.runner.skills.dropStaged(id))
  return {
    off: (owner: OwnerId, projectId: ProjectId): OffSkill[] => table.off(owner, projectId),
    ...skillReads(ports, table),
    ...skillFiles(ports, staged),
    ...skillInstalls(ports, table, staged),
    ...skillChanges(ports, table),
  }
}

/** What there is for a project, or for its owner alone, with what keeps an agent from it. */
function looking({ runner, project, trust }: SkillsPorts, table: SkillTable) {
  return async (
    actor: Actor,
    projectId: Place,
    told: readonly SlashCommand[],
    branch?: string,
  ): Promise<OfferAsk & { unread: string[] }> => {
    const owner = ownerOf(actor)
    const its = projectId === null ? null : project(actor, projectId)
    const [{ skills: found, unread }, trusted] = await Promise.all([
      runner.skills.list({
        repository: its?.path ?? null,
        branch: branch ?? its?.defaultBranch ?? null,
      }),
      projectId === null || !its?.available ? null : trust.read(actor, projectId),
    ])
    return {
      unread,
      found,
      told,
      off: projectId === null ? [] : table.off(owner, projectId),
      restricted: trusted !== null && !mayRun(trusted.state),
    }
  }
}

function skillReads(ports: SkillsPorts, table: SkillTable) {
  const { runner, project, projects, uses } = ports
  const look = looking(ports, table)
  return {
    /** @param told what agents said that they understand behind a slash. */
    async list(
      actor: Actor,
      projectId: Place,
      told: readonly SlashCommand[],
    ): Promise<CallResult<Calls['listSkills']>> {
      const owner = ownerOf(actor)
      const { unread, ...listed } = await look(actor, projectId, told)
      const used = uses.used(owner)
      const meant = await meantByProject({ runner, projects }, actor, used)
      const origins = {
        user: table.origins(owner, null),
        project: projectId === null ? new Map() : table.origins(owner, projectId),
      }
      const kept = await runner.skills.kept(owner)
      const here = kept.filter((one) => one.projectId === null || one.projectId === projectId)
      return {
        skills: listingOf({ ...listed, projectId, uses: used, meant, origins }),
        kept: here.map((one) => one.kept),
        unread,
      }
    },
    /**
     * What may follow a slash in a thread of a project where no agent lives that could say so.
     * @param place.branch that a worktree would begin with; absent: the project's default.
     */
    async slashCommands(
      actor: Actor,
      projectId: ProjectId,
      told: readonly SlashCommand[],
      { branch, ...place }: SlashPlace & { branch: string | undefined },
    ): Promise<SlashCommand[]> {
      return slashCommandsOf(await look(actor, projectId, told, branch), place)
    },
    /** Throws `skill_not_found`. */
    async read(actor: Actor, projectId: Place, id: string): Promise<SkillBody> {
      ownerOf(actor)
      const repository = projectId === null ? null : project(actor, projectId).path
      const body = await runner.skills.read({ repository, id })
      if (body === null) throw new Problem('skill_not_found')
      return body
    },
  }
}

function skillInstalls(
  { runner, project, newId, clock }: SkillsPorts,
  table: SkillTable,
  staged: StagedSkillsHeld,
) {
  const rootOf = (actor: Actor, projectId: Place) =>
    projectId === null ? null : project(actor, projectId).path
  const stage = async (
    actor: Actor,
    projectId: Place,
    from: StageFrom,
    { only = null, ...more }: { only?: string | null; credentialFor?: CredentialFor } = {},
  ): Promise<StagedSkills> => {
    const owner = ownerOf(actor)
    const repository = rootOf(actor, projectId)
    const id = newId() as StagedId // newId gives UUIDs.
    const fetched = await runner.skills.stage({ repository, id, from, ...more })
    const skills = fetched.skills.filter(({ name }) => only === null || name === only)
    await staged.add({ id, owner, projectId, from: fetched.from, skills })
    if (skills.length > 0) return { id, projectId, skills }
    await staged.forget(id)
    throw new Problem('skills_none', `There is no skill called ${only ?? ''} in it any more.`)
  }
  return {
    stage(
      actor: Actor,
      { projectId, from }: Body<'stageSkills'>,
      credentialFor: CredentialFor,
    ): Promise<StagedSkills> {
      if (from.kind !== 'again') return stage(actor, projectId, from, { credentialFor })
      const origin = table.origins(ownerOf(actor), projectId).get(from.name)
      return stage(actor, projectId, fetchable(origin), { only: from.name, credentialFor })
    },
    stageArchive: (actor: Actor, projectId: Place, name: string, bytes: Uint8Array) =>
      stage(actor, projectId, { kind: 'archive', name, bytes }),
    /** By their folders in what was staged. Throws `staged_not_found`, `skill_not_found`, `skill_invalid`. */
    async install(actor: Actor, id: StagedId, folders: readonly string[]): Promise<Place> {
      const owner = ownerOf(actor)
      const { projectId, from, skills } = staged.find(owner, id)
      const repository = rootOf(actor, projectId)
      const wanted = folders.map((inside) => wantedOf(skills, inside))
      if (new Set(wanted.map(({ name }) => name)).size < wanted.length)
        throw new Problem('skill_invalid', 'Two of them have the same name. Choose one of them.')
      const origins = table.origins(owner, projectId)
      for (const { name, inside } of wanted) {
        const origin = origins.get(name) ?? null
        const keep: KeepSkill = { id: newId(), owner, projectId, why: 'replaced', origin }
        await runner.skills.install({ repository, id, inside, name, keep })
        const come = { origin: { ...from, inside }, at: clock.now() }
        table.setOrigin(owner, projectId, name, come)
      }
      await staged.forget(id)
      return projectId
    },
    async drop(actor: Actor, id: StagedId): Promise<void> {
      await staged.forget(staged.find(ownerOf(actor), id).id)
    },
  }
}

function wantedOf(
  skills: readonly StagedSkill[],
  inside: string,
): { name: string; inside: string } {
  const skill = skills.find((one) => one.inside === inside)
  if (!skill) throw new Problem('skill_not_found')
  const { name, faults } = skill
  if (name === null || faults.some(({ isGrave }) => isGrave))
    throw new Problem('skill_invalid', `${name ?? inside} has faults. It is not installed.`)
  return { name, inside }
}

/** Throws where it cannot be fetched anew. */
function fetchable(origin: SkillOrigin | undefined): StageFrom {
  if (!origin) throw new Problem('skill_not_found', 'It is not known where this skill came from.')
  if (origin.kind !== 'archive') return origin
  const detail = `It came from the archive ${origin.name}. Install a newer one.`
  throw new Problem('skill_source_refused', detail)
}

function skillChanges({ runner, project, newId, clock }: SkillsPorts, table: SkillTable) {
  const rootOf = (actor: Actor, projectId: Place) =>
    projectId === null ? null : project(actor, projectId).path
  return {
    /** Throws `skill_invalid`, `skill_exists`, `skill_not_found`, `changed_meanwhile`. */
    async write(actor: Actor, { projectId, name, text, was }: Body<'writeSkill'>): Promise<void> {
      const owner = ownerOf(actor)
      const { faults } = runner.skills.judge(text, name)
      const fault = faults.find(({ isGrave, code }) => isGrave || code === 'name-differs')
      if (fault) {
        const detail = `${fault.code} ${fault.said}`.trim()
        throw new Problem('skill_invalid', detail, { fault: fault.code, line: fault.line ?? 1 })
      }
      await runner.skills.write({ repository: rootOf(actor, projectId), name, text, was })
      // Another one of this name may have come from somewhere, and gone by other hands.
      if (was === null) table.setOrigin(owner, projectId, name, { origin: null, at: clock.now() })
    },
    async remove(actor: Actor, projectId: Place, name: string): Promise<KeptId> {
      const owner = ownerOf(actor)
      const repository = rootOf(actor, projectId)
      const origin = table.origins(owner, projectId).get(name) ?? null
      const id = newId() as KeptId // newId gives UUIDs.
      const keep: KeepSkill = { id, owner, projectId, why: 'removed', origin }
      await runner.skills.remove({ repository, name, keep })
      table.setOrigin(owner, projectId, name, { origin: null, at: clock.now() })
      return id
    },
    /** All that is kept of an owner's skills, wherever they were. */
    kept: (actor: Actor) => runner.skills.kept(ownerOf(actor)),
    /** Destroys what was kept. Throws `kept_not_found`. */
    dropKept: (actor: Actor, keptId: string) => runner.skills.dropKept(ownerOf(actor), keptId),
    /** Throws `kept_not_found`. */
    async restore(actor: Actor, keptId: KeptId): Promise<Place> {
      const owner = ownerOf(actor)
      const record = (await runner.skills.kept(owner)).find(({ id }) => id === keptId)
      if (!record) throw new Problem('kept_not_found')
      const { projectId, kept, origin } = record
      const repository = rootOf(actor, projectId)
      const there = table.origins(owner, projectId).get(kept.name) ?? null
      const keep: KeepSkill = { id: newId(), owner, projectId, why: 'replaced', origin: there }
      await runner.skills.restore({ repository, keptId, owner, keep })
      table.setOrigin(owner, projectId, kept.name, { origin, at: clock.now() })
      return projectId
    },
    /** What the project's agents do without from now on, and what they have again. Throws `skill_not_found`. */
    async switch(
      actor: Actor,
      projectId: ProjectId,
      { skill, off }: Body<'switchSkill'>,
    ): Promise<{ off: string[]; on: string[] }> {
      const { owner, path } = project(actor, projectId)
      const { skills } = await runner.skills.list({ repository: path, branch: null })
      const one = skills.find(({ id, source }) => id === skill && source !== 'plugin')
      if (!one) throw new Problem('skill_not_found')
      table.switch(owner, projectId, one, off)
      const all = table.off(owner, projectId).map(({ folder }) => folder)
      return { off: all, on: off ? [] : [one.folder] }
    },
  }
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
