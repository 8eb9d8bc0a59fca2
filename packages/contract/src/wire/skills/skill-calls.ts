// The calls about skills: what there is, what would be installed, and what becomes of it.
import { z } from 'zod'
import { skillLimits } from '../../model/skills/limits.ts'
import { ProjectId } from '../../nouns/ids.ts'
import { CheckoutPath } from '../../nouns/review/change.ts'
import { DiffHunk } from '../../nouns/review/file-diff.ts'
import { KeptId } from '../../nouns/review/kept.ts'
import {
  KeptSkill,
  Skill,
  SkillFile,
  SkillFilePiece,
  SkillName,
  SkillPlace,
  SkillSide,
  StagedId,
  StagedSkills,
} from '../../nouns/skills/skill.ts'
import { call } from '../call.ts'

const ofProject = z.object({ projectId: ProjectId.optional() })
const Text = z.string().max(skillLimits.textBytes)
const Path = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path holds no NUL')

/** `again`: from where an installed one came. */
export const SkillFrom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: Path }),
  z.object({ kind: z.literal('git'), url: z.string().min(1).max(2000) }),
  z.object({ kind: z.literal('again'), name: SkillName }),
])
export type SkillFrom = z.infer<typeof SkillFrom>

export const SkillBody = z.object({
  text: z.string(),
  /** The text goes on: this is its beginning. */
  isCut: z.boolean(),
  files: z.array(SkillFile),
})
export type SkillBody = z.infer<typeof SkillBody>

/** At which byte to begin. */
const From = z.coerce.number().int().min(0).default(0)
/** Of a skill that is staged: its folder in what was staged, and a file of it. */
const StagedFile = z.object({ inside: z.string().max(1000), path: CheckoutPath })

const nothing = z.object({})

export const skillCalls = {
  listSkills: call({
    method: 'GET',
    path: '/api/skills',
    summary:
      'The skills of the person, of plugins and of the agent’s program; with a project also its own',
    query: ofProject,
    result: z.object({
      skills: z.array(Skill),
      kept: z.array(KeptSkill),
      /** Folders that may not be read: what stands in them is not told. */
      unread: z.array(z.string()),
    }),
  }),
  readSkill: call({
    method: 'GET',
    path: '/api/skills/text',
    summary: 'What a skill says, and the files beside it',
    query: ofProject.extend({ skill: z.string().min(1).max(300) }),
    result: SkillBody,
  }),
  readSkillFile: call({
    method: 'GET',
    path: '/api/skills/file',
    summary:
      'A part of a file of a skill; without a path, of its text. No link in its folder is followed',
    query: ofProject.extend({
      skill: z.string().min(1).max(300),
      path: CheckoutPath.optional(),
      from: From,
    }),
    result: SkillFilePiece,
  }),
  stageSkills: call({
    method: 'POST',
    path: '/api/skills/staged',
    summary:
      'Fetches skills from a folder or over https and tells what would be installed; nothing is yet',
    body: SkillPlace.extend({ from: SkillFrom }),
    result: StagedSkills,
    status: 201,
  }),
  stageSkillArchive: call({
    method: 'POST',
    path: '/api/skills/archives',
    summary: 'Unpacks a zip or tar.gz and tells what would be installed; nothing is yet',
    query: ofProject.extend({ name: z.string().min(1).max(300) }),
    takes: 'bytes',
    limit: { bytes: skillLimits.packedBytes, code: 'skill_archive_refused' },
    body: z.instanceof(Uint8Array),
    result: StagedSkills,
    status: 201,
  }),
  readStagedSkillFile: call({
    method: 'GET',
    path: '/api/skills/staged/:stagedId/file',
    summary: 'A part of a file that would be installed, or of the one that stands in its place',
    params: z.object({ stagedId: StagedId }),
    query: StagedFile.extend({ side: SkillSide.default('staged'), from: From }),
    result: SkillFilePiece,
  }),
  compareStagedSkillFile: call({
    method: 'GET',
    path: '/api/skills/staged/:stagedId/change',
    summary: 'How a file that would be installed differs from the one that stands in its place',
    params: z.object({ stagedId: StagedId }),
    query: StagedFile,
    // Null: they are too large, or no text.
    result: z.object({ hunks: z.array(DiffHunk).nullable() }),
  }),
  installSkills: call({
    method: 'POST',
    path: '/api/skills/staged/:stagedId',
    summary: 'Puts what was staged in place. What stands there already is kept for 30 days',
    params: z.object({ stagedId: StagedId }),
    // By their folders in it: two may have one name, of which one can be put in place.
    body: z.object({ inside: z.array(z.string().max(1000)).min(1).max(skillLimits.skills) }),
    result: nothing,
  }),
  dropStagedSkills: call({
    method: 'DELETE',
    path: '/api/skills/staged/:stagedId',
    summary: 'Throws away what was staged',
    params: z.object({ stagedId: StagedId }),
    result: nothing,
  }),
  writeSkill: call({
    method: 'POST',
    path: '/api/skills',
    summary:
      'Writes a skill’s text; `was` null: a new skill. Refused when it has grave faults, or is not what it was',
    body: SkillPlace.extend({ name: SkillName, text: Text, was: Text.nullable() }),
    result: nothing,
  }),
  removeSkill: call({
    method: 'DELETE',
    path: '/api/skills',
    summary: 'Removes a skill; it can be brought back for 30 days',
    query: ofProject.extend({ name: SkillName }),
    result: z.object({ keptId: KeptId }),
  }),
  restoreSkill: call({
    method: 'POST',
    path: '/api/skills/kept/:keptId',
    summary: 'Puts back what was removed or replaced; what stands there is kept in its turn',
    params: z.object({ keptId: KeptId }),
    result: nothing,
  }),
  switchSkill: call({
    method: 'POST',
    path: '/api/projects/:id/skills',
    summary: 'Switches a skill off, or on again, for the agents of a project',
    params: z.object({ id: ProjectId }),
    body: z.object({ skill: z.string().min(1).max(300), off: z.boolean() }),
    result: nothing,
  }),
} as const
