// What an agent can be taught: a folder with a SKILL.md, or a command file of the older form. Where it stands, what is wrong
// with it, where it came from.
import { z } from 'zod'
import { Instant, ProjectId, ThreadId } from '../ids.ts'
import { KeptId } from '../review/kept.ts'

/** Also the name of its folder. It never names a place outside the folder of skills. */
export const SkillName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is no name of a skill')
export type SkillName = z.infer<typeof SkillName>

/** Bundled: with the agent's program. User: in its configuration. Project: in the repository. Plugin: with a plugin. */
export const SkillSource = z.enum(['bundled', 'user', 'project', 'plugin'])
export type SkillSource = z.infer<typeof SkillSource>

/** In whose folder: the person's own, or a project's. */
export const SkillPlace = z.object({ projectId: ProjectId.nullable() })
export type SkillPlace = z.infer<typeof SkillPlace>

export const SkillFaultCode = z.enum([
  'no-front-matter',
  'front-matter-open',
  'front-matter-broken',
  'front-matter-no-list',
  'name-invalid',
  'name-differs',
  'description-missing',
  'description-long',
  'empty',
  'unreadable',
])
export type SkillFaultCode = z.infer<typeof SkillFaultCode>

export const SkillFault = z.object({
  code: SkillFaultCode,
  /** Whether the agent's program can make nothing sensible of it: such a one is not installed. */
  isGrave: z.boolean(),
  /** What was found, or what the reader of the front matter said. */
  said: z.string().max(300),
  line: z.number().int().nullable(),
})
export type SkillFault = z.infer<typeof SkillFault>

/** A file below a skill's folder; size in bytes. */
export const SkillFile = z.object({
  path: z.string(),
  size: z.number().int(),
  executable: z.boolean(),
})
export type SkillFile = z.infer<typeof SkillFile>

/** A part of a skill's file, read as text whatever it holds, so that nothing of it is unseen. */
export const SkillFilePiece = z.object({
  /** Of the whole file. */
  bytes: z.number().int(),
  executable: z.boolean(),
  /** What is no UTF-8 stands in it as U+FFFD. */
  text: z.string(),
  isUtf8: z.boolean(),
  /** It has a NUL near its beginning, as programs and images have. */
  isBinary: z.boolean(),
  /** At which byte it goes on; null: it ends here. */
  next: z.number().int().nullable(),
})
export type SkillFilePiece = z.infer<typeof SkillFilePiece>

/** What is staged, or what stands in the place where it would go. */
export const SkillSide = z.enum(['staged', 'standing'])
export type SkillSide = z.infer<typeof SkillSide>

/** `inside`: the folder in it; empty where it is the skill itself. */
export const SkillOrigin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: z.string(), inside: z.string() }),
  z.object({
    kind: z.literal('archive'),
    name: z.string(),
    sha256: z.string(),
    inside: z.string(),
  }),
  z.object({ kind: z.literal('git'), url: z.string(), commit: z.string(), inside: z.string() }),
])
export type SkillOrigin = z.infer<typeof SkillOrigin>

/**
 * `restricted`: its project is not trusted. `off`: switched off in the project, or its plugin is. `shadowed`: another one
 * of the same name comes first.
 */
export const SkillState = z.enum(['in-use', 'restricted', 'off', 'shadowed'])
export type SkillState = z.infer<typeof SkillState>

/** A thread that used a skill, and when it last did. */
export const SkillUse = z.object({
  threadId: ThreadId,
  title: z.string(),
  projectId: ProjectId,
  at: Instant,
})
export type SkillUse = z.infer<typeof SkillUse>

export const Skill = z.object({
  /** Source, form and folder or file: one listing holds none twice. */
  id: z.string(),
  source: SkillSource,
  /** A command is a file of the older form. Of what is bundled it is not told. */
  form: z.enum(['skill', 'command']),
  /** What follows the slash. */
  name: z.string(),
  /** By its folder or file; the agent's program knows it by this too. */
  folder: z.string(),
  /** With which plugin it comes, as the agent's program calls that: `name@marketplace`. Null where it is not known. */
  plugin: z.string().nullable(),
  description: z.string(),
  hint: z.string(),
  /** Of its text. Null: it stands in no file. */
  path: z.string().nullable(),
  state: SkillState,
  faults: z.array(SkillFault),
  /** How many threads used it; the last ones first, and of many not all. */
  usedIn: z.object({ count: z.number().int(), threads: z.array(SkillUse) }),
  /** Of a project's: whether its text is what the default branch holds, which new worktrees begin with. Null elsewhere. */
  isCommitted: z.boolean().nullable(),
  origin: SkillOrigin.nullable(),
})
export type Skill = z.infer<typeof Skill>

/** What was removed or replaced, until it is forgotten. */
export const KeptSkill = z.object({
  id: KeptId,
  name: SkillName,
  why: z.enum(['removed', 'replaced']),
  at: Instant,
  until: Instant,
  files: z.number().int(),
})
export type KeptSkill = z.infer<typeof KeptSkill>

export const StagedId = z.uuid().brand<'StagedId'>()
export type StagedId = z.infer<typeof StagedId>

/** How what is staged differs from what stands in its place, by paths. */
export const SkillChange = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
})
export type SkillChange = z.infer<typeof SkillChange>

export const StagedSkill = z.object({
  /** Null: it bears no name that a skill may have. */
  name: SkillName.nullable(),
  /** Its folder in what was staged. */
  inside: z.string(),
  description: z.string(),
  text: z.string(),
  /** The text goes on: this is its beginning. */
  isCut: z.boolean(),
  faults: z.array(SkillFault),
  files: z.array(SkillFile),
  /** Null: it would be new. */
  change: SkillChange.nullable(),
})
export type StagedSkill = z.infer<typeof StagedSkill>

/** What would be installed: nothing of it stands anywhere yet where an agent looks. */
export const StagedSkills = z.object({
  id: StagedId,
  projectId: ProjectId.nullable(),
  skills: z.array(StagedSkill),
})
export type StagedSkills = z.infer<typeof StagedSkills>
