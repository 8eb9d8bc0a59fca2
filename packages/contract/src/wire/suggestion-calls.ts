// The calls for what is suggested while a message is written: commands of the agent, and files.
import { z } from 'zod'
import { SlashCommand } from '../nouns/agent/slash-command.ts'
import { ProjectId } from '../nouns/ids.ts'
import { ThreadMode } from '../nouns/thread.ts'
import { call } from './call.ts'
import { threadParams } from './parts.ts'

const projectParams = z.object({ id: ProjectId })
const query = z.object({ query: z.string().max(500).default('') })
/** Paths from the top of the checkout, the best first, at most 50; a folder ends in `/`. */
const result = z.object({ files: z.array(z.string()) })

export const suggestionCalls = {
  listSlashCommands: call({
    method: 'GET',
    path: '/api/projects/:id/slash-commands',
    summary:
      'What the agents of a project last said that they understand behind a slash, as far as a thread that works there has it',
    params: projectParams,
    query: z.object({
      mode: ThreadMode.default('worktree'),
      /** The branch that a worktree would begin with; absent: the project's default. */
      base: z.string().min(1).max(250).optional(),
    }),
    result: z.object({ commands: z.array(SlashCommand) }),
  }),
  findProjectFiles: call({
    method: 'GET',
    path: '/api/projects/:id/files',
    summary: 'Files of a project’s checkout that fit what was typed of their paths',
    params: projectParams,
    query,
    result,
  }),
  findThreadFiles: call({
    method: 'GET',
    path: '/api/threads/:id/files',
    summary: 'Files of the checkout that a thread works in that fit what was typed of their paths',
    params: threadParams,
    query,
    result,
  }),
} as const
