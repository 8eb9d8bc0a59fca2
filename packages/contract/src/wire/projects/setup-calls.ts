// The calls about the commands that make a thread's worktree ready.
import { z } from 'zod'
import { ThreadEnvironment } from '../../nouns/preparation/environment.ts'
import { SetupAction } from '../../nouns/preparation/preparation.ts'
import { call } from '../call.ts'
import { threadParams, Written } from '../parts.ts'

const Name = z.string().min(1).max(60)

/** A part of what a command printed, both streams as they came. */
export const SetupOutput = z.object({
  text: z.string(),
  /** Where the next part begins, in bytes. */
  next: z.number().int().nonnegative(),
  /** What came before was left out. */
  isCut: z.boolean(),
})
export type SetupOutput = z.infer<typeof SetupOutput>

export const setupCalls = {
  changeSetup: call({
    method: 'POST',
    path: '/api/threads/:id/setup',
    summary:
      'Runs a command of a thread’s setup again, or goes on without it; one that runs is ended',
    params: threadParams,
    body: z.object({ name: Name, action: SetupAction }),
    result: Written,
    status: 202,
  }),
  readSetupOutput: call({
    method: 'GET',
    path: '/api/threads/:id/setup/output',
    summary: 'What a command of a thread’s setup has printed, from an offset on',
    params: threadParams,
    query: z.object({
      name: Name,
      from: z.coerce.number().int().min(0).default(0),
    }),
    result: SetupOutput,
  }),
  readEnvironment: call({
    method: 'GET',
    path: '/api/threads/:id/environment',
    summary:
      'What a thread’s agent, commands and dev servers see beside the usual when they start now: its own variables, its ports, and what the recipe says',
    params: threadParams,
    result: ThreadEnvironment,
  }),
} as const
