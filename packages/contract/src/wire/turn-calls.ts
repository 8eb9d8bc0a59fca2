// The calls about turns that are over: going back to one of them, and forking behind it.
import { z } from 'zod'
import { ThreadId, TurnId } from '../nouns/ids.ts'
import { Title } from '../nouns/thread.ts'
import { RewindId, RewindWhat } from '../nouns/turns/rewind.ts'
import { call } from './call.ts'
import { Images, saysSomething, threadParams, Words, Written } from './parts.ts'

/** What becomes of a file when files are set back. */
export const FileChange = z.object({
  path: z.string(),
  kind: z.enum(['set-back', 'made-again', 'taken-away']),
})
export type FileChange = z.infer<typeof FileChange>

export const turnCalls = {
  measureContext: call({
    method: 'POST',
    path: '/api/threads/:id/context',
    summary:
      'Asks the thread’s agent what its context is filled with; the answer comes as an event. Without an agent that lives nobody is asked',
    params: threadParams,
    result: Written.extend({ asked: z.boolean() }),
    status: 202,
  }),
  forkThread: call({
    method: 'POST',
    path: '/api/threads/:id/fork',
    summary:
      'A new thread with the conversation up to and with a turn, and a worktree with the files as they were then; the same id again is the same thread',
    params: threadParams,
    body: z.object({
      id: ThreadId.optional(),
      /** Without it: the last one. */
      turnId: TurnId.optional(),
      title: Title.optional(),
    }),
    result: Written.extend({ id: ThreadId }),
    status: 202,
  }),
  previewRewind: call({
    method: 'GET',
    path: '/api/threads/:id/rewind/:turnId',
    summary: 'What setting the files back to before a message would do to them',
    params: threadParams.extend({ turnId: TurnId }),
    result: z.object({
      /** The first of them, and how many there are. */
      files: z.array(FileChange),
      total: z.number().int(),
    }),
  }),
  rewindThread: call({
    method: 'POST',
    path: '/api/threads/:id/rewind',
    summary:
      'Goes back to before a message: files, conversation or both; branches stay where they are. With `message`, that is said next',
    params: threadParams,
    body: z.object({
      id: RewindId.optional(),
      turnId: TurnId,
      what: RewindWhat,
      message: z
        .object({ id: TurnId.optional(), text: Words, images: Images.optional() })
        .refine(({ text, images }) => saysSomething(text, images), 'say something')
        .optional(),
    }),
    result: Written.extend({ id: RewindId }),
    status: 202,
  }),
  undoRewind: call({
    method: 'POST',
    path: '/api/threads/:id/rewind/undo',
    summary: 'Undoes the last rewind: files and conversation are as before it',
    params: threadParams,
    body: z.object({ id: RewindId.optional() }),
    result: Written.extend({ id: RewindId }),
    status: 202,
  }),
} as const
