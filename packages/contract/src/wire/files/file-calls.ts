// The calls by which a person gets to a file of a thread's checkout, and reads it.
import { z } from 'zod'
import { FoundFile, FoundSymbol, WholeFile } from '../../nouns/files/file.ts'
import { CheckoutPath } from '../../nouns/review/change.ts'
import { call } from '../call.ts'
import { threadParams } from '../parts.ts'

/** Typed by its buffer, so that it can be an answer's body as it is. */
const Bytes = z.instanceof(Uint8Array)

export const fileCalls = {
  jumpToFiles: call({
    method: 'GET',
    path: '/api/threads/:id/jump/files',
    summary:
      'Files of a thread’s checkout that fit what was typed of their paths: how well first, then what the thread changed, then what was looked at lately',
    params: threadParams,
    query: z.object({ query: z.string().max(500).default('') }),
    result: z.object({
      /** The best first, at most 300. */
      files: z.array(FoundFile),
      /** How many files there are to look among. */
      among: z.number().int(),
    }),
  }),
  jumpToSymbols: call({
    method: 'GET',
    path: '/api/threads/:id/jump/symbols',
    summary: 'Lines of a thread’s checkout that define something of which the name was typed',
    params: threadParams,
    query: z.object({
      query: z
        .string()
        .min(1)
        .max(200)
        .refine((text) => !/\p{Cc}/u.test(text), 'holds no control characters'),
    }),
    result: z.object({
      /** The best first, at most 300. */
      symbols: z.array(FoundSymbol),
      /** There are more than these. */
      more: z.boolean(),
      /** It was looked for no longer than a few seconds: some of the files were not read. */
      cut: z.boolean(),
    }),
  }),
  readFile: call({
    method: 'GET',
    path: '/api/threads/:id/file',
    summary:
      'A file of a thread’s checkout as it is now; nothing outside of it, and nothing of git',
    params: threadParams,
    query: z.object({
      path: CheckoutPath,
      /** Also what is too long to be shown unasked. */
      whole: z.stringbool().optional(),
    }),
    result: WholeFile,
  }),
  readFileBytes: call({
    method: 'GET',
    path: '/api/threads/:id/file-bytes',
    summary: 'The bytes of a file of a thread’s checkout, for images; at most 10 MB',
    params: threadParams,
    query: z.object({ path: CheckoutPath }),
    gives: 'bytes',
    result: z.object({ mediaType: z.string(), bytes: Bytes }),
  }),
} as const
