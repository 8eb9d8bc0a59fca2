// Skills on the machine, as the features see them. A place is the person's own folder of skills (`repository` null) or that
// of a repository. Nothing is put where an agent looks before it was shown.
import type {
  DiffHunk,
  KeptSkill,
  OwnerId,
  ProjectId,
  SkillFault,
  SkillFile,
  SkillFilePiece,
  SkillOrigin,
  SkillSide,
  SkillSource,
  StagedSkill,
} from '@a-parallel/shared'
import type { CredentialFor } from './git/token/credential.ts'

export interface SkillRoot {
  repository: string | null
}

/** The plugin that a skill comes with. */
export interface OfPlugin {
  /** `name@marketplace` */
  id: string
  name: string
  /** How agents tell of the skill, besides its whole name. */
  short: string
  /** By the person's settings, and by those together with the repository's, which come before them. */
  isOn: boolean
  isOnInRepository: boolean
}

/** A skill as it stands on the machine; by whom it is used is not told here. */
export interface FoundSkill {
  id: string
  source: Exclude<SkillSource, 'bundled'>
  form: 'skill' | 'command'
  name: string
  folder: string
  description: string
  hint: string
  /** By a person, with a slash. */
  isInvocable: boolean
  path: string
  faults: SkillFault[]
  isCommitted: boolean | null
  /** Whether the branch has it, if with another text. Null: not of a project, or it cannot be told. */
  isInBranch: boolean | null
  plugin: OfPlugin | null
}

export interface FoundSkills {
  skills: FoundSkill[]
  /** Folders that may not be read. */
  unread: string[]
}

/** From where skills are staged; what was once installed is fetched again by its origin. */
export type StageFrom =
  | { kind: 'folder'; path: string }
  | { kind: 'git'; url: string }
  | { kind: 'archive'; name: string; bytes: Uint8Array }

export interface StageAsk extends SkillRoot {
  id: string
  from: StageFrom
  /** Asked where git itself has no way in to a repository. */
  credentialFor?: CredentialFor | undefined
}

/** A file of one that was staged; `name`: where it would be put. */
export interface StagedFileAsk extends SkillRoot {
  id: string
  inside: string
  name: string
  path: string
}

/** Without the folder inside it. */
export type StagedFrom =
  | { kind: 'folder'; path: string }
  | { kind: 'git'; url: string; commit: string }
  | { kind: 'archive'; name: string; sha256: string }

/** What is kept beside a skill that was removed or replaced. */
export interface KeepSkill {
  id: string
  owner: OwnerId
  projectId: ProjectId | null
  why: 'removed' | 'replaced'
  origin: SkillOrigin | null
}

export interface KeptRecord extends KeepSkill {
  kept: KeptSkill
  /** What it takes on the disk. */
  bytes: number
}

export interface SkillRunner {
  /** `branch`: what the texts of a repository's skills are compared with. */
  list(ask: SkillRoot & { branch: string | null }): Promise<FoundSkills>
  /** What a repository itself has goes by: names and folders. Empty where there is no repository. */
  namesOf(repository: string): Promise<string[]>
  /** What is wrong with a text in a folder of this name, with what it says of itself. */
  judge(text: string, folder: string): { name: string; faults: SkillFault[] }
  /** Null: there is none. */
  read(ask: SkillRoot & { id: string }): Promise<{
    text: string
    isCut: boolean
    files: SkillFile[]
  } | null>
  /**
   * A part of a file, from a byte on; `path` null: of its text. Null: there is no such skill. Throws
   * `skill_file_not_found`, `skill_file_denied`.
   */
  readFile(
    ask: SkillRoot & { id: string; path: string | null; from: number },
  ): Promise<SkillFilePiece | null>
  /**
   * Fetches and unpacks into a folder of its own. Throws `skill_archive_refused` (with the reason), `skill_source_refused`,
   * `clone_signed_out`, `skill_fetch_failed`, `skills_none`, `path_missing`, `path_denied`.
   */
  stage(ask: StageAsk): Promise<{
    from: StagedFrom
    skills: StagedSkill[]
  }>
  /** Throws `skill_file_not_found`, `skill_file_denied`. */
  readStaged(ask: StagedFileAsk & { side: SkillSide; from: number }): Promise<SkillFilePiece>
  /** Null: they are too large, or no text. Throws as `readStaged` does. */
  compareStaged(ask: StagedFileAsk): Promise<DiffHunk[] | null>
  dropStaged(id: string): Promise<void>
  /** Puts one that was staged in place. `keep` for what stands there. Throws `skill_place_linked`, `staged_not_found`. */
  install(
    ask: SkillRoot & { id: string; inside: string; name: string; keep: KeepSkill },
  ): Promise<void>
  /** Throws `skill_exists`, `skill_not_found`, `changed_meanwhile`. */
  write(ask: SkillRoot & { name: string; text: string; was: string | null }): Promise<void>
  /** Throws `skill_not_found`. */
  remove(ask: SkillRoot & { name: string; keep: KeepSkill }): Promise<void>
  kept(owner: OwnerId): Promise<KeptRecord[]>
  /** Destroys what was kept. Throws `kept_not_found`. */
  dropKept(owner: OwnerId, keptId: string): Promise<void>
  /** Lets go of what is past its time, whoever kept it. */
  sweepKept(): Promise<void>
  /** Throws `kept_not_found`. `keep` for what stands in its place. */
  restore(ask: SkillRoot & { keptId: string; owner: OwnerId; keep: KeepSkill }): Promise<void>
}
