// How messages of commits may be worded that are proposed in a project.
import type { CommitStyle } from '@a-parallel/shared'

export const commitStyles = ['repository', 'conventional'] as const satisfies readonly CommitStyle[]
