// What a thread begins with, also while it is still being written.
import { z } from 'zod'
import { Effort } from '../../nouns/agent/effort.ts'
import { ProjectId } from '../../nouns/ids.ts'
import { ModelName, PermissionMode, ThreadMode, Title } from '../../nouns/thread.ts'
import { Words } from '../parts.ts'

export const threadBeginning = {
  projectId: ProjectId,
  prompt: Words,
  title: Title.optional(),
  model: ModelName.optional(),
  /** Null: as the agent does of itself, whatever is set. */
  effort: Effort.nullable().optional(),
  permissionMode: PermissionMode.optional(),
  mode: ThreadMode.optional(),
  baseBranch: z.string().min(1).max(250).optional(),
}
